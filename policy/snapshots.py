"""How does a check leave a household for the facts to come? As found; what facts had changed is left to the facts."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from policy.figures import CZ_DEMO, Pack
from policy.household import purse, replies_of
from policy.months import after, month_of
from policy.payments import review_due
from policy.property import belongings
from policy.situation import OF_INCOME, laid_upon, not_counted, with_members
from policy.sources import DECLARATION, happened
from schemas.facts import FactKind
from schemas.households import Application, Income, IncomeKind, Property
from schemas.identifiers import PersonRef
from schemas.means import MeansReport
from schemas.people import Absence, Member
from schemas.questions import ItemCode
from schemas.reviews import SnapshotRequest
from schemas.rights import Standing
from schemas.snapshots import IncomeByFact, Snapshot

EVIDENCE_GAP = "evidence_gap"
BY_FACTS = ("absence", "disability")
"""What such a fact changes in a member."""

_CHANGED_BY = {
    IncomeKind.WAGE: (FactKind.JOB_STARTED, FactKind.JOB_ENDED, FactKind.MARRIAGE),
    IncomeKind.PENSION: (FactKind.PENSION_STARTED, FactKind.MARRIAGE),
}


def snapshot(request: SnapshotRequest, pack: Pack = CZ_DEMO) -> Snapshot:
    """What a check found, as later facts will find it: incomes and property as counted, persons by reference."""
    found = by_reference(resolved(request.application, request.report, request.on, pack))
    due = review_due(found, request.category, request.on, pack).day if request.category else None
    taken = Snapshot(
        case=request.case, number=found.number, taken_on=request.on, first_month=request.first_month,
        category=request.category, valid_to=request.valid_to, review_due=due, application=found,
        recognition=request.recognition, known_to=request.report.on if request.report else None,
        evidence_gap=bool(request.report and request.report.missing),
    )  # fmt: skip
    return taken if request.standing is None else _checked_again(request, request.standing, taken)


def _checked_again(request: SnapshotRequest, standing: Standing, taken: Snapshot) -> Snapshot:
    """Who has left or joined by facts is left to the facts, which may be taken back."""
    before = standing.newest
    members = tuple(_as_listed(request.application, taken.application, before.application))
    known = tuple(_known_by_facts(request, standing))
    taken = taken.model_copy(update={"application": with_members(taken.application, members), "by_facts": known})
    month = _counts_from(request, standing)
    return _held_back(taken, standing, month) if month < taken.first_month else taken


def _as_listed(asked: Application, found: Application, before: Application) -> Iterator[Member]:
    """Everybody whom the check before listed; what facts alone changed in them, as it was."""
    stood = {member.ref: member for member in asked.household.members}
    now = {member.ref: member for member in found.household.members}
    for member in before.household.members:
        if member.ref not in stood:
            yield member
        elif member.ref in now:
            by_facts = {name for name in BY_FACTS if getattr(stood[member.ref], name) != getattr(member, name)}
            yield now[member.ref].model_copy(update={name: getattr(member, name) for name in by_facts})


def _known_by_facts(request: SnapshotRequest, standing: Standing) -> Iterator[IncomeByFact]:
    """No register spoke of them: when the fact is taken back, they are again what they were."""
    before, told = standing.newest, purse(request.application, replies_of(request.report), request.on)
    spoken = {(line.person, line.kind) for line in told.lines if line.source != DECLARATION}
    known = {(one.person, one.kind): one for one in before.by_facts}
    dead = not_counted(standing.facts, standing.choices)
    for fact in sorted(standing.facts, key=lambda one: (one.happened_on, one.key)):
        if fact.kind in OF_INCOME and fact.key not in dead and laid_upon(before, fact):
            kind = OF_INCOME[fact.kind]
            earlier = known.get((fact.person, kind))
            amount = earlier.before if earlier else _income(before.application, fact.person, kind)
            known[fact.person, kind] = IncomeByFact(person=fact.person, kind=kind, fact=fact.key, before=amount)
    yield from (one for which, one in known.items() if which not in spoken and one.fact not in dead)


def _income(application: Application, person: PersonRef, kind: IncomeKind) -> Decimal | None:
    of = [income.monthly for income in application.incomes if (income.person, income.kind) == (person, kind)]
    return sum(of, Decimal(0)) if of else None


def _counts_from(request: SnapshotRequest, standing: Standing) -> date:
    """What was missing, or wrong, from the beginning is put right from the beginning (domain 2.9)."""
    first = standing.newest.first_month
    if request.reason == EVIDENCE_GAP and standing.newest.evidence_gap:
        return first
    wrong = request.fact
    if wrong is not None and (wrong.kind is FactKind.SOURCE_CORRECTED or wrong.revoked_by is not None):
        return max(first, after(month_of(wrong.happened_on)))
    return request.first_month


def _held_back(taken: Snapshot, standing: Standing, month: date) -> Snapshot:
    """As if it had been found so then: what came about since is told by the facts, each from its own day on."""
    before = standing.newest
    since = [fact for fact in standing.facts if fact.revoked_by is None and laid_upon(before, fact)]
    if any(fact.kind is FactKind.PROPERTY_ACQUIRED for fact in since):
        return taken
    changed = {(ref, fact.kind) for fact in since for ref in (fact.person, fact.other) if ref is not None}

    def by_a_fact(income: Income) -> bool:
        return any((income.person, kind) in changed for kind in _CHANGED_BY.get(income.kind, ()))

    incomes = (
        *(income for income in taken.application.incomes if not by_a_fact(income)),
        *(income for income in before.application.incomes if by_a_fact(income)),
    )
    application = taken.application.model_copy(update={"incomes": incomes})
    return taken.model_copy(update={"application": application, "first_month": month, "known_to": before.holds_to})


def resolved(application: Application, report: MeansReport | None, on: date, pack: Pack = CZ_DEMO) -> Application:
    """The application with what the registers said in the place of what was declared (domain 2.10)."""
    replies = replies_of(report)
    living = purse(application, replies, on, pack)
    counted = {member.ref for member in living.members}
    incomes = (
        *(Income(person=line.person, kind=line.kind, monthly=line.amount) for line in living.lines),
        *(income for income in application.incomes if income.person not in counted),
    )
    owned = belongings(application.property, replies)
    held = Property(
        deposits=owned.money, cars=owned.cars, homes=owned.homes, homes_area_per_head_below_average=owned.small,
        shops=owned.shops, company_capital=owned.company_capital,
    )  # fmt: skip
    listed = application.household.members
    members = (member for member in listed if not happened(replies, ItemCode.DEATH, member.ref, on))
    kept = tuple(
        member.model_copy(update={"absence": Absence.PRISON})
        if happened(replies, ItemCode.PRISON, member.ref, on)
        else member
        for member in members
    )
    household = application.household.model_copy(update={"members": kept or listed})
    return application.model_copy(update={"household": household, "incomes": incomes, "property": held})


def by_reference(application: Application) -> Application:
    """Without names and numbers: the register keeps references only."""
    nameless = tuple(
        member.model_copy(update={"name": "", "id_number": None}) for member in application.household.members
    )
    return with_members(application, nameless)
