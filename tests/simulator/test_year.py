"""A year of many households: the product's months and those of another computation are the same, to the cent."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from policy.changes import assessment, holds
from policy.months import after, month_of
from policy.snapshots import snapshot
from policy.timeline import ENTITLEMENTS, months, spans
from schemas.employment import RiseGround
from schemas.facts import Choice, ChoiceKind, FactKind, KnownPerson, LifeFact
from schemas.households import Category
from schemas.questions import DataItem, ItemCode
from schemas.reviews import ReviewRequest, SnapshotRequest
from schemas.rights import Standing
from simulator.year.lives import Happening, Life, What, lives
from simulator.year.recomputation import Cut, Recomputation, Right, Taper

APPLIED, BEGINS, ENDS = date(2026, 11, 22), date(2027, 1, 1), date(2027, 12, 1)
KINDS = {
    What.DEATH: FactKind.DEATH, What.BIRTH: FactKind.BIRTH, What.JOB: FactKind.JOB_STARTED,
    What.JOB_LOST: FactKind.JOB_ENDED, What.PENSION: FactKind.PENSION_STARTED, What.PRISON: FactKind.PRISON_ENTERED,
    What.RELEASE: FactKind.PRISON_RELEASED, What.MOVE: FactKind.MOVED, What.COMPANY: FactKind.PROPERTY_ACQUIRED,
    What.REFUSAL: FactKind.JOBS_REFUSED,
}  # fmt: skip
CODES = {What.JOB: ItemCode.WAGE, What.PENSION: ItemCode.PENSION, What.COMPANY: ItemCode.COMPANY_CAPITAL}


def told(happened: Happening) -> LifeFact:
    kind = KINDS[happened.what]
    child = happened.child
    code = CODES.get(happened.what)
    item = {"person": happened.person, "code": code, "amount": happened.amount, "as_of": happened.on}
    return LifeFact.model_validate({
        "key": f"{kind}/{happened.person}/{happened.on}", "kind": kind, "person": happened.person,
        "happened_on": happened.on, "known_on": happened.reported_on, "source": "public-security", "event": "e",
        "other": child.ref if child else None, "refusals": 3, "ground": RiseGround.WORK,
        "persons": (KnownPerson(ref=child.ref, born=child.born, sex=child.sex),) if child else (),
        "items": (DataItem.model_validate(item),) if code else (),
        "revoked_by": "e-2" if happened.revoked_on else None,
    })  # fmt: skip


def recognised(life: Life) -> Standing | None:
    for category in (Category.LOW_INCOME, Category.LOW_INCOME_EDGE):
        if ENTITLEMENTS[category](life.application, None, APPLIED).granted:
            found = snapshot(SnapshotRequest(case="assistance:1", application=life.application, category=category,
                                             on=APPLIED, first_month=BEGINS, recognition=True))  # fmt: skip
            return Standing(household=life.application.household.ref, version=1, snapshots=(found,))
    return None


def decided(standing: Standing, happened: Happening) -> Standing:
    """What the county ordinarily decides when it hears of something: a taper where it may, a cut of who refused."""
    on = happened.reported_on
    rights = spans(months(standing, after(month_of(on))), ())
    standing = standing.model_copy(update={"facts": (*standing.facts, told(happened)), "rights": rights})
    found = assessment(ReviewRequest(standing=standing, on=on))
    number = len(standing.choices)
    made: tuple[Choice, ...] = ()
    if found.taper is not None:
        made = (Choice(key=f"t{number}", kind=ChoiceKind.TAPER, since=found.taper.since, by="x",
                       ground=found.taper.ground, amount=found.taper.former),)  # fmt: skip
    elif found.cut is not None and found.since is None:
        made = (Choice(key=f"c{number}", kind=ChoiceKind.SHARE_CUT, since=after(month_of(on)), by="x",
                       person=found.cut.person, facts=(found.cut.fact,)),)  # fmt: skip
    return standing.model_copy(update={"choices": (*standing.choices, *made)})


def compared(life: Life) -> tuple[dict[date, Right], dict[date, Right]] | None:
    standing = recognised(life)
    if standing is None:
        return None
    for happened in sorted(life.happenings, key=lambda each: each.reported_on):
        standing = decided(standing, happened)
    tapers = [Taper(choice.since) for choice in standing.choices if choice.kind is ChoiceKind.TAPER]
    cuts = [Cut(str(c.person), c.since) for c in standing.choices if c.kind is ChoiceKind.SHARE_CUT]
    mine = {
        month.month: (month.category.value if month.category and month.state != "suspended" else None,
                      month.amount or Decimal(0))
        for month in months(standing, ENDS) if month.month <= ENDS
    }  # fmt: skip
    category = str(standing.newest.category)
    other = Recomputation(life.application, life.happenings, category, tapers, cuts).due(BEGINS, ENDS)
    return mine, other


@pytest.mark.parametrize("seed", range(6))
def test_the_months_of_many_lives_are_those_of_the_day_by_day_computation(seed):
    found = 0
    for life in lives(120, seed, "key", APPLIED, BEGINS):
        pair = compared(life)
        if pair is not None:
            found += 1
            assert pair[0] == pair[1], life.happenings
    assert found > 60


def test_a_cut_counts_only_while_the_report_of_it_was_so():
    """Cut in the second month of a life; without the report every month is the whole sum."""
    every = (one for one in lives(50, 1, "key", APPLIED, BEGINS) if len(one.residents) > 1)
    life = next(one for one in every if ENTITLEMENTS[Category.LOW_INCOME](one.application, None, APPLIED).granted)
    person, first = life.residents[-1].ref, after(BEGINS)
    report = Happening(What.REFUSAL, person, BEGINS, BEGINS)

    def due(*happened: Happening) -> list[Decimal]:
        cuts = (Cut(str(person), first),)
        other = Recomputation(life.application, happened, "low_income", cuts=cuts).due(BEGINS, first)
        return [amount for _, amount in other.values()]

    whole, cut = due(report)
    assert cut < whole
    assert due(replace(report, revoked_on=first)) == [whole, whole]


def test_lives_are_full_of_late_and_revoked_facts():
    every = [happened for life in lives(300, 1, "key", APPLIED, BEGINS) for happened in life.happenings]

    assert {each.what for each in every} == set(What)
    assert sum(each.revoked_on is not None for each in every) > 10
    assert sum(each.reported_on - each.on > timedelta(days=31) for each in every) > 20
    assert holds((), BEGINS)[0] is None
