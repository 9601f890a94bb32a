"""What a new check keeps of the one before: facts stay facts, and what is taken back leaves no trace in it."""

from datetime import date
from decimal import Decimal

import pytest

from policy.changes import assessment
from policy.moves import in_new_town
from policy.rounds import as_it_stands
from policy.snapshots import snapshot
from policy.timeline import months
from schemas.facts import Choice, ChoiceKind, FactKind
from schemas.identifiers import PersonRef
from schemas.means import Conclusion, MeansReport
from schemas.questions import ItemCode, Reply, ReplyStatus
from schemas.reviews import ReviewRequest, SnapshotRequest
from tests.policy.lives import APRIL, HEAD, JULY, JUNE, MAY, birth, fact, job, standing
from tests.workflows.applications import APPLICANT, CHILD, SPOUSE, application, item

AUGUST, SEPTEMBER = date(2026, 8, 1), date(2026, 9, 1)
CHECKED = date(2026, 7, 20)


def report(*items, on=CHECKED, missing=()):
    reply = Reply(question="q", department="human-resources", topic="means", status=ReplyStatus.ANSWERED, items=items)
    return MeansReport(case="means-check:1", household="h-0001", version=1, on=on, conclusion=Conclusion.COMPLETE,
                       monthly_income="0", deposits="0", replies=(reply,), missing=missing)  # fmt: skip


def checked(known, *items, reason="recheck", on=CHECKED, the_fact=None):
    """The standing with a new check of that day, as a review enters it."""
    known_before = known
    if the_fact is not None:
        known = known.found_before(the_fact.happened_on)
    stands = as_it_stands(known, on)
    fresh = snapshot(SnapshotRequest(
        case="review:1", application=stands, report=report(*items, on=on), category=known.newest.category, on=on,
        first_month=AUGUST, standing=known, reason=reason, fact=the_fact))  # fmt: skip
    return known_before.model_copy(update={"snapshots": (*known_before.snapshots, fresh)})


def with_facts(known, *facts):
    return known.model_copy(update={"facts": facts})


def amounts(known, until=date(2026, 12, 1)):
    return {month.month: month.amount for month in months(known, until)}


DEATH = fact(FactKind.DEATH, CHILD, date(2026, 5, 12))
PRISON = fact(FactKind.PRISON_ENTERED, CHILD, date(2026, 5, 12))
BIRTH = birth(date(2026, 5, 12))
JOB = job(SPOUSE, date(2026, 5, 12), "700.00")
CERTIFICATE = fact(FactKind.DISABILITY_CHANGED, SPOUSE, date(2026, 5, 12), disability={"kind": "visual", "grade": 1})
WORKS = {"incomes": [{"person": SPOUSE, "kind": "wage", "monthly": "700.00"}]}
LOST = fact(FactKind.JOB_ENDED, SPOUSE, date(2026, 5, 12))


@pytest.mark.parametrize(
    ("happened", "of"),
    [(DEATH, {}), (PRISON, {}), (BIRTH, {}), (JOB, {}), (CERTIFICATE, {}), (LOST, WORKS)],
    ids=["death", "prison", "birth", "job", "certificate", "job lost"],
)
def test_what_was_taken_back_after_a_check_leaves_no_trace_in_it(happened, of):
    never = standing(**of)
    known = checked(standing(happened, **of))

    taken_back = with_facts(known, happened.model_copy(update={"revoked_by": "e-2"}))

    assert amounts(taken_back) == amounts(never)


@pytest.mark.parametrize("happened", [DEATH, PRISON, BIRTH, JOB], ids=["death", "prison", "birth", "job"])
def test_what_happened_counts_after_a_check_as_before_it(happened):
    known = standing(happened)

    assert amounts(checked(known)) == amounts(known)


def test_what_a_register_says_of_an_income_stays_when_the_fact_is_taken_back():
    """Whatever was announced, the register itself knows a wage in July."""
    known = checked(standing(JOB), item(ItemCode.WAGE, "700.00", SPOUSE))

    taken_back = with_facts(known, JOB.model_copy(update={"revoked_by": "e-2"}))

    found = amounts(taken_back)
    assert (found[JULY], found[AUGUST]) == (Decimal("600.00"), amounts(known)[AUGUST])


def test_of_a_spouse_who_came_by_a_fact_the_register_speaks_last():
    """A pension of 300 at the wedding, 500 at the check."""
    spouse = {"ref": "p-new", "born": "1962-01-09", "sex": "female"}
    married = fact(FactKind.MARRIAGE, APPLICANT, date(2026, 5, 12), other="p-new", persons=(spouse,),
                   items=(item(ItemCode.PENSION, "300.00", "p-new"),))  # fmt: skip
    known = checked(standing(married), item(ItemCode.PENSION, "500.00", "p-new"))

    found = amounts(known)
    assert (found[JULY], found[AUGUST]) == (Decimal("1300.00"), Decimal("1100.00"))


def test_a_company_that_never_was_is_looked_for_again_where_a_register_had_told_it_to_a_check():
    """The check of July saw it in the register itself; the office takes back what it had said."""
    company = fact(FactKind.PROPERTY_ACQUIRED, APPLICANT, date(2026, 5, 12), known_on=date(2026, 7, 25),
                   revoked_by="e-2")  # fmt: skip
    known = with_facts(checked(standing(), item(ItemCode.COMPANY_CAPITAL, "300000.00")), company)

    assert amounts(known)[AUGUST] is None
    assert amounts(checked(known, on=date(2026, 9, 3), the_fact=company)) == amounts(standing())


def test_a_child_that_came_by_a_fact_is_counted_once_after_two_checks():
    known = checked(checked(standing(BIRTH)))

    assert amounts(known)[SEPTEMBER] == amounts(standing(BIRTH))[SEPTEMBER]


def test_who_moved_away_before_the_application_is_counted_in_it():
    """It is the new household that was found, not the one that the person had left."""
    before = fact(FactKind.MOVED, SPOUSE, date(2025, 5, 6), region="340100")

    assert amounts(standing(before)) == amounts(standing())


def test_a_divorce_from_before_does_not_part_who_applied_together():
    before = fact(FactKind.MARRIAGE_ENDED, APPLICANT, date(2024, 5, 6), other=SPOUSE)

    assert amounts(standing(before)) == amounts(standing())


def test_a_job_that_began_on_the_day_of_the_check_counts():
    """The register did not know it in the morning."""
    known = standing()
    same_day = job(SPOUSE, known.newest.taken_on, "700.00")

    assert amounts(with_facts(known, same_day))[APRIL] < amounts(known)[APRIL]


def test_AC_M4_what_a_silent_bank_says_later_counts_from_the_first_month():  # noqa: N802
    gap = standing(paid={APRIL: "600.00", MAY: "600.00", JUNE: "600.00", JULY: "600.00"})
    gap = gap.model_copy(update={"snapshots": (gap.newest.model_copy(update={"evidence_gap": True}),)})
    fresh = checked(gap, item(ItemCode.DEPOSIT, "300000.00"), reason="evidence_gap").newest

    found = assessment(ReviewRequest(standing=gap, on=CHECKED, fresh=fresh))

    assert (found.since, found.to_recover, found.adverse) == (APRIL, Decimal("2400.00"), True)


def test_a_wage_of_later_is_not_held_against_the_months_before_it():
    """The gap is filled from the beginning; a job that began in May still counts from June."""
    gap = standing(JOB)
    gap = gap.model_copy(update={"snapshots": (gap.newest.model_copy(update={"evidence_gap": True}),)})

    known = checked(gap, item(ItemCode.WAGE, "700.00", SPOUSE), reason="evidence_gap")

    assert amounts(known) == amounts(gap)


def test_a_corrected_source_counts_from_the_month_after_its_day():
    corrected = fact(FactKind.SOURCE_CORRECTED, APPLICANT, date(2026, 5, 12))
    known = checked(standing(corrected), item(ItemCode.PENSION, "1500.00"), the_fact=corrected)

    found = amounts(known)
    assert (found[MAY], found[JUNE]) == (Decimal("600.00"), Decimal("900.00"))


def moved(person, on, town="CZ-WJ-HT", **more):
    return fact(FactKind.MOVED, person, on, region="320412", town=town, county="CZ-WJ", **more)


def test_a_household_goes_where_its_head_moves_and_its_rights_stay():
    known = standing(moved(APPLICANT, date(2026, 5, 12)))

    found = assessment(ReviewRequest(standing=known, on=date(2026, 5, 20)))

    assert (found.new_town, found.since, found.adverse) == ("CZ-WJ-HT", None, False)
    assert found.takeover is not None
    assert (found.takeover.application.household.county, found.takeover.first_month) == ("CZ-WJ", JUNE)


def test_who_moves_alone_within_the_city_does_not_take_the_household_along():
    assert in_new_town(standing(moved(SPOUSE, date(2026, 5, 12))), PersonRef(APPLICANT)) is None


def test_a_household_that_was_taken_over_is_where_it_lives_and_comes_back_when_it_never_moved():
    away = moved(APPLICANT, date(2026, 5, 12))
    known = standing(away)
    there = in_new_town(known, PersonRef(APPLICANT))
    assert there is not None
    known = known.model_copy(update={"snapshots": (*known.snapshots, there)})

    assert in_new_town(known, PersonRef(APPLICANT)) is None
    assert amounts(known) == amounts(standing())
    back = in_new_town(with_facts(known, away.model_copy(update={"revoked_by": "e-2"})), PersonRef(APPLICANT))
    assert back is not None
    assert back.application.household.town == application("A-1").household.town


def test_a_takeover_is_no_check_that_ends_a_cut_share():
    refused = fact(FactKind.JOBS_REFUSED, SPOUSE, date(2026, 5, 6), refusals=3)
    away = moved(APPLICANT, date(2026, 6, 12))
    cut = Choice(key="share-cut/review:1", kind=ChoiceKind.SHARE_CUT, since=JUNE, by=HEAD, person=SPOUSE,
                 facts=(refused.key,))  # fmt: skip
    known = standing(refused, away, choices=(cut,))
    there = in_new_town(known, PersonRef(APPLICANT))
    assert there is not None

    after = known.model_copy(update={"snapshots": (*known.snapshots, there)})
    assert amounts(after)[AUGUST] == amounts(known)[AUGUST] == Decimal("400.00")


def test_a_raise_that_was_decided_for_a_later_month_outlives_a_review_before_it():
    """The standard of July 2027 was signed in May; a child is born in the same month."""
    born = birth(date(2027, 5, 3))
    raised = standing().rights[0].model_copy(update={"first": date(2027, 7, 1), "amount": Decimal("840.00")})
    before = standing().rights[0].model_copy(update={"last": date(2027, 6, 30)})

    found = assessment(ReviewRequest(standing=standing(born, rights=(before, raised)), on=date(2027, 5, 20)))

    assert [(span.first, span.amount) for span in found.spans] == [
        (date(2027, 6, 1), Decimal("1600.00")), (date(2027, 7, 1), Decimal("1920.00")),
    ]  # fmt: skip
