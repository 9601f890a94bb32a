"""Domain 2.3, 2.4, 2.6: acceptance, identifiers, masks; 3.4 and 3.7: readings of other places."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy import (
    application_places,
    class_support,
    destitute,
    disaster_aid,
    emergency,
    low_income,
    low_income_edge,
    quotas,
    rigid_spending,
    spending_aid,
    zero_employment,
)
from policy.acceptance import accepted_on, handled_together, notice_until, publicity_pauses
from policy.figures import pack
from policy.household import STANDARD, purse
from policy.identifiers import (
    current,
    is_temporary,
    organisation_kind,
    residence_permit,
    temporary_reference,
)
from policy.income_window import imputed, monthly
from policy.masking import account, id_number, name, phone
from policy.paid_months import first_paid
from policy.procedure_limits import limit
from policy.standards import paid_before, plausible
from policy.work_costs import work_cost
from schemas.benefits import Benefit
from schemas.households import Emergency
from schemas.identifiers import RegionCode, UnitId
from schemas.local_ties import LocalTies
from schemas.people import Disability
from schemas.residences import Residence
from tests.policy.facts import ON, application, family, incomes, member, person

SUZHOU, PUTIAN, SHANDONG, GUANGXI = (pack(place) for place in ("suzhou", "putian", "shandong", "guangxi"))
IN_2020 = date(2020, 8, 3)


# ── acceptance ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("notified", "supplied", "on", "accepted"),
    [
        pytest.param(None, None, date(2026, 3, 9), None, id="within five working days nothing is decided"),
        pytest.param(None, None, date(2026, 3, 10), ON, id="silence: accepted on the day of receipt"),
        pytest.param(date(2026, 3, 9), None, date(2026, 3, 20), None, id="told in time, nothing supplied"),
        pytest.param(date(2026, 3, 9), date(2026, 3, 16), date(2026, 3, 20), date(2026, 3, 16), id="supplied"),
        pytest.param(date(2026, 3, 9), date(2026, 3, 16), date(2026, 3, 15), None, id="not supplied yet"),
        pytest.param(date(2026, 3, 10), None, date(2026, 3, 20), ON, id="told too late: accepted on receipt"),
    ],
)
def test_silence_accepts(notified, supplied, on, accepted):
    assert notice_until(ON) == date(2026, 3, 9)
    assert accepted_on(ON, notified, supplied, on) == accepted


def test_several_authorities_have_longer_and_publicity_counts_by_default():
    assert [str(one) for one in handled_together(ON)] == ["45 working days"]
    assert [str(one) for one in handled_together(ON, extended=True)] == ["45 working days", "15 working days"]
    assert not publicity_pauses(ON)
    assert publicity_pauses(ON, pack("older-rules"))


@pytest.mark.parametrize(
    ("step", "place", "written"),
    [
        ("publicity", "lianyungang", "5 working days"),
        ("total", "zhengzhou", "25 working days"),
        ("total_extended", "zhengzhou", "40 working days"),
        ("total", "lianyungang", "25 working days"),
        ("opinion", "dongguan", "3 working days"),
        ("opinion", "lianyungang", "15 working days"),
        ("emergency_payment", "chuxiong", "48 hours"),
        ("emergency_payment", "hubei", "2 working days"),
        ("emergency_papers", "ningguo", "20 working days"),
        ("destitute_confirmation", "fuzhou", "10 working days"),
        ("orphan_verification", "fast", "10 working days"),
        ("price_payment", "other-places", "20 working days"),
    ],
)
def test_other_places_have_other_limits(step, place, written):
    assert str(limit(step, ON, pack(place))) == written


@pytest.mark.parametrize(
    ("step", "written"),
    [
        ("permit_correction", "5 working days"),
        ("permit_decision", "20 working days"),
        ("permit_extension", "10 working days"),
        ("delivery", "10 working days"),
        ("sharing_request_incomplete", "3 working days"),
        ("sharing_unconditional", "1 working days"),
        ("sharing_conditional", "10 working days"),
        ("sharing_supply", "20 working days"),
        ("reconsideration_acceptance", "5 working days"),
        ("reconsideration_decision", "60 calendar days"),
        ("reconsideration_extension", "30 calendar days"),
        ("reconsideration_simple", "30 calendar days"),
        ("lawsuit", "6 months"),
        ("destitute_survey", "15 working days"),
        ("self_care_review", "10 working days"),
        ("divorce_withdrawal", "30 calendar days"),
        ("divorce_collection", "30 calendar days"),
        ("annulment", "12 months"),
        ("disability_push", "3 working days"),
        ("disability_home_decision", "10 working days"),
        ("disability_notice", "3 working days"),
        ("orphan_push", "3 working days"),
        ("orphan_verification", "15 working days"),
        ("orphan_confirmation", "15 working days"),
        ("police_answer", "3 calendar days"),
        ("shelter_notice", "24 hours"),
        ("shelter_dna_request", "7 working days"),
        ("shelter_dna_answer", "1 months"),
        ("shelter_stay", "10 calendar days"),
        ("register_cancellation", "2 working days"),
        ("register_cancellation_rural", "1 months"),
        ("cremation_certificate", "4 hours"),
        ("certificate_report_paper", "15 working days"),
        ("certificate_report_electronic", "5 working days"),
        ("watch_after_end", "24 months"),
    ],
)
def test_each_limit_of_the_domain_rules_stands_in_the_number_files(step, written):
    assert str(limit(step, date(2026, 8, 1))) == written


# ── identifiers ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("91350100M000100Y43", "company"),
        ("51320400MJ0000001F", "social group"),
        ("52320412MJ0000002U", "private non-enterprise"),
        ("53320400MJ0000003O", None),
    ],
)
def test_a_credit_code_tells_the_kind_of_organisation(code, kind):
    assert organisation_kind(code) == kind


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("810000199408230021", True),
        ("830000199201300022", True),
        ("320499195803150012", False),
        ("81000019940823002X", False),
    ],
)
def test_a_residence_permit_of_hong_kong_macao_and_taiwan(number, valid):
    assert residence_permit(number).valid is valid


def test_a_temporary_reference_is_followed_through_every_merge():
    unknown = temporary_reference("CZ-TN", ON, 7)

    assert unknown == "T-CZ-TN-20260302-007"
    assert (is_temporary(unknown), is_temporary("p-1")) == (True, False)
    assert current(unknown, {unknown: "p-1", "p-1": "p-2"}) == "p-2"
    with pytest.raises(ValueError, match="in a circle"):
        current("p-1", {"p-1": "p-2", "p-2": "p-1"})


@pytest.mark.parametrize(
    ("mask", "written", "shown"),
    [
        (name, "张明", "张*"),
        (name, "张小明", "张*明"),
        (name, "欧阳小明", "欧**明"),
        (name, "张", "张*"),
        (name, "", ""),
        (id_number, "320499195803150012", "3204**********0012"),
        (id_number, "1234567", "*******"),
        (phone, "13812341234", "138****1234"),
        (phone, "1234567", "*******"),
        (account, "6217000010001234567", "***************4567"),
        (account, "4567", "****"),
    ],
)
def test_a_mask_shows_what_it_must_and_no_more(mask, written, shown):
    assert mask(written) == shown


@given(st.text("0123456789X", max_size=30))
def test_a_mask_keeps_the_length_and_never_shows_everything(written):
    for mask in (id_number, phone, account):
        assert len(mask(written)) == len(written)
        assert not written or "*" in mask(written)


# ── readings of other places ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("changed", "wage", "amount"),
    [
        pytest.param({}, "0", "1254.00", id="one person alone: the difference against 120 %"),
        pytest.param({}, "300", "954.00", id="with an income"),
        pytest.param({"major_disease": True}, "300", "1254.00", id="seriously ill: 120 % in full"),
        pytest.param({"born": date(1950, 1, 1)}, "300", "954.00", id="old: the difference against 120 %"),
    ],
)
def test_suzhou_2020_supports_by_class(changed, wage, amount):
    claim = application(family(1, **changed), incomes(wage) if wage != "0" else ())

    found = low_income.entitlement(claim, None, date(2022, 3, 1), pack("suzhou"))

    assert (found.amount, found.conditions[-1].code) == (Decimal(amount), "class_support")


def test_a_household_is_supported_member_by_member():
    members = (*family(2), member(3, born=date(2018, 1, 1)))
    claim = application(members, incomes(900))

    assert low_income.entitlement(claim, None, date(2022, 3, 1), SUZHOU).amount == Decimal("2444.00")
    assert class_support.supported(purse(claim, (), ON), ON) == ()
    with pytest.raises(ValueError, match="neither in full"):
        class_support.support("half 0.50")


@pytest.mark.parametrize(
    ("presets", "wage", "disability", "net"),
    [
        pytest.param((), "1800", None, "1500", id="30 % of the standard of 1,000"),
        pytest.param(PUTIAN, "1800", None, "1260", id="Putian: 30 % of the wage"),
        pytest.param(PUTIAN, "1800", Disability(kind="physical", grade=3), "800", id="disabled: half the minimum wage"),
        pytest.param(PUTIAN, "4000", Disability(kind="physical", grade=3), "2800", id="30 % of the wage is more"),
        pytest.param(PUTIAN, "700", Disability(kind="physical", grade=3), "0", id="never more than was earned"),
        pytest.param(SUZHOU, "1800", None, "1453.50", id="Suzhou since July 2024: 30 % of 1,155"),
    ],
)
def test_the_cost_of_working_has_its_own_base_in_each_place(presets, wage, disability, net):
    claim = application(family(1, works=True, disability=disability), incomes(wage))

    assert purse(claim, (), ON, presets).net == Decimal(net)


def test_suzhou_2020_deducted_313_50():
    worker = member(1, works=True)

    assert work_cost(worker, Decimal(1800), Decimal(1045), IN_2020, SUZHOU) == Decimal("313.50")


@pytest.mark.parametrize(
    ("monthly_income", "granted"), [("5999.99", True), ("6000", False)], ids=["below the minimum wage", "at it"]
)
def test_shandong_caps_the_edge_at_the_minimum_wage(monthly_income, granted):
    claim = application(income=incomes(monthly_income))

    assert low_income_edge.entitlement(claim, None, ON, SHANDONG).granted is granted
    assert "2000.00" in low_income_edge.entitlement(claim, None, ON, SHANDONG).conditions[3].text_zh


@pytest.mark.parametrize(
    ("spent", "met"), [("72000.01", True), ("72000", False)], ids=["below twice the standard", "at it"]
)
def test_guangxi_looks_at_what_is_left(spent, met):
    claim = application(income=incomes(12000), rigid_spending_12_months=Decimal(spent))

    found = rigid_spending.entitlement(claim, None, ON, GUANGXI)

    assert next(one.met for one in found.conditions if one.code == "rest_below_multiple") is met


def test_ningguo_pays_at_least_eight_hundred_and_anhui_up_to_ten_standards():
    small, large = (
        application(emergency=Emergency(cause="fire", happened_on=ON, need=Decimal(need))) for need in (100, 12000)
    )

    assert emergency.entitlement(small, ON, pack("ningguo")).amount == Decimal("800.00")
    assert emergency.entitlement(small, ON).amount == Decimal("100.00")
    assert emergency.entitlement(large, ON, pack("anhui")).amount == Decimal("10000.00")


@pytest.mark.parametrize(
    ("earlier", "failed"),
    [
        ((), []),
        ((date(2026, 1, 5),), []),
        ((date(2026, 1, 5), date(2026, 2, 5)), ["times_a_year"]),
        ((date(2025, 1, 5), date(2025, 2, 5)), []),
    ],
    ids=["never", "once", "twice", "last year"],
)
def test_spending_aid_is_given_twice_a_year_at_most(earlier, failed):
    claim = application(family(2), incomes(5000), rigid_spending_12_months=Decimal(42000))

    found = spending_aid.entitlement(claim, None, ON, ties=LocalTies(), earlier=earlier)

    assert [one.code for one in found.conditions if one.met is False] == failed


def test_the_city_adds_up_to_its_limit():
    assert [spending_aid.city_aid(Decimal(left), ON) for left in (-5, 7999, 9000)] == [0, 7999, 8000]


# ── income over time, standards ──────────────────────────────────────────────────────────────────────────────────


def test_uneven_income_is_averaged_over_the_months_before_the_application():
    receipts = [(date(2025, 3, 1), Decimal(1200)), (date(2026, 2, 28), Decimal(600)), (ON, Decimal(5000))]

    assert monthly(receipts, ON) == Decimal("150.00")
    assert monthly([(date(2025, 2, 28), Decimal(9999))], ON) == 0


@pytest.mark.parametrize(("on", "allowed"), [(date(2024, 4, 30), True), (date(2024, 5, 1), False)])
def test_since_may_2024_no_income_is_imputed(on, allowed):
    assert imputed(Decimal(2280), on).granted is allowed


@pytest.mark.parametrize(("consumption", "expected"), [(30000, True), (40000, True), (29999, False), (40001, False)])
def test_a_standard_is_plausible_between_the_shares_of_consumption(consumption, expected):
    assert plausible(Decimal(consumption), ON) is expected


def test_aid_is_paid_before_the_tenth():
    assert paid_before(first_paid(Benefit.LOW_INCOME, ON, ON)) == date(2026, 4, 10)


AMOUNTS = st.lists(st.decimals(0, 4000, places=2), min_size=1, max_size=5)


@given(AMOUNTS, st.sampled_from([(), SUZHOU, PUTIAN, pack("stepped")]))
def test_support_by_class_is_never_less_than_the_plain_difference_and_never_negative(amounts, presets):
    claim = application(family(len(amounts)), incomes(*amounts))
    found = low_income.entitlement(claim, None, ON, presets)
    living = purse(claim, (), ON, presets)
    plain = STANDARD.on(ON, presets) * len(amounts) - living.net

    assert found.amount is None or found.amount >= max(plain, Decimal(0))


# ── places, plans, work ──────────────────────────────────────────────────────────────────────────────────────────


def lives(number, register, living):
    return Residence(person=person(number), register_place=RegionCode(register), living_place=RegionCode(living))


@pytest.mark.parametrize(
    ("residences", "possible"),
    [
        pytest.param([lives(1, "320411", "320411"), lives(2, "410100", "320411")], ["320411"], id="one is at home"),
        pytest.param(
            [lives(1, "341122", "320411"), lives(2, "410100", "320411")], ["341122", "410100"],
            id="nobody is at home: any register",
        ),
        pytest.param(
            [lives(1, "320411", "320411"), lives(2, "320402", "320402")], ["320411", "320402"], id="two are at home"
        ),
    ],
)  # fmt: skip
def test_where_a_household_of_several_registers_applies(residences, possible):
    assert list(application_places.places(residences)) == possible
    assert application_places.conditions(RegionCode(possible[0]), residences, ON).granted
    assert not application_places.conditions(RegionCode("110105"), residences, ON).granted


@pytest.mark.parametrize(
    ("unit", "given", "left"), [("CZ-LY", 352, True), ("CZ-LY", 353, False), ("CZ-JKQ", 62, True), ("SZ", 0, False)]
)
def test_care_beds_are_given_while_the_district_has_some_left(unit, given, left):
    assert quotas.care_bed(UnitId(unit), given, ON).granted is left


def test_the_districts_make_up_the_plan_of_the_city():
    assert quotas.city_quotas(ON) == {"care beds": 1300, "home services": 3100, "home adaptations": 5500}


@pytest.mark.parametrize(
    ("members", "failed"),
    [
        pytest.param(family(2), [], id="two could work, nobody does"),
        pytest.param(family(2, works=True), ["nobody_works"], id="one works"),
        pytest.param(family(1, born=date(1950, 1, 1)), ["somebody_could_work"], id="nobody could"),
    ],
)
def test_a_household_without_any_work_is_found_a_job(members, failed):
    found = zero_employment.entitlement(application(members), ON)

    assert [one.code for one in found.conditions if one.met is False] == failed


def test_winter_needs_are_counted_by_the_end_of_october():
    assert disaster_aid.counted_by(2026) == date(2026, 10, 31)


def test_support_in_an_institution_is_published_for_the_year():
    assert destitute.monthly_support(ON, institution=False) == Decimal("1264.00")
    assert destitute.monthly_support(ON, institution=True) == Decimal("1579.25")
    assert destitute.monthly_support(ON, pack("wuxi"), institution=False) == Decimal("1675.00")
