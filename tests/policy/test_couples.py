"""Two persons of two recognised households who marry: one household counts the couple, whoever is looked at first."""

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from policy.changes import assessment
from policy.couples import counted_once, parted
from policy.timeline import months
from schemas.facts import FactKind
from schemas.households import Category
from schemas.reviews import Change, ReviewRequest
from schemas.rights import RightSpan, RightState
from tests.policy.lives import APRIL, JUNE, MAY, RECOGNISED, fact, standing
from tests.workflows.applications import APPLICANT, CHILD, person

GROOM, BRIDE = APPLICANT, "p-0009"
PERSONS = ({"ref": GROOM, "born": "1958-03-15", "sex": "male"}, {"ref": BRIDE, "born": "1960-09-03", "sex": "female"})
HIS, HERS = "h-2", "h-1"
ALONE = Decimal("1000.00")


def alone(household, who, *, found=RECOGNISED, members=(), held=ALONE):
    """A household of one, without income, recognised with 1,000.00 from April on."""
    mine = [person(who, "1958-03-15", "male", "applicant"), *members]
    right = RightSpan(benefit=Category.LOW_INCOME, amount=held, first=APRIL)
    known = standing(household={"ref": household, "members": mine}, incomes=[], rights=(right,))
    taken = known.newest.model_copy(update={"taken_on": found, "known_to": found})
    return known.model_copy(update={"household": household, "snapshots": (taken,)})


def wedding(on, **more):
    return fact(FactKind.MARRIAGE, GROOM, on, other=BRIDE, persons=PERSONS, **more)


WEDDING = wedding(date(2026, 5, 10))
HIS_HOUSEHOLD, HER_HOUSEHOLD = alone(HIS, GROOM), alone(HERS, BRIDE, found=date(2026, 3, 18))


def told(known, *facts):
    return known.model_copy(update={"facts": facts})


def paid(known, month):
    return next(one.amount for one in months(known, date(2026, 9, 1)) if one.month == month)


def test_a_couple_of_two_recognised_households_is_counted_in_the_one_recognised_first():
    (married,) = {counted_once(WEDDING, order) for order in permutations((HIS_HOUSEHOLD, HER_HOUSEHOLD))}

    assert married.lives_in == HERS
    his, hers = told(HIS_HOUSEHOLD, married), told(HER_HOUSEHOLD, married)
    assert (paid(his, MAY), paid(hers, MAY)) == (ALONE, ALONE)
    assert (paid(his, JUNE), paid(hers, JUNE)) == (None, 2 * ALONE)


def test_a_couple_that_has_parted_since_is_counted_as_each_was_found():
    divorce = fact(FactKind.MARRIAGE_ENDED, BRIDE, date(2026, 5, 20), other=GROOM)

    assert counted_once(WEDDING, (told(HIS_HOUSEHOLD, divorce), HER_HOUSEHOLD)) == WEDDING
    assert counted_once(WEDDING, (told(HIS_HOUSEHOLD, divorce.model_copy(update={"revoked_by": "e"})),
                                  HER_HOUSEHOLD)).lives_in == HERS  # fmt: skip


def test_whom_no_office_described_is_counted_as_the_own_household_knew_them():
    married = counted_once(WEDDING.model_copy(update={"persons": ()}), (HIS_HOUSEHOLD, HER_HOUSEHOLD))

    assert paid(told(HER_HOUSEHOLD, married), JUNE) == 2 * ALONE


def test_of_two_recognised_on_one_day_the_reference_decides():
    assert counted_once(WEDDING, (HIS_HOUSEHOLD, alone(HERS, BRIDE))).lives_in == HERS


def test_the_couple_is_counted_in_the_same_household_whichever_was_decided_about_first():
    """What either review has entered meanwhile, and the same wedding told once more, change nothing of it."""
    married = counted_once(WEDDING, (HIS_HOUSEHOLD, HER_HOUSEHOLD))
    ended = told(HIS_HOUSEHOLD, married).model_copy(update={"rights": (
        RightSpan(benefit=Category.LOW_INCOME, first=APRIL, state=RightState.ENDED),)})  # fmt: skip
    joined = told(HER_HOUSEHOLD, married).model_copy(update={"rights": (
        RightSpan(benefit=Category.LOW_INCOME, amount=2 * ALONE, first=APRIL),)})  # fmt: skip
    again = WEDDING.model_copy(update={"event": "e-again", "known_on": date(2026, 7, 1)})

    for ground in permutations((ended, joined)):
        assert counted_once(again, ground).lives_in == HERS


def test_the_end_in_the_other_household_is_proposed_and_to_its_disadvantage():
    married = counted_once(WEDDING, (HIS_HOUSEHOLD, HER_HOUSEHOLD))
    his, hers = (assessment(ReviewRequest(standing=told(one, married), on=date(2026, 5, 20)))
                 for one in (HIS_HOUSEHOLD, HER_HOUSEHOLD))  # fmt: skip

    assert (his.change, his.since, his.adverse) == (Change.ENDED, JUNE, True)
    assert (hers.change, hers.since, hers.adverse) == (Change.RAISED, JUNE, False)


def test_who_stays_behind_is_still_counted_there():
    """Her child of ten has the household to itself; the couple is counted in his, which was recognised first."""
    child = person(CHILD, "2016-11-20", "male", "other with legal support duty")
    hers = alone(HERS, BRIDE, members=(child,), held=2 * ALONE)
    his = alone(HIS, GROOM, found=date(2026, 3, 18))
    married = counted_once(WEDDING, (hers, his))

    assert married.lives_in == HIS
    assert (paid(told(his, married), JUNE), paid(told(hers, married), JUNE)) == (2 * ALONE, ALONE)


def test_a_marriage_that_never_was_leaves_both_households_as_they_were():
    married = counted_once(WEDDING, (HIS_HOUSEHOLD, HER_HOUSEHOLD)).model_copy(update={"revoked_by": "e-2"})

    assert [paid(told(one, married), JUNE) for one in (HIS_HOUSEHOLD, HER_HOUSEHOLD)] == [ALONE, ALONE]


def test_after_a_divorce_who_came_leaves_the_common_household():
    married = counted_once(WEDDING, (HIS_HOUSEHOLD, HER_HOUSEHOLD))
    divorced = fact(FactKind.MARRIAGE_ENDED, GROOM, date(2026, 6, 15), other=BRIDE)
    his, hers = (told(one, married, divorced) for one in (HIS_HOUSEHOLD, HER_HOUSEHOLD))

    assert (paid(his, date(2026, 7, 1)), paid(hers, date(2026, 7, 1))) == (None, ALONE)


def test_who_leaves_by_a_divorce_is_told_and_who_was_never_counted_is_not():
    married = counted_once(WEDDING, (HIS_HOUSEHOLD, HER_HOUSEHOLD))
    divorced = fact(FactKind.MARRIAGE_ENDED, GROOM, date(2026, 6, 15), other=BRIDE)

    assert parted(divorced, told(HER_HOUSEHOLD, married, divorced)) == GROOM
    assert parted(divorced, told(HIS_HOUSEHOLD, divorced)) is None


ENDED = HIS_HOUSEHOLD.model_copy(update={"rights": (
    RightSpan(benefit=Category.LOW_INCOME, amount=ALONE, first=APRIL, last=date(2026, 4, 30)),
    RightSpan(benefit=Category.LOW_INCOME, first=MAY, state=RightState.ENDED))})  # fmt: skip
TOGETHER = alone(HIS, GROOM, members=(person(BRIDE, "1960-09-03", "female", "other with legal support duty"),))
GONE = told(HIS_HOUSEHOLD, fact(FactKind.MOVED, GROOM, date(2026, 5, 3), region="330100"))


@pytest.mark.parametrize(
    "grounds",
    [(HER_HOUSEHOLD,), (ENDED, HER_HOUSEHOLD), (GONE, HER_HOUSEHOLD), (TOGETHER,)],
    ids=["of a stranger", "whose right had ended", "who had left it", "who lived together"],
)
def test_no_household_is_named_where_only_one_has_to_be_counted_anew(grounds):
    assert counted_once(WEDDING, grounds).lives_in is None
