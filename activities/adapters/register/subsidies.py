"""The notes on disability subsidies: claimed, found, decided, reminded of; pages of persons, and what a month paid."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session

from activities.adapters.register import statements
from activities.adapters.register.page import Page
from activities.adapters.register.payment_reading import PAID, SAID, standing
from activities.adapters.register.rights import SqlRights
from activities.adapters.register.subsidy_files import (
    CLAIM,
    FACT,
    FINDING,
    NOTE,
    RULING,
    SUBSIDIES,
    disabled,
    file_of,
    notes_of,
    of_kind,
)
from activities.adapters.register.tables import (
    AccessRow,
    DecisionRow,
    EntitlementRow,
    OutcomeRow,
    PersonRow,
    SubsidyRow,
)
from activities.register import Contradicted
from activities.rights import Outdated
from activities.subsidies import NotYet
from policy.disability_adjustment import ByStandard, adjustment
from policy.disability_comparison import compared, expiring
from policy.disability_letters import changed
from policy.disability_report import precise
from policy.months import month_of
from policy.tellings import telling
from schemas.base import Model
from schemas.decisions import Decision
from schemas.disability import (
    Claimed,
    ClaimEntry,
    ClaimRequest,
    FileRequest,
    HouseholdRequest,
    Listed,
    NoteEntry,
    Subsidy,
    SubsidyClaim,
    SubsidyFile,
    SubsidyRuling,
)
from schemas.disability_report import MonthPaid, PreciseReport
from schemas.disability_rounds import (
    Adjusted,
    Adjustment,
    Compared,
    ComparisonRequest,
    CountyRequest,
    ExpiringFound,
    ExpiringRequest,
    Persons,
    ReminderEntry,
    StandardRequest,
)
from schemas.facts import LifeFact
from schemas.identifiers import CaseId, HouseholdRef, PersonRef
from schemas.payments import NOTHING, PaymentState
from schemas.register_entries import DecidedRule, Signature
from schemas.rights import ChangeEntry

REMINDED = "reminded"
REFUSED = "refused"


class SqlSubsidies:
    """Shares the engine of the register's other books; every method blocks and may be repeated."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def file(self, request: FileRequest) -> SubsidyFile:
        with self._engine.begin() as connection:
            return file_of(connection, request.person)

    def listed(self, request: HouseholdRequest) -> Listed:
        with self._engine.begin() as connection:
            _announced(connection, request.after)
            persons = sorted({*request.members, *_claimants(connection, request.household)})
            return Listed(persons=tuple(one for one in persons if disabled(file_of(connection, one))))

    def claim(self, entry: ClaimEntry) -> Claimed:
        claim = entry.claim
        with self._engine.begin() as connection:
            page = _page(connection, entry.case, claim.household, claim.person)
            notes = notes_of(connection, claim.person)
            by = _asked_already(claim, of_kind(notes, CLAIM, SubsidyClaim), of_kind(notes, RULING, SubsidyRuling))
            if by is None:
                _write(page, claim.person, f"{claim.case}/{CLAIM}", CLAIM, claim.on, claim)
            return Claimed(by=by)

    def claimed(self, request: ClaimRequest) -> SubsidyClaim | None:
        with self._engine.begin() as connection:
            note = connection.scalar(select(NOTE["note"]).where(NOTE["key"] == f"{request.case}/{CLAIM}"))
        return SubsidyClaim.model_validate(note) if note is not None else None

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
                key = "/".join(part for part in (entry.case, RULING, entry.part) if part)
                _write(page, entry.person, key, RULING, entry.ruling.on, entry.ruling)

    def persons(self, request: CountyRequest) -> Persons:
        """By who asked there last, or was taken over from there last."""
        wanted = (
            select(NOTE["person"], NOTE["note"])
            .where(NOTE["kind"].in_((CLAIM, RULING)))
            .order_by(NOTE["person"], NOTE["kind"] == RULING, NOTE["happened_on"], NOTE["recorded_at"])
        )
        with self._engine.begin() as connection:
            placed = {person: note["county"] for person, note in connection.execute(wanted) if note.get("county")}
        return Persons(persons=tuple(PersonRef(one) for one, county in placed.items() if county == request.county))

    def compared(self, request: ComparisonRequest) -> Compared:
        return compared(tuple(self._files(request.persons)), request)

    def expiring(self, request: ExpiringRequest) -> ExpiringFound:
        with self._engine.begin() as connection:
            files = [file_of(connection, person) for person in request.persons]
            done = connection.scalars(select(NOTE["key"]).where(NOTE["kind"] == REMINDED)).all()
        found = (one for file in files for one in expiring(file, request.on))
        return ExpiringFound(expiring=tuple(one for one in found if _reminder(one.person, one.valid_to) not in done))

    def reminded(self, entry: ReminderEntry) -> None:
        with self._engine.begin() as connection:
            for told in entry.expiring:
                page = _page(connection, entry.case, told.household, told.person)
                key = _reminder(told.person, told.valid_to)
                if connection.scalar(select(NOTE["key"]).where(NOTE["key"] == key)) is None:
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
            except (Outdated, Contradicted):
                late.append(change.file.person)
        return found.told.model_copy(update={"adjusted": self._entered(request), "others": (*found.told.others, *late)})

    def precise(self, month: date) -> PreciseReport:
        """Everybody who ever asked, beside what the payment runs paid for the month."""
        everybody = select(NOTE["person"]).where(NOTE["kind"] == CLAIM).distinct().order_by(NOTE["person"])
        with self._engine.begin() as connection:
            persons = [PersonRef(person) for person in connection.scalars(everybody)]
            arrived = _arrived(connection, month)
        return precise(self._files(persons), arrived, month)

    def shown(self, report: PreciseReport, reader: str, purpose: str) -> None:
        """Who read of whom, household by household; the sums alone name nobody."""
        households = sorted({line.household for line in report.lines if line.household is not None})
        reading = {
            "reader": reader,
            "fields": ["paid"],
            "purpose": purpose,
            "found": True,
            "read_at": datetime.now(UTC),
        }
        with Session(self._engine) as session, session.begin():
            session.add_all(AccessRow(household=household, **reading) for household in households)

    def _entered(self, request: StandardRequest) -> tuple[Adjusted, ...]:
        """What the round has entered for these persons, now or before it was interrupted, as it was decided."""
        cases = {f"{request.case}/{person}": person for person in request.persons}
        of = select(EntitlementRow.case_id, EntitlementRow.household, EntitlementRow.benefit, EntitlementRow.valid_from)
        decided = select(DecisionRow.case_id, DecisionRow.rule, DecisionRow.trace)
        with self._engine.begin() as connection:
            rights = connection.execute(of.where(EntitlementRow.case_id.in_(cases)).order_by(
                EntitlementRow.case_id, EntitlementRow.benefit, EntitlementRow.valid_from)).all()  # fmt: skip
            traces = connection.execute(decided.where(DecisionRow.case_id.in_(cases))).all()
        rules = {(case, rule): Decision.model_validate(trace) for case, rule, trace in traces}
        first: dict[tuple[str, str], Adjusted] = {}
        for case, household, benefit, since in rights:
            text = changed((rules[case, benefit],), request.on, since)
            first.setdefault((case, benefit), Adjusted(
                person=cases[case], household=HouseholdRef(household), kind=Subsidy(benefit), since=since,
                letter=text))  # fmt: skip
        return tuple(first.values())

    def _files(self, persons: Iterable[PersonRef]) -> Iterator[SubsidyFile]:
        """One after the other, so that nobody waits for a long reading."""
        for person in persons:
            with self._engine.begin() as connection:
                file = file_of(connection, person)
            yield file


def _arrived(connection: Connection, month: date) -> dict[tuple[PersonRef, Subsidy], MonthPaid]:
    """What each payment of the month came to; several of one month are one sum, and the newest tells how it stands."""
    rows = connection.execute(
        standing(PAID["person"], PAID["benefit"], PAID["due"], SAID["state"], SAID["reason"])
        .where(PAID["month"] == month, PAID["benefit"].in_(SUBSIDIES), PAID["person"].is_not(None))
        .order_by(PAID["key"])
    ).mappings()
    found: dict[tuple[PersonRef, Subsidy], MonthPaid] = {}
    for row in rows:
        key = PersonRef(row["person"]), Subsidy(row["benefit"])
        more = row["due"] if row["state"] == PaymentState.PAID else NOTHING
        before = found[key].amount if key in found else NOTHING
        found[key] = MonthPaid(person=key[0], kind=key[1], amount=before + more, state=row["state"],
                               reason=row["reason"])  # fmt: skip
    return found


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
    """Once, whichever case enters it; told again, or taken back, it is a note of its own."""
    now, dialect = datetime.now(UTC), connection.dialect.name
    connection.execute(statements.add_missing(PersonRow, dialect), {"ref": fact.person, "recorded_at": now})
    connection.execute(statements.add_missing(SubsidyRow, dialect), {
        "key": f"{FACT}/{telling(fact)}", "case_id": case, "household": None, "person": fact.person, "kind": FACT,
        "happened_on": fact.happened_on, "note": fact.model_dump(mode="json"), "recorded_at": now,
    })  # fmt: skip


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


def _claimants(connection: Connection, household: HouseholdRef) -> list[PersonRef]:
    of = select(NOTE["person"]).where(NOTE["household"] == household, NOTE["kind"] == CLAIM).distinct()
    return [PersonRef(person) for person in connection.scalars(of)]


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
