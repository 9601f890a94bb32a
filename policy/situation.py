"""How does a household stand on a day? As a check found it, with what happened since laid upon it (domain 2.9, 3.5)."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from schemas.facts import Choice, ChoiceKind, FactKind, LifeFact
from schemas.households import Application, Income, IncomeKind, Property
from schemas.identifiers import PersonRef
from schemas.people import Absence, Member, Relation
from schemas.questions import ItemCode
from schemas.snapshots import Snapshot

DAY = timedelta(days=1)
PRISON = frozenset({FactKind.PRISON_ENTERED, FactKind.PRISON_RELEASED})
_OBLIGORS = frozenset({ChoiceKind.OBLIGOR_ABLE, ChoiceKind.OBLIGOR_UNABLE})
_INCOMES = {ItemCode.WAGE: IncomeKind.WAGE, ItemCode.PENSION: IncomeKind.PENSION}


LEAVING = frozenset({FactKind.DEATH, FactKind.PRISON_ENTERED, FactKind.PRISON_RELEASED, FactKind.MOVED})
"""Who is away by such a fact is not counted in an application that is still open."""


def left_since(application: Application, facts: Iterable[LifeFact], on: date) -> tuple[LifeFact, ...]:
    """By which facts somebody who applied is not counted any more, or again; what was taken back never was."""
    mine = {member.ref for member in application.household.members}
    counts = [
        fact for fact in facts
        if fact.kind in LEAVING and fact.person in mine and fact.revoked_by is None
        and fact.happened_on <= on and _known(fact) >= application.submitted_on
    ]  # fmt: skip
    return tuple(_in_turn(counts))


def still_here(application: Application, left: Iterable[LifeFact]) -> Application:
    """The household of an open application without those who have left it."""
    for fact in left:
        application = LAID[fact.kind](application, fact)
    return application


def standing_on(snapshots: Sequence[Snapshot], month: date) -> Snapshot:
    """The snapshot that counts for a month: the newest that had been taken for it, or else the first of all."""
    fitting = [one for one in snapshots if one.first_month <= month]
    return fitting[-1] if fitting else snapshots[0]


def as_of(found: Snapshot, facts: Iterable[LifeFact], choices: Iterable[Choice], month: date) -> Application:
    """The household whose rights count in a month: everything that happened up to the end of the month before.

    Who belongs to the household is worked out from every fact since the application; sums only from those that the
    snapshot cannot know.
    """
    known = tuple(facts)
    dead = not_counted(known, choices)
    application = _without_dead(found, dead)
    for fact in _in_turn([fact for fact in known if fact.key not in dead and fact.happened_on < month]):
        laid = LAID.get(fact.kind, _unchanged)
        if laid_upon(found, fact):
            application = laid(application, fact)
        elif fact.kind in STRUCTURAL and _known(fact) >= found.application.submitted_on:
            application = _members_of(application, laid(application, fact))
    return _looked_into(application, choices)


def _looked_into(application: Application, choices: Iterable[Choice]) -> Application:
    """What the county found about the obligors of who joined by a fact."""
    found = {one.person: one.kind is ChoiceKind.OBLIGOR_ABLE for one in choices if one.kind in _OBLIGORS}
    members = tuple(
        member.model_copy(update={"own_obligor_able": found[member.ref]})
        if member.own_obligor_able is None and member.ref in found
        else member
        for member in application.household.members
    )
    return with_members(application, members) if found else application


def _in_turn(facts: Sequence[LifeFact]) -> list[LifeFact]:
    """By their days; who is released from one sentence on the day on which another one begins is in prison."""

    def inside(one: LifeFact) -> bool:
        stays = [each for each in facts if each.person == one.person and each.happened_on < one.happened_on]
        last = max((each for each in stays if each.kind in PRISON), key=lambda each: each.happened_on, default=None)
        return one.kind is FactKind.PRISON_ENTERED and last is not None and last.kind is FactKind.PRISON_ENTERED

    return sorted(facts, key=lambda one: (one.happened_on, one.kind is FactKind.DEATH, inside(one), one.key))


def not_counted(facts: Iterable[LifeFact], choices: Iterable[Choice]) -> frozenset[str]:
    """Facts that never were, and those in spite of which everything was left as it was."""
    kept = {key for choice in choices if choice.kind is ChoiceKind.KEPT for key in choice.facts}
    return frozenset(kept | {fact.key for fact in facts if fact.revoked_by is not None})


def _without_dead(found: Snapshot, dead: Collection[str]) -> Application:
    """As the snapshot would be without what it knew from a fact that does not count."""
    gone = {(one.person, one.kind): one for one in found.by_facts if one.fact in dead}
    if not gone:
        return found.application
    stay = tuple(income for income in found.application.incomes if (income.person, income.kind) not in gone)
    back = tuple(Income(person=one.person, kind=one.kind, monthly=one.before) for one in gone.values() if one.before)
    return found.application.model_copy(update={"incomes": (*stay, *back)})


def laid_upon(found: Snapshot, fact: LifeFact) -> bool:
    """The snapshot cannot know it; of an income that changed on its very day the source itself was asked."""
    known = _known(fact)
    return known > found.holds_to or (known == found.holds_to and fact.kind in OF_INCOME)


def _known(fact: LifeFact) -> date:
    return max(fact.happened_on, fact.known_on)


def _members_of(before: Application, changed: Application) -> Application:
    """Who belongs to it by the fact; the snapshot knows the sums, of who joined unknown to it the fact does."""
    known = {member.ref for member in before.household.members} | {income.person for income in before.incomes}
    joined = tuple(income for income in changed.incomes if income.person not in known)
    members = with_members(before, changed.household.members)
    return members.model_copy(update={"incomes": (*before.incomes, *joined)}) if joined else members


def with_members(application: Application, members: tuple[Member, ...]) -> Application:
    household = application.household.model_copy(update={"members": members})
    return application.model_copy(update={"household": household})


def _unchanged(application: Application, _: LifeFact) -> Application:
    return application


def _left(application: Application, fact: LifeFact) -> Application:
    """A household of nobody keeps its last member as absent, so that it can still be spoken of."""
    return _without(application, fact.person)


def _without(application: Application, *gone: PersonRef) -> Application:
    members = application.household.members
    left = tuple(member for member in members if member.ref not in gone)
    if not left:
        left = tuple(member.model_copy(update={"absence": Absence.GONE}) for member in members)
    return with_members(application, left)


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
    """The spouse lives on the same purse from now on, with what the registers know of the spouse's income.

    Of two recognised households one counts the couple; whoever of them the other one had leaves it.
    """
    here = [ref for ref in (fact.person, fact.other) if ref is not None and _is_member(application, ref)]
    if fact.lives_in not in {None, application.household.ref}:
        return _without(application, *here)
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
        Member(ref=person.ref, name="", born=person.born, sex=person.sex, relation=relation, own_obligor_able=None)
        for person in fact.persons
        if not _is_member(application, person.ref)
    )
    return with_members(application, (*application.household.members, *new))


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
    return with_members(application, members)


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


OF_INCOME = {
    FactKind.JOB_STARTED: IncomeKind.WAGE,
    FactKind.JOB_ENDED: IncomeKind.WAGE,
    FactKind.PENSION_STARTED: IncomeKind.PENSION,
}
