"""What facts change in a household's rights: dated by themselves, in any order, taken back without a trace."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations

import pytest

from policy.timeline import months
from schemas.facts import Choice, ChoiceKind, FactKind
from schemas.households import Category
from schemas.reviews import Change
from schemas.rights import Recovery, RecoveryWay, RightState
from tests.policy.lives import APRIL, HEAD, JULY, JUNE, MAY, assessed, birth, fact, job, standing, taper
from tests.workflows.applications import APPLICANT, CHILD, SPOUSE


def amounts(known, until=date(2026, 12, 1)):
    return {month.month: month.amount for month in months(known, until)}


def test_without_a_fact_nothing_changes():
    found = assessed(date(2026, 5, 10), standing())

    assert (found.change, found.since, found.spans, found.to_recover) == (Change.NONE, None, (), Decimal(0))


def test_AC_L11_the_death_of_a_member_without_income_ends_low_income_from_the_next_month_and_the_edge_fits():  # noqa: N802
    found = assessed(date(2026, 5, 20), standing(fact(FactKind.DEATH, SPOUSE, date(2026, 5, 12))))

    assert (found.change, found.since, found.adverse) == (Change.ENDED, JUNE, True)
    assert found.could_move_to is Category.LOW_INCOME_EDGE
    assert [(span.benefit, span.first, span.state) for span in found.spans] == [("low_income", JUNE, RightState.ENDED)]


def test_who_agreed_is_moved_without_new_papers_and_without_a_gap():
    found = assessed(
        date(2026, 5, 20), standing(fact(FactKind.DEATH, SPOUSE, date(2026, 5, 12)), transfer_consent=True)
    )

    assert (found.change, found.after) == (Change.MOVED, Category.LOW_INCOME_EDGE)
    assert {(span.benefit, span.first, span.state) for span in found.spans} == {
        ("low_income", JUNE, RightState.ENDED), ("low_income_edge", JUNE, RightState.ACTIVE),
    }  # fmt: skip


def test_a_newborn_counts_from_the_next_month():
    found = assessed(date(2026, 5, 20), standing(birth(date(2026, 5, 3))))

    assert (found.change, found.since, found.amount_after, found.adverse) == (
        Change.RAISED, JUNE, Decimal("1600.00"), False)  # fmt: skip


def test_AC_B5_what_was_paid_after_a_death_is_to_be_recovered():  # noqa: N802
    """He was alone in the end: 低保 ends in June, and June's payment comes back."""
    dead = [fact(FactKind.DEATH, ref, date(2026, 5, 12)) for ref in (APPLICANT, SPOUSE, CHILD)]
    found = assessed(date(2026, 6, 12), standing(*dead, paid={APRIL: "600.00", MAY: "600.00", JUNE: "600.00"}))

    assert (found.change, found.since, found.to_recover) == (Change.ENDED, JUNE, Decimal("600.00"))
    assert [(month.month, month.paid, month.due) for month in found.overpaid] == [(JUNE, Decimal(600), Decimal(0))]


def test_what_people_have_decided_about_is_not_recovered_twice():
    known = standing(fact(FactKind.DEATH, SPOUSE, date(2026, 5, 12)), paid={JUNE: "600.00"})
    before = Recovery(key="r", benefit="low_income", total=Decimal("600.00"), way=RecoveryWay.WAIVED)

    assert assessed(date(2026, 6, 12), known).to_recover == 600
    assert assessed(date(2026, 6, 12), known.model_copy(update={"recoveries": (before,)})).to_recover == 0


def test_AC_B7_a_death_that_is_taken_back_restores_everything():  # noqa: N802
    ended = assessed(date(2026, 5, 20), standing(fact(FactKind.DEATH, SPOUSE, date(2026, 5, 12)))).spans
    revoked = fact(FactKind.DEATH, SPOUSE, date(2026, 5, 12), revoked_by="e-2")
    before = standing().rights[0].model_copy(update={"last": date(2026, 5, 31)})
    found = assessed(date(2026, 8, 5), standing(revoked, rights=(before, *ended)))

    assert (found.change, found.since, found.amount_after) == (Change.RESTORED, JUNE, Decimal("600.00"))


def test_a_recovery_on_a_fact_that_was_taken_back_is_given_up():
    known = standing(paid={JUNE: "600.00"}).model_copy(
        update={"recoveries": (Recovery(key="r", benefit="low_income", total=Decimal("600.00"),
                                        way=RecoveryWay.SET_OFF),)}
    )  # fmt: skip

    assert assessed(date(2026, 8, 5), known).to_recover == -600


def test_AC_T1_a_taper_pays_on_and_then_nothing():  # noqa: N802
    known = standing(job(SPOUSE, date(2026, 5, 6), "3500.00"), choices=(taper(JUNE, "600.00"),))
    found = months(known, JUNE)

    assert [(m.month.month, m.amount, m.state) for m in found if m.month >= JUNE][:7] == [
        *((number, Decimal("600.00"), RightState.TAPERING) for number in range(6, 12)), (12, None, RightState.ENDED),
    ]  # fmt: skip


def test_a_taper_keeps_the_category_also_where_nothing_was_paid():
    """Each of the three had refused work, so that no share was left; then one of them takes a job."""
    refused = [fact(FactKind.JOBS_REFUSED, who, date(2026, 4, 6), refusals=3) for who in (APPLICANT, SPOUSE, CHILD)]
    cuts = [CUT.model_copy(update={"key": f"share-cut/{one.person}", "since": MAY, "person": one.person,
                                   "facts": (one.key,)}) for one in refused]  # fmt: skip
    works = job(SPOUSE, date(2026, 5, 6), "3500.00")
    found = months(standing(*refused, works, choices=(*cuts, taper(JUNE, "0.00"))), JUNE)

    assert [(m.month.month, m.category, m.amount) for m in found if m.month >= MAY][:8] == [
        *((number, Category.LOW_INCOME, Decimal("0.00")) for number in range(5, 12)), (12, None, None),
    ]  # fmt: skip


def test_the_county_may_grant_a_taper_when_work_alone_lifted_the_income():
    offer = assessed(date(2026, 5, 20), standing(job(SPOUSE, date(2026, 5, 6), "3500.00"))).taper

    assert offer is not None
    assert (offer.since, offer.months, offer.former, offer.total) == (JUNE, 6, Decimal("600.00"), Decimal("3600.00"))


def test_AC_T3_income_that_falls_back_in_a_taper_brings_the_ordinary_amount():  # noqa: N802
    ended = fact(FactKind.JOB_ENDED, SPOUSE, date(2026, 7, 30))
    known = standing(job(SPOUSE, date(2026, 5, 6), "3500.00"), ended, choices=(taper(JUNE, "600.00"),))
    found = {month.month: (month.amount, month.state) for month in months(known, date(2026, 9, 1))}

    assert found[JULY] == (Decimal("600.00"), RightState.TAPERING)
    assert found[date(2026, 8, 1)] == (Decimal("600.00"), RightState.ACTIVE)


def test_AC_L9_only_the_own_share_is_cut_until_the_person_works():  # noqa: N802
    refused = fact(FactKind.JOBS_REFUSED, SPOUSE, date(2026, 5, 6), refusals=3)
    cut = Choice(key="share-cut/review:1", kind=ChoiceKind.SHARE_CUT, since=JUNE, by=HEAD, person=SPOUSE,
                 facts=(refused.key,))  # fmt: skip

    assert assessed(date(2026, 5, 20), standing(refused)).cut_share == Decimal("200.00")
    assert amounts(standing(refused, choices=(cut,)))[JUNE] == Decimal("400.00")
    works = job(SPOUSE, date(2026, 7, 3), "100.00")
    assert amounts(standing(refused, works, choices=(cut,)))[date(2026, 8, 1)] == Decimal("600.00")


REFUSED = fact(FactKind.JOBS_REFUSED, SPOUSE, date(2026, 5, 6), refusals=3)
CUT = Choice(key="share-cut/review:1", kind=ChoiceKind.SHARE_CUT, since=JUNE, by=HEAD, person=SPOUSE,
             facts=(REFUSED.key,))  # fmt: skip
SET_ASIDE = Choice(key="kept/remedy:1", kind=ChoiceKind.KEPT, since=JULY, by=HEAD, facts=(REFUSED.key,))


@pytest.mark.parametrize(
    ("report", "choices"),
    [
        (REFUSED.model_copy(update={"revoked_by": "e-2"}), (CUT,)),
        (REFUSED.model_copy(update={"refusals": 2}), (CUT,)),
        (REFUSED, (CUT, SET_ASIDE)),
    ],
    ids=["taken back", "corrected to two", "struck down by a court"],
)
def test_a_share_is_cut_only_as_long_as_the_report_of_refused_jobs_holds(report, choices):
    known = standing(report, choices=choices)
    held = standing(REFUSED, choices=(CUT,))
    spans = assessed(date(2026, 5, 20), held).spans

    found = assessed(date(2026, 8, 5), known.model_copy(update={"rights": (
        held.rights[0].model_copy(update={"last": date(2026, 5, 31)}), *spans)}))  # fmt: skip
    assert amounts(held)[JUNE] == Decimal("400.00")
    assert amounts(known)[JUNE] == Decimal("600.00")
    assert (found.change, found.since, found.amount_after, found.cut) == (Change.RAISED, JUNE, Decimal("600.00"), None)


def test_a_cut_that_names_no_report_counts_until_the_person_works():
    unnamed = CUT.model_copy(update={"facts": ()})

    assert amounts(standing(choices=(unnamed,)))[JUNE] == Decimal("400.00")


def test_who_is_cut_already_is_not_cut_again_and_another_share_is_that_of_the_whole_sum():
    again = fact(FactKind.JOBS_REFUSED, SPOUSE, date(2026, 6, 6), refusals=3)
    other = fact(FactKind.JOBS_REFUSED, APPLICANT, date(2026, 6, 7), refusals=3)
    held = standing().rights[0].model_copy(update={"amount": Decimal("400.00"), "first": JUNE})

    assert assessed(date(2026, 6, 20), standing(REFUSED, again, choices=(CUT,), rights=(held,))).cut is None
    offer = assessed(date(2026, 6, 20), standing(REFUSED, again, other, choices=(CUT,), rights=(held,))).cut
    assert offer is not None
    assert (offer.person, offer.fact, offer.share) == (APPLICANT, other.key, Decimal("200.00"))


def test_what_is_put_about_refused_jobs_leaves_open_whether_there_is_a_good_reason():
    offer = assessed(date(2026, 5, 20), standing(REFUSED)).cut

    assert offer is not None
    assert [(one.code, one.met) for one in offer.decision.conditions] == [
        ("suitable_jobs_refused", True), ("no_good_reason", None),
    ]  # fmt: skip


def test_a_cut_and_a_taper_stand_beside_the_decision_whose_amount_is_not_paid():
    cut = assessed(date(2026, 5, 20), standing(REFUSED, choices=(CUT,)))
    lifted = assessed(date(2026, 5, 20), standing(job(SPOUSE, date(2026, 5, 6), "3500.00"), choices=(
        taper(JUNE, "600.00"),)))  # fmt: skip

    assert [(one.rule, one.amount) for one in cut.decisions] == [
        ("low_income", Decimal("600.00")), ("job_refusal", Decimal("400.00")),
    ]  # fmt: skip
    assert [(one.rule, one.amount) for one in lifted.decisions if one.granted] == [
        ("low_income_edge", None), ("taper", Decimal("600.00")),
    ]  # fmt: skip


def test_what_was_reported_after_the_day_of_a_review_is_offered_by_the_one_that_it_opens():
    assert assessed(REFUSED.known_on - timedelta(days=1), standing(REFUSED)).cut_share is None


def test_two_refusals_cut_nothing():
    assert assessed(date(2026, 5, 20), standing(fact(FactKind.JOBS_REFUSED, SPOUSE, MAY, refusals=2))).cut_share is None


def test_a_prisoner_does_not_count_and_counts_again():
    """Without the applicant's pension 600 are left for two: 1,400; then 600 as before."""
    inside = fact(FactKind.PRISON_ENTERED, APPLICANT, date(2026, 5, 6))
    out = fact(FactKind.PRISON_RELEASED, APPLICANT, date(2026, 8, 6))

    found = amounts(standing(inside, out))
    assert [found[date(2026, number, 1)] for number in (5, 6, 8, 9)] == [600, 1400, 1400, 600]


def test_who_is_released_on_the_day_on_which_another_sentence_begins_stays_inside():
    first = fact(FactKind.PRISON_ENTERED, APPLICANT, date(2026, 5, 6))
    out, again = (
        fact(kind, APPLICANT, date(2026, 6, 6)) for kind in (FactKind.PRISON_RELEASED, FactKind.PRISON_ENTERED)
    )

    assert amounts(standing(first, out, again))[date(2026, 8, 1)] == 1400
    assert amounts(standing(out, again))[date(2026, 8, 1)] == 600


def test_a_household_of_prisoners_is_suspended_and_comes_back_by_itself():
    inside = [fact(FactKind.PRISON_ENTERED, ref, date(2026, 5, 6)) for ref in (APPLICANT, SPOUSE, CHILD)]
    out = fact(FactKind.PRISON_RELEASED, SPOUSE, date(2026, 8, 6))

    found = {month.month.month: month for month in months(standing(*inside, out), date(2026, 12, 1))}
    assert (found[6].state, found[6].amount) == (RightState.SUSPENDED, None)
    assert (found[9].state, found[9].amount) == (RightState.ACTIVE, Decimal("1000.00"))


def test_one_source_of_a_death_suspends_who_lives_alone_until_it_is_settled():
    dead = [fact(FactKind.DEATH, ref, date(2026, 4, 2)) for ref in (SPOUSE, CHILD)]
    suspected = fact(FactKind.DEATH_SUSPECTED, APPLICANT, date(2026, 5, 6))

    found = {m.month.month: m.state for m in months(standing(*dead, suspected, incomes=[]), date(2026, 8, 1))}
    assert (found[5], found[6], found[8]) == (RightState.ACTIVE, RightState.SUSPENDED, RightState.SUSPENDED)
    lives = fact(FactKind.DEATH, APPLICANT, date(2026, 5, 6), revoked_by="e-2")
    back = {m.month.month: m.state for m in months(standing(*dead, suspected, lives, incomes=[]), date(2026, 8, 1))}
    assert set(back.values()) == {RightState.ACTIVE}
    confirmed = fact(FactKind.DEATH, APPLICANT, date(2026, 5, 6))
    over = {m.month.month: m.state for m in months(standing(*dead, suspected, confirmed, incomes=[]), date(2026, 8, 1))}
    assert (over[5], over[6]) == (RightState.ACTIVE, RightState.ENDED)
    assert assessed(date(2026, 5, 20), standing(*dead, suspected, incomes=[])).change is not Change.NONE


def test_what_has_ended_comes_back_by_a_new_recognition_only():
    """Income rose and fell again, without a taper."""
    rose, fell = job(SPOUSE, date(2026, 5, 6), "3500.00"), fact(FactKind.JOB_ENDED, SPOUSE, date(2026, 7, 30))

    found = amounts(standing(rose, fell))
    assert [found[date(2026, number, 1)] for number in (5, 6, 8, 12)] == [600, None, None, None]


def test_what_the_county_kept_in_spite_of_a_fact_stays():
    dead = fact(FactKind.DEATH, SPOUSE, date(2026, 5, 12))
    kept = Choice(key="kept/review:1", kind=ChoiceKind.KEPT, since=JUNE, by=HEAD, facts=(dead.key,))

    assert assessed(date(2026, 6, 20), standing(dead, choices=(kept,))).change is Change.NONE


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_same_facts_give_the_same_months_in_every_order(order):
    happened = (
        fact(FactKind.DEATH, CHILD, date(2026, 7, 12)), birth(date(2026, 5, 3)),
        job(SPOUSE, date(2026, 6, 1), "900.00"), fact(FactKind.PRISON_ENTERED, APPLICANT, date(2026, 8, 6)),
    )  # fmt: skip

    assert amounts(standing(*(happened[index] for index in order))) == amounts(standing(*happened))
