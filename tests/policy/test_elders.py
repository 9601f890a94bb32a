"""Domain 7: how able an elder is, which allowances, vouchers and subsidies follow, and what proves a life."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy import care_subsidies, care_vouchers, life_certification, old_age_allowance
from policy.ages import age, birthday
from policy.capability import assessment, level, valid_to
from policy.figures import pack
from policy.paid_months import first_unpaid
from schemas.benefits import Benefit, Drawn
from schemas.decisions import Outcome
from schemas.elders import Assessment, Capability, CareBills, Elder, LifeRecord, Proof, ProofKind, Standing
from schemas.households import Category
from tests.policy.facts import ON, person

NEXT_MONTH = pack("month-after-birthday")
BILLS = st.decimals(0, 5000, places=2)


def assessed(points, **changed):
    facts = {"person": person(1), "assessed_on": ON, "assessors": ("甲", "乙"), "self_care": points}
    return Assessment.model_validate(facts | {"mobility": 0, "mental": 0, "perception": 0} | changed)


def elder(born=date(1940, 1, 1), **changed):
    return Elder.model_validate({"person": person(1), "born": born, "level": Capability.MODERATE} | changed)


def bills(home="0", institution="0"):
    return CareBills(home=Decimal(home), institution=Decimal(institution))


# ── capability ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param(assessed(90), Capability.INTACT, id="90"),
        pytest.param(assessed(89), Capability.MILD, id="89"),
        pytest.param(assessed(66), Capability.MILD, id="AC-A1 66 is mild"),
        pytest.param(assessed(65), Capability.MODERATE, id="AC-A2 65 is moderate"),
        pytest.param(assessed(46), Capability.MODERATE, id="46"),
        pytest.param(assessed(45), Capability.SEVERE, id="45"),
        pytest.param(assessed(30), Capability.SEVERE, id="30"),
        pytest.param(assessed(29), Capability.COMPLETE, id="29"),
        pytest.param(assessed(0), Capability.COMPLETE, id="0"),
        pytest.param(assessed(90, coma=True), Capability.COMPLETE, id="AC-A4 90 in a coma is complete"),
        pytest.param(assessed(90, dementia_or_mental_illness=True), Capability.MILD, id="dementia: one level worse"),
        pytest.param(assessed(20, dementia_or_mental_illness=True), Capability.COMPLETE, id="nothing is worse"),
        pytest.param(assessed(70, risk_events=(ON, ON)), Capability.MODERATE, id="two risk events: one level worse"),
        pytest.param(assessed(70, risk_events=(ON,)), Capability.MILD, id="one risk event"),
        pytest.param(
            assessed(70, risk_events=(ON, ON - timedelta(days=30))), Capability.MODERATE, id="thirty days ago"
        ),
        pytest.param(assessed(70, risk_events=(ON, ON - timedelta(days=31))), Capability.MILD, id="too long ago"),
        pytest.param(
            assessed(70, risk_events=(ON, ON), dementia_or_mental_illness=True), Capability.MODERATE,
            id="both reasons: one level, not two",
        ),
    ],
)  # fmt: skip
def test_points_and_adjustments_make_the_level(facts, expected):
    assert assessment(facts, ON).level is expected


@pytest.mark.parametrize(
    ("facts", "on", "code"),
    [
        pytest.param(assessed(66, assessors=("甲",)), ON, "assessors", id="one assessor"),
        pytest.param(assessed(66, assessors=("甲", "甲")), ON, "assessors", id="the same one twice"),
        pytest.param(assessed(91), ON, "points", id="more points than there are"),
        pytest.param(assessed(66), date(2027, 3, 3), "still_valid", id="older than a year"),
        pytest.param(assessed(66), date(2026, 3, 1), "still_valid", id="not assessed yet"),
    ],
)
def test_an_assessment_that_does_not_hold_gives_no_level(facts, on, code):
    found = assessment(facts, on)

    assert (found.level, [reason.code for reason in found.decision.reasons]) == (None, [code])


def test_an_assessment_may_be_used_for_a_year():
    assert valid_to(assessed(66)) == date(2027, 3, 2)


@given(st.integers(0, 89))
def test_more_points_are_never_worse(points):
    assert level(assessed(points)).at_least(level(assessed(points + 1)))


@given(st.integers(0, 90), st.booleans(), st.booleans())
def test_an_adjustment_never_makes_an_elder_more_able(points, coma, dementia):
    assert level(assessed(points, coma=coma, dementia_or_mental_illness=dementia)).at_least(level(assessed(points)))


# ── old-age allowance ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("presets", "on", "amount"),
    [
        pytest.param((), date(2026, 6, 30), "100.00", id="AC-V7 from June: the birthday itself"),
        pytest.param((), date(2026, 6, 1), "100.00", id="AC-V7 from June: the month of the birthday"),
        pytest.param((), date(2026, 5, 31), "50.00", id="AC-V7 the month before"),
        pytest.param(NEXT_MONTH, date(2026, 6, 30), "50.00", id="AC-V7 from July: June is of the lower band"),
        pytest.param(NEXT_MONTH, date(2026, 7, 1), "100.00", id="AC-V7 from July"),
        pytest.param(pack("guichi"), date(2026, 6, 30), "60.00", id="Guichi"),
    ],
)
def test_a_new_band_begins_with_the_birthday_or_the_month_after(presets, on, amount):
    assert old_age_allowance.entitlement(elder(date(1936, 6, 30)), on, presets).amount == Decimal(amount)


@pytest.mark.parametrize(
    ("born", "presets", "amount"),
    [
        pytest.param(date(1946, 3, 31), (), "50.00", id="80 this month"),
        pytest.param(date(1946, 4, 1), (), None, id="80 next month"),
        pytest.param(date(1926, 3, 31), (), "400.00", id="100"),
        pytest.param(date(1926, 3, 31), pack("zhenjiang"), "400.00", id="Zhenjiang, 100"),
        pytest.param(date(1936, 3, 31), pack("zhenjiang"), None, id="Zhenjiang, 90: nothing was found below 100"),
    ],
)
def test_the_allowance_by_age(born, presets, amount):
    found = old_age_allowance.entitlement(elder(born), ON, presets)

    assert found.amount == (None if amount is None else Decimal(amount))
    assert found.demo


def test_every_failed_condition_of_the_allowance_is_named():
    found = old_age_allowance.entitlement(elder(date(1970, 1, 1), local=False, died_on=date(2026, 1, 5)), ON)

    assert [reason.code for reason in found.reasons] == ["household_register", "of_age", "alive"]


def test_the_month_of_death_is_paid_and_no_month_after_it():
    dead = elder(date(1940, 1, 1), died_on=date(2026, 3, 2))

    assert old_age_allowance.entitlement(dead, date(2026, 3, 31)).granted
    assert not old_age_allowance.entitlement(dead, date(2026, 4, 1)).granted


def test_a_late_discovery_is_paid_for_two_years_at_most():
    months = old_age_allowance.back_pay(elder(date(1940, 1, 1)), date(2026, 3, 15))
    recent = old_age_allowance.back_pay(elder(date(1945, 12, 1)), date(2026, 3, 15))

    assert (len(months), months[0][0], months[-1][0]) == (24, date(2024, 3, 1), date(2026, 2, 1))
    assert [month for month, _ in recent] == [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]


@given(st.dates(date(1920, 1, 1), date(1990, 12, 31)), st.integers(0, 100))
def test_a_birthday_is_the_day_on_which_a_year_of_life_is_full(born, years):
    day = birthday(born, years)

    assert (age(born, day), age(born, day - timedelta(days=1))) == (years, years - 1)


@given(st.dates(date(1915, 1, 1), date(1950, 12, 31)), st.integers(0, 30))
def test_the_allowance_never_falls_with_age(born, months):
    before, after = (
        old_age_allowance.entitlement(elder(born), day).amount or 0 for day in (ON, ON + timedelta(days=31 * months))
    )

    assert before <= after


# ── care vouchers ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("used", "amount"),
    [
        pytest.param(bills("1000"), "500.00", id="AC-V1 a bill of 1,000 at home"),
        pytest.param(bills("0", "1600"), "640.00", id="AC-V2 a bill of 1,600 in an institution"),
        pytest.param(bills("600", "1600"), "800.00", id="AC-V4 300 + 640 = 940, capped"),
        pytest.param(bills("1600"), "800.00", id="at the cap"),
        pytest.param(bills("1599.99"), "800.00", id="a cent below, half up"),
        pytest.param(bills("1599.97"), "799.99", id="below the cap"),
        pytest.param(bills("0.01"), "0.01", id="a cent"),
    ],
)
def test_a_voucher_pays_its_share_up_to_the_cap(used, amount):
    assert care_vouchers.entitlement(elder(), used, ON).amount == Decimal(amount)


@pytest.mark.parametrize(
    ("changed", "outcome", "codes"),
    [
        pytest.param({"level": Capability.MILD}, Outcome.REFUSED, ["disabled_enough"], id="AC-A1 mild: no voucher"),
        pytest.param({"level": Capability.MODERATE}, Outcome.GRANTED, None, id="AC-A2 moderate: voucher"),
        pytest.param({"level": Capability.COMPLETE}, Outcome.GRANTED, None, id="complete"),
        pytest.param({"level": None}, Outcome.UNDECIDED, ["disabled_enough"], id="not assessed"),
        pytest.param({"born": date(1966, 3, 3)}, Outcome.REFUSED, ["of_age"], id="eve of the sixtieth birthday"),
        pytest.param({"born": date(1966, 3, 2)}, Outcome.GRANTED, None, id="sixtieth birthday"),
        pytest.param({"lives_here": False}, Outcome.REFUSED, ["lives_here"], id="lives elsewhere"),
        pytest.param({"local": False}, Outcome.GRANTED, None, id="registered elsewhere but living here"),
        pytest.param(
            {"drawn": (Drawn(benefit=Benefit.CONCENTRATED_CARE),)}, Outcome.REFUSED, ["not_with_concentrated_care"],
            id="subsidised care in a home",
        ),
        pytest.param(
            {"drawn": (Drawn(benefit=Benefit.HOME_CARE_PROGRAMME),)}, Outcome.REFUSED,
            ["not_with_home_care_programme"], id="home care programme",
        ),
    ],
)  # fmt: skip
def test_who_receives_vouchers(changed, outcome, codes):
    found = care_vouchers.entitlement(elder(**changed), bills("1000"), ON)

    assert found.outcome is outcome
    assert codes is None or [reason.code for reason in found.reasons] == codes


def test_ac_v5_an_unused_voucher_expires_with_its_month():
    assert care_vouchers.usable(date(2026, 3, 1), date(2026, 3, 31))
    assert not care_vouchers.usable(date(2026, 3, 31), date(2026, 4, 1))


@pytest.mark.parametrize(
    ("on", "granted"),
    [
        pytest.param(date(2026, 3, 31), True, id="AC-V6 destitute on 12 March: March ends as it was"),
        pytest.param(date(2026, 4, 1), False, id="AC-V6 destitute on 12 March: none from April"),
    ],
)
def test_who_becomes_destitute_keeps_the_vouchers_of_the_month(on, granted):
    tekun = Drawn(benefit=Benefit.DESTITUTE, monthly=1264, since=date(2026, 3, 12))

    assert care_vouchers.entitlement(elder(drawn=(tekun,)), bills("1000"), on).granted is granted
    assert care_vouchers.first_without(date(2026, 3, 12)) == date(2026, 4, 1)


def test_vouchers_run_for_twelve_months_and_earlier_in_a_trial_province():
    assert care_vouchers.entitlement(elder(), bills("1000"), date(2026, 12, 31)).granted
    assert not care_vouchers.entitlement(elder(), bills("1000"), date(2027, 1, 1)).granted
    assert care_vouchers.amount(bills("1000"), date(2025, 7, 1), pack("trial-province")) == 500
    with pytest.raises(LookupError, match="2026-01-01"):
        care_vouchers.amount(bills("1000"), date(2025, 12, 31))


@pytest.mark.parametrize(("zone", "central"), [("east", "85.00"), ("middle", "90.00"), ("west", "95.00")])
def test_the_central_government_bears_most_of_it(zone, central):
    assert care_vouchers.funding(Decimal(100), zone, ON) == (Decimal(central), 100 - Decimal(central))


@given(BILLS, BILLS, BILLS)
def test_a_higher_bill_never_gives_less_and_no_voucher_is_more_than_the_cap_or_the_bill(home, institution, more):
    before, after = (
        care_vouchers.amount(CareBills(home=one, institution=institution), ON) for one in (home, home + more)
    )

    assert 0 <= before <= after <= 800
    assert before <= home + institution


# ── subsidies for care ───────────────────────────────────────────────────────────────────────────────────────────

POOR = {"category": Category.LOW_INCOME}


@pytest.mark.parametrize(
    ("rule", "changed", "amount"),
    [
        pytest.param("service", {}, "100.00", id="services"),
        pytest.param("service", {"category": None}, None, id="services, not poor"),
        pytest.param("nursing", {"level": Capability.MODERATE}, "80.00", id="nursing, moderate"),
        pytest.param("nursing", {"level": Capability.COMPLETE}, "160.00", id="nursing, complete"),
        pytest.param("nursing", {"level": Capability.MILD}, None, id="nursing, mild"),
        pytest.param("concentrated", {"in_institution": True, "level": Capability.COMPLETE}, "1500.00", id="home"),
        pytest.param("concentrated", {"in_institution": True, "level": Capability.MILD}, "300.00", id="old: 86"),
        pytest.param(
            "concentrated", {"in_institution": True, "level": Capability.MILD, "born": date(1960, 1, 1)}, None,
            id="mild and 66",
        ),
        pytest.param("concentrated", {"level": Capability.COMPLETE}, None, id="at home"),
        pytest.param(
            "nursing", {"drawn": (Drawn(benefit=Benefit.DESTITUTE),)}, None, id="destitute: no nursing subsidy"
        ),
        pytest.param(
            "nursing", {"drawn": (Drawn(benefit=Benefit.DISABILITY_NURSING, monthly=130),)}, None,
            id="disability nursing is higher than 80",
        ),
        pytest.param(
            "nursing",
            {"level": Capability.COMPLETE, "drawn": (Drawn(benefit=Benefit.DISABILITY_NURSING, monthly=130),)},
            "160.00", id="disability nursing is lower than 160",
        ),
    ],
)  # fmt: skip
def test_poor_elders_are_subsidised(rule, changed, amount):
    found = getattr(care_subsidies, rule)(elder(**POOR | changed), ON)

    assert found.amount == (None if amount is None else Decimal(amount))
    assert found.demo


@pytest.mark.parametrize(
    ("on", "granted"), [(date(2024, 12, 31), False), (date(2025, 1, 1), True)], ids=["before 2025", "since 2025"]
)
def test_since_2025_care_in_a_home_is_aided_from_a_moderate_disability_on(on, granted):
    one = elder(date(1960, 1, 1), **POOR, in_institution=True, level=Capability.MODERATE)

    assert care_subsidies.concentrated(one, on).granted is granted


def test_a_combined_subsidy_and_a_home_adaptation_have_their_caps():
    both = (Drawn(benefit=Benefit.ELDER_NURSING, monthly=2000), Drawn(benefit=Benefit.CONCENTRATED_CARE, monthly=1800))

    assert care_subsidies.combined(both, ON, pack("huzhou")) == Decimal("3500.00")
    assert care_subsidies.combined(both[:1], ON, pack("huzhou")) == Decimal("2000.00")
    assert care_subsidies.adaptation(Decimal("2999.99"), ON) == (Decimal("2999.99"), Decimal("0.00"))
    assert care_subsidies.adaptation(Decimal(3500), ON) == (Decimal("3000.00"), Decimal("500.00"))


# ── life certification ───────────────────────────────────────────────────────────────────────────────────────────


def life(*proofs, **changed):
    return LifeRecord.model_validate({"person": person(1), "proofs": proofs} | changed)


SEEN = Proof(kind=ProofKind.MEDICAL_VISIT, on=date(2025, 2, 3))


@pytest.mark.parametrize(
    ("record", "on", "standing"),
    [
        pytest.param(life(SEEN), date(2026, 2, 3), Standing.PROVED, id="a year later to the day"),
        pytest.param(life(SEEN), date(2026, 2, 4), Standing.REMIND, id="the day after: remind"),
        pytest.param(life(SEEN, reminded_on=date(2026, 2, 10)), date(2026, 3, 12), Standing.REMIND, id="waiting"),
        pytest.param(life(SEEN, reminded_on=date(2026, 2, 10)), date(2026, 3, 13), Standing.VISIT, id="visit next"),
        pytest.param(
            life(SEEN, reminded_on=date(2026, 2, 10), visited_in_vain_on=date(2026, 3, 20)), date(2026, 3, 21),
            Standing.SUSPEND, id="visited in vain: suspend",
        ),
        pytest.param(
            life(SEEN, reminded_on=date(2026, 2, 10), visited_in_vain_on=date(2026, 1, 20)), date(2026, 3, 21),
            Standing.VISIT, id="a visit before the reminder counts for nothing",
        ),
        pytest.param(
            life(SEEN, reminded_on=date(2024, 2, 10)), date(2026, 3, 13), Standing.REMIND,
            id="a reminder of the year before last counts for nothing",
        ),
        pytest.param(
            life(Proof(kind=ProofKind.FACE, on=date(2026, 2, 1))), ON, Standing.REMIND, id="a face without consent"
        ),
        pytest.param(
            life(Proof(kind=ProofKind.FACE, on=date(2026, 2, 1)), consents_to_face=True), ON, Standing.PROVED,
            id="a face with consent",
        ),
        pytest.param(
            life(SEEN, Proof(kind=ProofKind.TRANSPORT, on=date(2026, 2, 20))), ON, Standing.PROVED, id="a bus ride"
        ),
        pytest.param(life(), ON, Standing.REMIND, id="nothing is known"),
    ],
)  # fmt: skip
def test_payment_is_suspended_only_after_a_reminder_and_a_visit(record, on, standing):
    found = life_certification.standing(record, on)

    assert found.standing is standing
    assert found.decision.granted is (standing is not Standing.SUSPEND)


def test_who_turns_out_to_live_is_paid_the_suspended_months():
    months = life_certification.suspended_months(date(2026, 3, 1), date(2026, 6, 12))

    assert months == (date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1))


def test_every_benefit_of_elders_stops_with_the_month_of_death():
    for benefit in (Benefit.OLD_AGE_ALLOWANCE, Benefit.ELDER_SERVICE, Benefit.ELDER_NURSING, Benefit.CARE_VOUCHER):
        assert first_unpaid(benefit, date(2026, 5, 12)) == date(2026, 6, 1)
