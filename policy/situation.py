"""How does a household stand on a day? As a check found it, with what happened since laid upon it (domain 2.9, 3.5)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from policy.figures import CZ_DEMO, Pack
from policy.household import purse, replies_of
from policy.months import after, month_of
from policy.payments import review_due
from policy.property import belongings
from policy.sources import happened
from schemas.facts import Choice, ChoiceKind, FactKind, LifeFact
from schemas.households import Application, Income, IncomeKind, Property
from schemas.identifiers import PersonRef
from schemas.means import MeansReport
from schemas.people import Absence, Member, Relation
from schemas.questions import ItemCode
from schemas.reviews import SnapshotRequest
from schemas.rights import Standing
from schemas.snapshots import Snapshot

DAY = timedelta(days=1)
EVIDENCE_GAP = "evidence_gap"
_INCOMES = {ItemCode.WAGE: IncomeKind.WAGE, ItemCode.PENSION: IncomeKind.PENSION}


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
    taken = taken.model_copy(update={"application": _with(taken.application, members)})
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


def _counts_from(request: SnapshotRequest, standing: Standing) -> date:
    """What was missing, or wrong, from the beginning is put right from the beginning (domain 2.9)."""
    first = standing.newest.first_month
    if request.reason == EVIDENCE_GAP and standing.newest.evidence_gap:
        return first
    if request.fact is not None and request.fact.kind is FactKind.SOURCE_CORRECTED:
        return max(first, after(month_of(request.fact.happened_on)))
    return request.first_month


def _held_back(taken: Snapshot, standing: Standing, month: date) -> Snapshot:
    """As if it had been found so then: what came about since is told by the facts, each from its own day on."""
    before = standing.newest
    since = [fact for fact in standing.facts if fact.revoked_by is None and _laid_upon(before, fact)]
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
    return taken.model_copy(
        update={"application": application, "first_month": month, "known_to": before.holds_to}
    )


def in_new_town(standing: Standing) -> Snapshot | None:
    """The same household where its head lives now, as a town other than the one that handles it would have it."""
    newest = standing.newest
    found = next(one for one in reversed(standing.snapshots) if not one.taken_over)
    head = newest.application.household.applicant.ref
    moves = [fact for fact in standing.facts
             if fact.kind is FactKind.MOVED and fact.person == head and fact.town is not None
             and fact.revoked_by is None and _laid_upon(found, fact)]  # fmt: skip
    last = max(moves, key=lambda fact: fact.happened_on, default=None)
    home = found.application.household
    place = {"region": home.region, "county": home.county, "town": home.town}
    if last is not None:
        place = {"region": last.region or home.region, "county": last.county or home.county, "town": last.town}
    household = newest.application.household.model_copy(update=place)
    if household.town == newest.application.household.town:
        return None
    first = after(month_of(last.happened_on)) if last is not None else newest.first_month
    application = newest.application.model_copy(update={"household": household})
    return newest.model_copy(update={
        "application": application, "first_month": max(first, newest.first_month), "recognition": False,
        "taken_over": True, "known_to": newest.holds_to,
    })  # fmt: skip


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
    return _with(application, nameless)


def standing_on(snapshots: Sequence[Snapshot], month: date) -> Snapshot:
    """The snapshot that counts for a month: the newest that had been taken for it, or else the first of all."""
    fitting = [one for one in snapshots if one.first_month <= month]
    return fitting[-1] if fitting else snapshots[0]


def as_of(found: Snapshot, facts: Iterable[LifeFact], choices: Iterable[Choice], month: date) -> Application:
    """The household whose rights count in a month: everything that happened up to the end of the month before.

    Who belongs to the household is worked out from every fact since the application; sums only from those that the
    snapshot cannot know.
    """
    kept = {key for choice in choices if choice.kind is ChoiceKind.KEPT for key in choice.facts}
    application = found.application
    for fact in sorted(facts, key=lambda one: (one.happened_on, one.kind is FactKind.DEATH, one.key)):
        if fact.revoked_by is not None or fact.key in kept or fact.happened_on >= month:
            continue
        laid = LAID.get(fact.kind, _unchanged)
        if _laid_upon(found, fact):
            application = laid(application, fact)
        elif fact.kind in STRUCTURAL and _known(fact) >= found.application.submitted_on:
            application = _with(application, laid(application, fact).household.members)
    return application


def _laid_upon(found: Snapshot, fact: LifeFact) -> bool:
    """The snapshot cannot know it; of an income that changed on its very day the source itself was asked."""
    known = _known(fact)
    return known > found.holds_to or (known == found.holds_to and fact.kind in OF_INCOME)


def _known(fact: LifeFact) -> date:
    return max(fact.happened_on, fact.known_on)


def _with(application: Application, members: tuple[Member, ...]) -> Application:
    household = application.household.model_copy(update={"members": members})
    return application.model_copy(update={"household": household})


def _unchanged(application: Application, _: LifeFact) -> Application:
    return application


def _left(application: Application, fact: LifeFact) -> Application:
    """A household of nobody keeps its last member as absent, so that it can still be spoken of."""
    return _without(application, fact.person)


def _without(application: Application, person: PersonRef | None) -> Application:
    members = application.household.members
    left = tuple(member for member in members if member.ref != person)
    if not left:
        left = tuple(member.model_copy(update={"absence": Absence.GONE}) for member in members)
    return _with(application, left)


def _moved(application: Application, fact: LifeFact) -> Application:
    """Within the city the household stays one; who left the city is counted where the register now lies."""
    return application if fact.town is not None else _left(application, fact)


def _divorced(application: Application, fact: LifeFact) -> Application:
    """Who came later to the household leaves it; each of the two is then looked at in the own household."""
    pair = [member.ref for member in application.household.members if member.ref in {fact.person, fact.other}]
    return _without(application, pair[-1]) if len(pair) > 1 else application


def _born(application: Application, fact: LifeFact) -> Application:
    if not _is_member(application, fact.person):
        return application
    return _joined(application, fact, Relation.MINOR_CHILD)


def _married(application: Application, fact: LifeFact) -> Application:
    """The spouse lives on the same purse from now on, with what the registers know of the spouse's income."""
    here = [ref for ref in (fact.person, fact.other) if ref is not None and _is_member(application, ref)]
    if len(here) != 1:
        return application
    head = application.household.applicant.ref
    joined = _joined(application, fact, Relation.SPOUSE if here[0] == head else Relation.OTHER)
    for person in fact.persons:
        if person.ref not in here:
            joined = _earning(joined, fact, person.ref)
    return joined


def _joined(application: Application, fact: LifeFact, relation: Relation) -> Application:
    new = tuple(
        Member(ref=person.ref, name="", born=person.born, sex=person.sex, relation=relation)
        for person in fact.persons
        if not _is_member(application, person.ref)
    )
    return _with(application, (*application.household.members, *new))


def _job_started(application: Application, fact: LifeFact) -> Application:
    return _changed_member(_earning(application, fact, fact.person), fact.person, works=True)


def _job_ended(application: Application, fact: LifeFact) -> Application:
    stays = tuple(one for one in application.incomes if (one.person, one.kind) != (fact.person, IncomeKind.WAGE))
    return _changed_member(application.model_copy(update={"incomes": stays}), fact.person, works=False)


def _pension(application: Application, fact: LifeFact) -> Application:
    return _earning(application, fact, fact.person)


def _earning(application: Application, fact: LifeFact, person: PersonRef) -> Application:
    """What the source says of an income takes the place of what was known of it."""
    said = {
        _INCOMES[item.code]: item.amount or Decimal(0)
        for item in fact.items
        if item.person == person and item.code in _INCOMES
    }
    kept = (one for one in application.incomes if one.person != person or one.kind not in said)
    new = (Income(person=person, kind=kind, monthly=amount) for kind, amount in said.items())
    return application.model_copy(update={"incomes": (*kept, *new)})


def _in_prison(application: Application, fact: LifeFact) -> Application:
    return _changed_member(application, fact.person, absence=Absence.PRISON)


def _released(application: Application, fact: LifeFact) -> Application:
    """Only who is in prison comes back; who died there does not."""
    inside = any(one.ref == fact.person and one.absence is Absence.PRISON for one in application.household.members)
    return _changed_member(application, fact.person, absence=None) if inside else application


def _disability(application: Application, fact: LifeFact) -> Application:
    return _changed_member(application, fact.person, disability=fact.disability)


def _tested(application: Application, fact: LifeFact) -> Application:
    return _changed_member(application, fact.person, self_care=fact.self_care)


def _placed(application: Application, fact: LifeFact) -> Application:
    return application.model_copy(update={"support_place": fact.support_place})


def _owning(application: Application, fact: LifeFact) -> Application:
    held = application.property.model_dump()
    for item in fact.items:
        name = _PROPERTY.get(item.code)
        if name is not None:
            held[name] += (item.amount or Decimal(0)) if name in {"deposits", "company_capital"} else (item.count or 1)
    return application.model_copy(update={"property": Property.model_validate(held)})


def _changed_member(application: Application, person: PersonRef, **changes: object) -> Application:
    members = tuple(
        one.model_copy(update=changes) if one.ref == person else one for one in application.household.members
    )
    return _with(application, members)


def _is_member(application: Application, person: PersonRef) -> bool:
    return any(member.ref == person for member in application.household.members)


_PROPERTY = {
    ItemCode.DEPOSIT: "deposits",
    ItemCode.SECURITIES: "deposits",
    ItemCode.INSURANCE_VALUE: "deposits",
    ItemCode.VEHICLE: "cars",
    ItemCode.HOME: "homes",
    ItemCode.SIGNED_HOME: "homes",
    ItemCode.SHOP: "shops",
    ItemCode.COMPANY_CAPITAL: "company_capital",
}
LAID: dict[FactKind, Callable[[Application, LifeFact], Application]] = {
    FactKind.DEATH: _left,
    FactKind.BIRTH: _born,
    FactKind.MARRIAGE: _married,
    FactKind.MARRIAGE_ENDED: _divorced,
    FactKind.JOB_STARTED: _job_started,
    FactKind.JOB_ENDED: _job_ended,
    FactKind.PENSION_STARTED: _pension,
    FactKind.PRISON_ENTERED: _in_prison,
    FactKind.PRISON_RELEASED: _released,
    FactKind.MOVED: _moved,
    FactKind.PROPERTY_ACQUIRED: _owning,
    FactKind.DISABILITY_CHANGED: _disability,
    FactKind.CARE_REASSESSED: _tested,
    FactKind.SUPPORT_PLACE_CHANGED: _placed,
}
"""How a fact changes a household; the other kinds lead to a check, whose snapshot then speaks."""

STRUCTURAL = frozenset({
    FactKind.DEATH, FactKind.BIRTH, FactKind.MARRIAGE, FactKind.MARRIAGE_ENDED, FactKind.PRISON_ENTERED,
    FactKind.PRISON_RELEASED, FactKind.MOVED, FactKind.DISABILITY_CHANGED,
})  # fmt: skip
"""Who belongs to the household: worked out anew from every fact, so that a fact that is taken back leaves no trace."""

BY_FACTS = ("absence", "disability")
"""What such a fact changes in a member."""

_CHANGED_BY = {
    IncomeKind.WAGE: (FactKind.JOB_STARTED, FactKind.JOB_ENDED, FactKind.MARRIAGE),
    IncomeKind.PENSION: (FactKind.PENSION_STARTED, FactKind.MARRIAGE),
}
OF_INCOME = frozenset({FactKind.JOB_STARTED, FactKind.JOB_ENDED, FactKind.PENSION_STARTED})
