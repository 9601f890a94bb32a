"""The notes on disability subsidies, and the files made of them with rights, facts and payments of the register."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, select, union

from activities.adapters.register import statements
from activities.adapters.register.page import Page
from activities.adapters.register.rights import SqlRights, standing_of, version_of
from activities.adapters.register.tables import (
    EntitlementRow,
    FactRow,
    MembershipRow,
    OutcomeRow,
    PersonRow,
    SubsidyRow,
)
from activities.rights import Outdated
from activities.subsidies import NotYet
from policy.disability_adjustment import ByStandard, adjustment
from policy.disability_comparison import compared, expiring
from policy.disability_recognised import member, recognised
from policy.months import month_of
from schemas.base import Model
from schemas.disability import (
    Claimed,
    ClaimEntry,
    FileRequest,
    HouseholdRequest,
    Listed,
    NoteEntry,
    Subsidy,
    SubsidyClaim,
    SubsidyFile,
    SubsidyFinding,
    SubsidyRuling,
)
from schemas.disability_rounds import (
    Adjusted,
    Adjustment,
    Compared,
    ComparisonRequest,
    ExpiringFound,
    ExpiringRequest,
    Persons,
    PersonsPage,
    ReminderEntry,
    StandardRequest,
)
from schemas.facts import FactKind, LifeFact
from schemas.households import Household
from schemas.identifiers import CaseId, HouseholdRef, PersonRef, UnitId
from schemas.people import Member
from schemas.register_entries import DecidedRule, Signature
from schemas.rights import ChangeEntry, RightSpan, Standing

Note = TypeVar("Note", bound=Model)

CLAIM, FINDING, RULING, FACT, REVOKED, REMINDED = "claim", "finding", "ruling", "fact", "revoked", "reminded"
REFUSED = "refused"
_NOTE = statements.table(SubsidyRow).c
_SUBSIDIES = frozenset(kind.value for kind in Subsidy)


class SqlSubsidies:
    """Shares the engine of the register's other books; every method blocks and may be repeated."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def file(self, request: FileRequest) -> SubsidyFile:
        with self._engine.begin() as connection:
            _announced(connection, request.after)
            return file_of(connection, request.person)

    def listed(self, request: HouseholdRequest) -> Listed:
        with self._engine.begin() as connection:
            _announced(connection, request.after)
            persons = sorted({*request.members, *_claimants(connection, request.household)})
            return Listed(persons=tuple(one for one in persons if _disabled(file_of(connection, one))))

    def claim(self, entry: ClaimEntry) -> Claimed:
        claim = entry.claim
        with self._engine.begin() as connection:
            page = _page(connection, entry.case, claim.household, claim.person)
            notes = _notes(connection, claim.person)
            by = _asked_already(claim, _of(notes, CLAIM, SubsidyClaim), _of(notes, RULING, SubsidyRuling))
            if by is None:
                _write(page, claim.person, f"{claim.case}/{CLAIM}", CLAIM, claim.on, claim)
            return Claimed(by=by)

    def enter(self, entry: NoteEntry) -> None:
        with self._engine.begin() as connection:
            if entry.fact is not None:
                _happened(connection, entry.case, entry.fact)
            if entry.household is None:
                return
            page = _page(connection, entry.case, entry.household, entry.person)
            if entry.finding is not None:
                key = f"{entry.case}/{FINDING}/{entry.number}"
                _write(page, entry.person, key, FINDING, entry.finding.on, entry.finding)
            if entry.ruling is not None:
                _write(page, entry.person, f"{entry.case}/{RULING}", RULING, entry.ruling.on, entry.ruling)

    def persons(self, page: PersonsPage) -> Persons:
        wanted = select(_NOTE["person"]).where(_NOTE["kind"] == CLAIM, _NOTE["person"] > (page.after or "")).distinct()
        with self._engine.begin() as connection:
            found = connection.scalars(wanted.order_by(_NOTE["person"]).limit(page.size)).all()
        persons = tuple(map(PersonRef, found))
        return Persons(persons=persons, last=persons[-1] if persons else None)

    def compared(self, request: ComparisonRequest) -> Compared:
        return compared(tuple(self._files(request.persons)), request)

    def expiring(self, request: ExpiringRequest) -> ExpiringFound:
        with self._engine.begin() as connection:
            files = [file_of(connection, person) for person in request.persons]
            done = connection.scalars(select(_NOTE["key"]).where(_NOTE["kind"] == REMINDED)).all()
        found = (one for file in files for one in expiring(file, request.on))
        return ExpiringFound(expiring=tuple(one for one in found if _reminder(one.person, one.valid_to) not in done))

    def reminded(self, entry: ReminderEntry) -> None:
        told = entry.expiring
        with self._engine.begin() as connection:
            page = _page(connection, entry.case, told.household, told.person)
            key = _reminder(told.person, told.valid_to)
            if connection.scalar(select(_NOTE["key"]).where(_NOTE["key"] == key)) is None:
                _write(page, told.person, key, REMINDED, entry.on, told)

    def adjusted(self, request: StandardRequest) -> Adjustment:
        found = adjustment(tuple(self._files(request.persons)), request.on)
        if request.signature is None:
            return found.told
        rights = SqlRights(self._engine)
        late = []
        for change in found.changes:
            try:
                rights.enter_change(_by_standard(request, request.signature, change))
            except Outdated:
                late.append(change.file.person)
        return found.told.model_copy(update={"adjusted": self._entered(request), "others": (*found.told.others, *late)})

    def _entered(self, request: StandardRequest) -> tuple[Adjusted, ...]:
        """What the round has entered for these persons, now or before it was interrupted."""
        cases = {f"{request.case}/{person}": person for person in request.persons}
        with self._engine.begin() as connection:
            rows = connection.execute(
                select(EntitlementRow.case_id, EntitlementRow.household, EntitlementRow.benefit,
                       EntitlementRow.valid_from)
                .where(EntitlementRow.case_id.in_(cases))
                .order_by(EntitlementRow.case_id, EntitlementRow.benefit, EntitlementRow.valid_from)
            ).all()  # fmt: skip
        first: dict[tuple[str, str], Adjusted] = {}
        for case, household, benefit, since in rows:
            first.setdefault((case, benefit), Adjusted(
                person=cases[case], household=HouseholdRef(household), kind=Subsidy(benefit), since=since))  # fmt: skip
        return tuple(first.values())

    def _files(self, persons: Iterable[PersonRef]) -> Iterator[SubsidyFile]:
        with self._engine.begin() as connection:
            yield from [file_of(connection, person) for person in persons]


def file_of(connection: Connection, person: PersonRef) -> SubsidyFile:
    """Everything about one person, whichever household or case it came from."""
    notes = _notes(connection, person)
    claims, rulings = _of(notes, CLAIM, SubsidyClaim), _of(notes, RULING, SubsidyRuling)
    standings = [one for ref in _households(connection, person) if (one := standing_of(connection, ref)) is not None]
    rights = tuple(span for one in standings for span in one.rights if _is_subsidy(span, person))
    household, found = _own(standings, claims, person), _found(standings, person)
    town, county = _place(claims, rulings, found)
    return SubsidyFile(
        person=person, household=household, version=version_of(connection, household) if household else None,
        claims=claims, findings=_of(notes, FINDING, SubsidyFinding), rulings=rulings,
        facts=_facts(connection, notes, person), town=town, county=county, rights=rights,
        recognised=tuple(span for standing in standings for span in recognised(standing, person)),
        paid=tuple(line for standing in standings for line in standing.paid if line.person == person),
        recoveries=tuple(one for standing in standings for one in standing.recoveries if f"/{person}/" in one.key),
        disability=found[1].disability if found else None,
    )  # fmt: skip


def _announced(connection: Connection, case: CaseId | None) -> None:
    if case is None:
        return
    entered = select(OutcomeRow.key).where(OutcomeRow.case_id == case, OutcomeRow.outcome != REFUSED)
    if connection.scalar(entered.limit(1)) is None:
        raise NotYet(f"What case {case} announced is not in the register yet; read again until it is.")


def _page(connection: Connection, case: CaseId, household: HouseholdRef, person: PersonRef) -> Page:
    page = Page(connection, case, household)
    page.known((person,))
    if connection.dialect.name != "sqlite":
        connection.execute(select(PersonRow.ref).where(PersonRow.ref == person).with_for_update())
    return page


def _write(page: Page, person: PersonRef, key: str, kind: str, on: object, note: Model) -> None:
    page.add_once(SubsidyRow, key=key, person=person, kind=kind, happened_on=on, note=note.model_dump(mode="json"))


def _happened(connection: Connection, case: CaseId, fact: LifeFact) -> None:
    """Once, whoever announces it; taking it back is a note of its own, in either order."""
    now, dialect = datetime.now(UTC), connection.dialect.name
    connection.execute(statements.add_missing(PersonRow, dialect), {"ref": fact.person, "recorded_at": now})
    kinds = (FACT, REVOKED) if fact.revoked_by is not None else (FACT,)
    connection.execute(statements.add_missing(SubsidyRow, dialect), [
        {"key": f"{kind}/{fact.key}", "case_id": case, "household": None, "person": fact.person, "kind": kind,
         "happened_on": fact.happened_on, "note": fact.model_dump(mode="json"), "recorded_at": now}
        for kind in kinds
    ])  # fmt: skip


def _notes(connection: Connection, person: PersonRef) -> list[Mapping[str, Any]]:
    rows = connection.execute(
        select(_NOTE["kind"], _NOTE["note"])
        .where(_NOTE["person"] == person)
        .order_by(_NOTE["happened_on"], _NOTE["recorded_at"], _NOTE["key"])
    )
    return [dict(row) for row in rows.mappings()]


def _of(notes: Iterable[Mapping[str, Any]], kind: str, model: type[Note]) -> tuple[Note, ...]:
    return tuple(model.model_validate(row["note"]) for row in notes if row["kind"] == kind)


def _asked_already(
    claim: SubsidyClaim, claims: Iterable[SubsidyClaim], rulings: Iterable[SubsidyRuling]
) -> CaseId | None:
    """Another case that is not decided yet asks for all of it, from the same month or an earlier one."""
    decided = {ruling.case for ruling in rulings}
    for other in claims:
        if other.case == claim.case:
            return None
        earlier = month_of(other.on) <= month_of(claim.on)
        if other.case not in decided and earlier and set(claim.kinds) <= set(other.kinds):
            return other.case
    return None


def _facts(
    connection: Connection, notes: Iterable[Mapping[str, Any]], person: PersonRef
) -> tuple[LifeFact, ...]:  # fmt: skip
    """As any case heard of them; what was taken back anywhere is taken back."""
    rows = connection.execute(select(FactRow.fact, FactRow.revoked_by).where(FactRow.person == person))
    told = [LifeFact.model_validate({**fact, "revoked_by": revoked}) for fact, revoked in rows]
    told += _of(notes, FACT, LifeFact)
    taken_back = [*(one for one in told if one.revoked_by is not None), *_of(notes, REVOKED, LifeFact)]
    revoked = {one.key: one.revoked_by for one in taken_back}
    found = {one.key: one for one in sorted(told, key=lambda one: one.revoked_by is None)}
    return tuple(
        one.model_copy(update={"revoked_by": revoked.get(one.key)})
        for one in sorted(found.values(), key=lambda one: (one.happened_on, one.key))
    )


def _households(connection: Connection, person: PersonRef) -> list[HouseholdRef]:
    """Where the person was found, draws something, asked, was born into or married into."""
    of = (
        select(MembershipRow.household).where(MembershipRow.person == person),
        select(EntitlementRow.household).where(EntitlementRow.person == person),
        select(_NOTE["household"]).where(_NOTE["person"] == person, _NOTE["household"].is_not(None)),
        select(MembershipRow.household)
        .join(FactRow, FactRow.person == MembershipRow.person)
        .where(FactRow.other == person),
    )
    return sorted(HouseholdRef(ref) for ref in connection.scalars(union(*of)) if ref)


def _claimants(connection: Connection, household: HouseholdRef) -> list[PersonRef]:
    of = select(_NOTE["person"]).where(_NOTE["household"] == household, _NOTE["kind"] == CLAIM).distinct()
    return [PersonRef(person) for person in connection.scalars(of)]


def _disabled(file: SubsidyFile) -> bool:
    """Who asked, or of whom a certificate is known."""
    certified = any(fact.kind is FactKind.DISABILITY_CHANGED and fact.revoked_by is None for fact in file.facts)
    return file.claimed or file.disability is not None or certified


def _is_subsidy(span: RightSpan, person: PersonRef) -> bool:
    return span.person == person and span.benefit in _SUBSIDIES


def _own(
    standings: Iterable[Standing], claims: tuple[SubsidyClaim, ...], person: PersonRef
) -> HouseholdRef | None:  # fmt: skip
    """In whose file the rights stand: where they began, so that nobody holds them twice."""
    known = list(standings)
    held = [one.household for one in known if any(_is_subsidy(span, person) for span in one.rights)]
    return next(iter([*held, *(claim.household for claim in claims), *(one.household for one in known)]), None)


def _found(standings: Iterable[Standing], person: PersonRef) -> tuple[Household, Member] | None:
    """Where the person is counted, and as what, by the newest that is known of the household."""
    for standing in standings:
        if standing.snapshots:
            counted = member(standing, person, standing.newest.first_month)
            if counted is not None:
                return standing.newest.application.household, counted
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


def _reminder(person: PersonRef, valid_to: object) -> str:
    return f"{REMINDED}/{person}/{valid_to}"


def _by_standard(request: StandardRequest, signature: Signature, change: ByStandard) -> ChangeEntry:
    """One change a round and person; in the household's file it stands under the round's id and the person."""
    file = change.file
    if file.household is None:
        raise ValueError(f"Nobody knows the household of {file.person}, so nothing of them can be adjusted.")
    decided = ((one.kind, one.decision) for one in change.changes if one.decision is not None)
    return ChangeEntry(
        case=CaseId(f"{request.case}/{file.person}"), household=file.household, on=request.on, based_on=file.version,
        signature=signature, spans=tuple(span for one in change.changes for span in one.spans),
        event=request.events[f"{file.person}/{change.changes[0].kind}"],
        decisions=tuple(
            DecidedRule(decision=decision, event=request.events[f"{file.person}/{kind}"]) for kind, decision in decided
        ),
    )  # fmt: skip
