"""What does the register know of one person's subsidies? Notes, rights, facts and payments, put together."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from sqlalchemy import Connection, select, union

from activities.adapters.register import statements
from activities.adapters.register.rights import standing_of, version_of
from activities.adapters.register.tables import EntitlementRow, FactRow, MembershipRow, SubsidyRow
from policy.disability_recognised import member, recognised
from policy.tellings import settled
from schemas.base import Model
from schemas.disability import Subsidy, SubsidyClaim, SubsidyFile, SubsidyFinding, SubsidyRuling
from schemas.facts import FactKind, LifeFact
from schemas.households import Household
from schemas.identifiers import HouseholdRef, PersonRef, UnitId
from schemas.people import Member
from schemas.rights import RightSpan, Standing

Note = TypeVar("Note", bound=Model)

CLAIM, FINDING, RULING, FACT = "claim", "finding", "ruling", "fact"
NOTE = statements.table(SubsidyRow).c
SUBSIDIES = frozenset(kind.value for kind in Subsidy)


def file_of(connection: Connection, person: PersonRef) -> SubsidyFile:
    """Everything about one person, whichever household or case it came from."""
    notes = notes_of(connection, person)
    claims, rulings = of_kind(notes, CLAIM, SubsidyClaim), of_kind(notes, RULING, SubsidyRuling)
    standings = [one for ref in _households(connection, person) if (one := standing_of(connection, ref)) is not None]
    rights = tuple(span for one in standings for span in one.rights if _is_subsidy(span, person))
    household, found = _own(standings, claims, person), _found(standings, person)
    town, county = _place(claims, rulings, found)
    return SubsidyFile(
        person=person, household=household, version=version_of(connection, household) if household else None,
        claims=claims, findings=of_kind(notes, FINDING, SubsidyFinding), rulings=rulings,
        facts=_facts(connection, notes, person), town=town, county=county, rights=rights,
        recognised=tuple(span for standing in standings for span in recognised(standing, person)),
        paid=tuple(line for standing in standings for line in standing.paid if line.person == person),
        recoveries=tuple(one for standing in standings for one in standing.recoveries if one.person == person),
        disability=found[1].disability if found else None,
    )  # fmt: skip


def notes_of(connection: Connection, person: PersonRef) -> list[Mapping[str, Any]]:
    """All notes on a person, in the order of their days."""
    rows = connection.execute(
        select(NOTE["kind"], NOTE["note"])
        .where(NOTE["person"] == person)
        .order_by(NOTE["happened_on"], NOTE["recorded_at"], NOTE["key"])
    )
    return [dict(row) for row in rows.mappings()]


def of_kind(notes: Iterable[Mapping[str, Any]], kind: str, model: type[Note]) -> tuple[Note, ...]:
    """Notes of one kind, as they were written."""
    return tuple(model.model_validate(row["note"]) for row in notes if row["kind"] == kind)


def _facts(
    connection: Connection, notes: Iterable[Mapping[str, Any]], person: PersonRef
) -> tuple[LifeFact, ...]:  # fmt: skip
    """As any case heard of them; what was taken back anywhere is taken back."""
    told = connection.scalars(select(FactRow.fact).where(FactRow.person == person))
    return settled((*map(LifeFact.model_validate, told), *of_kind(notes, FACT, LifeFact)))


def _households(connection: Connection, person: PersonRef) -> list[HouseholdRef]:
    """Where the person was found, draws something, asked, was born into or married into."""
    of = (
        select(MembershipRow.household).where(MembershipRow.person == person),
        select(EntitlementRow.household).where(EntitlementRow.person == person),
        select(NOTE["household"]).where(NOTE["person"] == person, NOTE["household"].is_not(None)),
        select(MembershipRow.household)
        .join(FactRow, FactRow.person == MembershipRow.person)
        .where(FactRow.other == person),
    )
    return sorted(HouseholdRef(ref) for ref in connection.scalars(union(*of)) if ref)


def disabled(file: SubsidyFile) -> bool:
    """Who asked, or of whom a certificate is known."""
    certified = any(fact.kind is FactKind.DISABILITY_CHANGED and fact.revoked_by is None for fact in file.facts)
    return file.claimed or file.disability is not None or certified


def _is_subsidy(span: RightSpan, person: PersonRef) -> bool:
    return span.person == person and span.benefit in SUBSIDIES


def _own(
    standings: Iterable[Standing], claims: tuple[SubsidyClaim, ...], person: PersonRef
) -> HouseholdRef | None:  # fmt: skip
    """In whose file the rights stand: where they began, so that nobody holds them twice."""
    known = list(standings)
    held = [one.household for one in known if any(_is_subsidy(span, person) for span in one.rights)]
    return next(iter([*held, *(claim.household for claim in claims), *(one.household for one in known)]), None)


def _found(standings: Iterable[Standing], person: PersonRef) -> tuple[Household, Member] | None:
    """Where the person is counted, and as what, by the newest that is known of the household."""
    for one in standings:
        if one.snapshots:
            counted = member(one, person, one.newest.first_month)
            if counted is not None:
                return one.newest.application.household, counted
    return None


def _place(
    claims: tuple[SubsidyClaim, ...], rulings: tuple[SubsidyRuling, ...], found: tuple[Household, Member] | None
) -> tuple[UnitId | None, UnitId | None]:  # fmt: skip
    """Who took the person over last, or where somebody asked last, or where the household was found."""
    moved = [ruling for ruling in rulings if ruling.town is not None]
    if moved:
        return moved[-1].town, moved[-1].county
    if claims:
        return claims[-1].town, claims[-1].county
    return (found[0].town, found[0].county) if found else (None, None)
