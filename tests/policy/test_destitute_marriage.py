"""A destitute person marries: whether somebody able must support the spouse is unknown before people look."""

from datetime import date

import pytest

from policy.changes import assessment
from policy.destitute import OBLIGOR
from policy.situation import as_of
from policy.timeline import months
from schemas.decisions import Outcome
from schemas.facts import Choice, ChoiceKind, FactKind
from schemas.households import Category
from schemas.questions import ItemCode
from schemas.reviews import Change, ReviewRequest
from schemas.rights import RightSpan
from tests.policy.lives import APRIL, HEAD, JUNE, fact, standing
from tests.workflows.applications import APPLICANT, item, person

SPOUSE, ON = "p-new", date(2026, 5, 20)


def wedding(born="1960-09-03", pension=None, **more):
    bride = {"ref": SPOUSE, "born": born, "sex": "female"}
    items = (item(ItemCode.PENSION, pension, SPOUSE),) if pension else ()
    return fact(FactKind.MARRIAGE, APPLICANT, date(2026, 5, 10), other=SPOUSE, persons=(bride,), items=items, **more)


def destitute(*facts, choices=()):
    """One old man alone, supported at home from April on."""
    alone = {"members": [person(APPLICANT, "1950-03-15", "male", "applicant", own_obligor_able=False)]}
    known = standing(*facts, household=alone, incomes=[], choices=choices)
    taken = known.newest.model_copy(update={"category": Category.DESTITUTE})
    found = known.model_copy(update={"snapshots": (taken,), "rights": ()})
    held = RightSpan(benefit=Category.DESTITUTE, amount=months(found, APRIL)[0].amount, first=APRIL)
    return found.model_copy(update={"rights": (held,)})


def looked_into(kind):
    return Choice(key=f"{kind}/review:1", kind=kind, since=ON, by=HEAD, person=SPOUSE)


def assessed(known):
    return assessment(ReviewRequest(standing=known, on=ON))


HEADS = destitute().rights[0].amount


def test_whether_a_spouse_has_an_able_obligor_is_unknown_until_somebody_asks():
    known = destitute(wedding())
    stands = as_of(known.newest, known.facts, (), JUNE)

    assert [member.own_obligor_able for member in stands.household.members] == [False, None]


def test_who_is_destitute_and_marries_stays_so_while_the_question_is_open():
    found = assessed(destitute(wedding()))
    (decision,) = found.decisions

    assert (found.change, found.since, found.adverse, found.after) == (Change.NONE, None, False, Category.DESTITUTE)
    assert (decision.outcome, [one.code for one in decision.reasons]) == (Outcome.UNDECIDED, [OBLIGOR])
    assert {one.value for one in decision.reasons[0].facts} == {"no", "unknown"}
    assert (found.obligors_unknown, found.amount_after) == ((SPOUSE,), HEADS)


def test_whose_spouse_has_nobody_either_is_supported_with_the_spouse_from_the_month_after_the_wedding():
    found = assessed(destitute(wedding(), choices=(looked_into(ChoiceKind.OBLIGOR_UNABLE),)))

    assert (found.change, found.since, found.amount_after) == (Change.RAISED, JUNE, 2 * HEADS)
    assert found.obligors_unknown == ()


def test_whose_spouse_somebody_able_supports_is_destitute_no_more():
    """He fits low income, which is weaker: he is heard, and moved only if he agrees."""
    found = assessed(destitute(wedding(), choices=(looked_into(ChoiceKind.OBLIGOR_ABLE),)))

    assert (found.change, found.since, found.adverse) == (Change.ENDED, JUNE, True)
    assert (found.could_move_to, found.obligors_unknown) == (Category.LOW_INCOME, ())
    assert OBLIGOR in {reason.code for reason in found.decisions[0].reasons}


@pytest.mark.parametrize("spouse", [{"born": "1990-01-09"}, {"pension": "5000.00"}], ids=["can work", "has a pension"])
def test_what_the_registers_know_of_the_spouse_needs_no_further_question(spouse):
    found = assessed(destitute(wedding(**spouse)))

    assert (found.since, found.adverse, found.obligors_unknown) == (JUNE, True, ())


def test_what_was_found_about_a_spouse_who_never_was_one_counts_for_nothing():
    never = wedding(revoked_by="e-2")
    known = destitute(never, choices=(looked_into(ChoiceKind.OBLIGOR_ABLE),))

    assert {month.right[1] for month in months(known, date(2026, 9, 1))[:3]} == {HEADS}
    assert assessed(known).change is Change.NONE
