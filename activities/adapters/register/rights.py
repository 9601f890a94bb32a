"""The standing of a household in the register, and every change of it: facts once, rights never overwritten."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Engine, func, or_, select, union

from activities.adapters.register import effective, statements
from activities.adapters.register.page import Page
from activities.adapters.register.payments import paid_months
from activities.adapters.register.tables import (
    ChoiceRow,
    ClaimRow,
    EntitlementRow,
    FactRow,
    ItemRow,
    MembershipRow,
    OutcomeRow,
    PersonRow,
    RecoveryRow,
    ReleaseRow,
    SnapshotRow,
    SubsidyRow,
)
from activities.rights import Outdated
from policy.tellings import settled, telling
from schemas.facts import Choice, LifeFact
from schemas.household_files import ItemState, Period
from schemas.identifiers import CaseId, HouseholdRef, ItemId, PersonRef
from schemas.register_entries import PaymentEntry
from schemas.rights import (
    ChangeEntry,
    Concern,
    Concerned,
    FactEntry,
    FactsRequest,
    KnownFacts,
    Recovery,
    RightSpan,
    Standing,
    StandingRequest,
)
from schemas.snapshots import Snapshot

_COUNTED = (EntitlementRow, SnapshotRow, ChoiceRow)
_RIGHT = statements.table(EntitlementRow).c
_MEMBER = statements.table(MembershipRow).c


class SqlRights:
    """Shares the engine of the register's other books; every method blocks and may be repeated."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def concerned(self, concern: Concern) -> Concerned:
        with self._engine.begin() as connection:
            households = {ref for (ref,) in connection.execute(_households(concern.person))}
            open_claims = connection.scalars(
                select(ClaimRow.case_id)
                .where(ClaimRow.person == concern.person, ClaimRow.case_id.not_in(_settled()))
                .distinct()
            ).all()
        return Concerned(
            person=concern.person, households=tuple(map(HouseholdRef, sorted(households))),
            applications=tuple(map(CaseId, sorted(open_claims))),
        )  # fmt: skip

    def enter_fact(self, entry: FactEntry) -> None:
        fact, now = entry.fact, datetime.now(UTC)
        with self._engine.begin() as connection:
            dialect = connection.dialect.name
            persons = [{"ref": ref, "recorded_at": now} for ref in (fact.person, fact.other) if ref]
            connection.execute(statements.add_missing(PersonRow, dialect), persons)
            connection.execute(statements.add_missing(FactRow, dialect), {
                "key": telling(fact), "person": fact.person, "other": fact.other, "kind": fact.kind,
                "happened_on": fact.happened_on, "recorded_at": now,
                "fact": fact.model_dump(mode="json", exclude_none=True),
            })  # fmt: skip

    def facts_of(self, request: FactsRequest) -> KnownFacts:
        with self._engine.begin() as connection:
            return KnownFacts(facts=_facts(connection, request.persons))

    def standing(self, request: StandingRequest) -> Standing | None:
        with self._engine.begin() as connection:
            return standing_of(connection, request.household)

    def enter_change(self, entry: ChangeEntry) -> None:
        with self._engine.begin() as connection:
            key = "/".join(part for part in (entry.case, entry.household, entry.part) if part)
            page = Page(connection, entry.case, entry.household, key=key)
            before = _version(connection, entry.household, _persons(connection, entry.household))
            if not page.begins(f"{page.key}/change", "changed", entry.on, entry):
                return
            if entry.based_on not in {None, before}:
                raise Outdated(
                    f"{entry.household} is at version {before}; {entry.case} was decided on {entry.based_on}"
                )
            _change(page, entry, _after_all_others(connection, entry))


def _after_all_others(connection: Connection, entry: ChangeEntry) -> datetime:
    """When it counts as decided: a decision on the ground of all others comes after them, whatever clocks said."""
    last = connection.scalar(
        select(func.max(EntitlementRow.decided_at)).where(EntitlementRow.household == entry.household)
    )
    if last is None or entry.based_on is None:
        return entry.signature.at
    return max(entry.signature.at, last + timedelta(microseconds=1))


def _change(page: Page, entry: ChangeEntry, decided_at: datetime) -> None:
    page.decided(entry.decisions, entry.signature)
    page.known(span.person for span in entry.spans if span.person is not None)
    members = entry.members or tuple(_found(entry.snapshot))
    if members:
        page.found(members, entry.on, entry.signature)
    if entry.snapshot is not None:
        page.snapshot(entry.snapshot)
    for span in entry.spans:
        page.entitled(
            key=f"{page.key}/{span.benefit}/{span.person or 'all'}/{span.first}", benefit=span.benefit,
            person=span.person, amount=span.amount, valid_from=span.first, valid_to=span.last, state=span.state,
            decided_at=decided_at, event_id=entry.event,
        )  # fmt: skip
    for choice in entry.choices:
        page.add_once(ChoiceRow, key=choice.key, choice=choice.model_dump(mode="json", exclude_none=True))
    if entry.order is not None:
        page.ordered(PaymentEntry(household=entry.household, on=entry.on, order=entry.order))
    for recovery in (*((entry.recovery,) if entry.recovery else ()), *entry.recoveries):
        _recovery(page, entry, recovery)


def _found(snapshot: Snapshot | None) -> Iterator[PersonRef]:
    for member in snapshot.application.household.members if snapshot else ():
        yield member.ref


def _recovery(page: Page, entry: ChangeEntry, recovery: Recovery) -> None:
    page.add_once(
        RecoveryRow, key=recovery.key, benefit=recovery.benefit, person=recovery.person, total=recovery.total,
        way=recovery.way, monthly=recovery.monthly, decided_by=entry.signature.officer, decided_at=entry.signature.at,
        event_id=entry.event,
    )  # fmt: skip


def standing_of(connection: Connection, household: HouseholdRef) -> Standing | None:
    """All that the register knows for deciding; None where there is nothing to decide about."""
    rows = connection.execute(
        select(SnapshotRow.found)
        .where(SnapshotRow.household == household)
        .order_by(SnapshotRow.taken_on, SnapshotRow.recorded_at)
    )
    snapshots = tuple(Snapshot.model_validate(found) for (found,) in rows)
    rights = _rights(connection, household)
    if not (snapshots or rights):
        return None
    persons = _persons(connection, household)
    said = _items(connection, household)
    choices = connection.scalars(select(ChoiceRow.choice).where(ChoiceRow.household == household)).all()
    return Standing(
        household=household, version=_version(connection, household, persons), snapshots=snapshots,
        facts=_facts(connection, persons), rights=rights,
        choices=tuple(sorted(map(Choice.model_validate, choices), key=lambda one: (one.since, one.key))),
        paid=paid_months(connection, household), recoveries=_recoveries(connection, household),
        items=said[ItemState.GRANTED], ended=said[ItemState.ENDED], given_up=said[ItemState.GIVEN_UP],
    )  # fmt: skip


def _settled() -> CompoundSelect[Any]:
    """Applications that no longer count anybody, or were recognised: the household stands for itself."""
    recognised = select(OutcomeRow.case_id).where(OutcomeRow.outcome == "recognised")
    return union(select(ReleaseRow.case_id), recognised)


def _households(person: PersonRef) -> CompoundSelect[Any]:
    """Where the person is or was a member, was born into, married into, or draws a benefit alone."""
    of_member = select(MembershipRow.household).where(MembershipRow.person == person)
    of_right = select(EntitlementRow.household).where(EntitlementRow.person == person)
    joined = (
        select(MembershipRow.household)
        .join(FactRow, FactRow.person == MembershipRow.person)
        .where(FactRow.other == person)
    )
    return union(of_member, of_right, joined)


def _persons(connection: Connection, household: HouseholdRef) -> frozenset[str]:
    """Members now or ever, who draws a benefit alone, and whoever came to them by birth or marriage."""
    of_member = select(MembershipRow.person).where(MembershipRow.household == household)
    of_right = select(EntitlementRow.person).where(
        EntitlementRow.household == household, EntitlementRow.person.is_not(None)
    )
    of_note = select(SubsidyRow.person).where(SubsidyRow.household == household)
    members = {person for person in connection.scalars(union(of_member, of_right, of_note)) if person}
    joined = connection.scalars(select(FactRow.other).where(FactRow.person.in_(members), FactRow.other.is_not(None)))
    return frozenset(members | {other for other in joined if other})


def _facts(connection: Connection, persons: Iterable[str]) -> tuple[LifeFact, ...]:
    told = connection.scalars(select(FactRow.fact).where(or_(FactRow.person.in_(persons), FactRow.other.in_(persons))))
    return settled(map(LifeFact.model_validate, told))


def _rights(connection: Connection, household: HouseholdRef) -> tuple[RightSpan, ...]:
    """What the decisions leave of each right, in the order of the months."""
    rows = connection.execute(
        select(EntitlementRow.__table__)
        .where(EntitlementRow.household == household)
        .order_by(EntitlementRow.decided_at, EntitlementRow.key)
    ).mappings()
    same: dict[tuple[str, str], list[RightSpan]] = {}
    for row in rows:
        span = RightSpan(benefit=row["benefit"], person=row["person"], amount=row["amount"], first=row["valid_from"],
                         last=row["valid_to"], state=row["state"])  # fmt: skip
        same.setdefault((span.benefit, span.person or ""), []).append(span)
    return tuple(
        span.model_copy(update={"first": left.first, "last": left.last})
        for spans in same.values()
        for span, left in zip(spans, effective.left([_period(span) for span in spans]), strict=True)
        if left is not None
    )


def _recoveries(connection: Connection, household: HouseholdRef) -> tuple[Recovery, ...]:
    rows = connection.execute(
        select(
            RecoveryRow.key,
            RecoveryRow.benefit,
            RecoveryRow.person,
            RecoveryRow.total,
            RecoveryRow.way,
            RecoveryRow.monthly,
        )
        .where(RecoveryRow.household == household)
        .order_by(RecoveryRow.decided_at, RecoveryRow.key)
    ).mappings()
    return tuple(Recovery.model_validate(dict(row)) for row in rows)


def _items(connection: Connection, household: HouseholdRef) -> dict[ItemState, tuple[ItemId, ...]]:
    """The items in each state, by what each owner said last; silence says nothing."""
    rows = connection.execute(
        select(ItemRow.item, ItemRow.state)
        .where(ItemRow.household == household, ItemRow.state != ItemState.NOT_REPORTED)
        .order_by(ItemRow.reported_on, ItemRow.recorded_at)
    )
    said = sorted({row.item: row.state for row in rows}.items())
    return {state: tuple(ItemId(item) for item, last in said if last == state) for state in ItemState}


def _period(span: RightSpan) -> Period:
    return Period(first=span.first, last=span.last)


def _version(connection: Connection, household: HouseholdRef, persons: frozenset[str]) -> int:
    """Grows with every entry about the household or its persons, for rows are only ever added."""
    own = sum(
        connection.scalar(select(func.count()).select_from(of).where(of.household == household)) or 0 for of in _COUNTED
    )
    about = or_(FactRow.person.in_(persons), FactRow.other.in_(persons))
    told = connection.scalar(select(func.count()).select_from(FactRow).where(about)) or 0
    of_subsidies = or_(SubsidyRow.household == household, SubsidyRow.person.in_(persons))
    notes = connection.scalar(select(func.count()).select_from(SubsidyRow).where(of_subsidies)) or 0
    return own + told + notes


def version_of(connection: Connection, household: HouseholdRef) -> int:
    """The version of a household's standing, also where there is nothing yet to decide about."""
    return _version(connection, household, _persons(connection, household))
