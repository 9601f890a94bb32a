"""Domain 2.9, 3.1, 3.6: one application, every category."""

from datetime import date
from decimal import Decimal

import pytest

from policy import destitute, low_income_edge, rigid_spending, single_person
from policy.classification import classification
from policy.disability_subsidies import living_subsidy, nursing_subsidy
from policy.figures import CZ_DEMO, pack
from schemas.decisions import Outcome
from schemas.households import IncomeKind, Property
from schemas.people import Disability, DisabilityKind, Relation
from tests.policy.facts import ON, application, family, incomes, member

OLD = date(1955, 1, 1)
SEVERE = Disability(kind=DisabilityKind.PHYSICAL, grade=1)
NATIONAL = pack("national")


def outcomes(claim, on=ON, chosen=CZ_DEMO):
    return [(decision.rule, decision.outcome.value) for decision in classification(claim, None, on, chosen)]


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        pytest.param(
            application(income=incomes(1800, 600)), [("low_income", "granted")], id="AC-L1 low income, nothing after it"
        ),
        pytest.param(
            application(income=incomes(3000)),
            [("low_income", "refused"), ("single_person", "refused"), ("low_income_edge", "granted")],
            id="AC-L4 at the standard: refused, edge tested",
        ),
        pytest.param(
            application(family(2), incomes(2400)),
            [("low_income", "refused"), ("single_person", "refused"), ("low_income_edge", "granted")],
            id="AC-L11 two left: at the edge",
        ),
        pytest.param(
            application(family(3, disability=SEVERE), incomes(0, 4800)),
            [("low_income", "refused"), ("single_person", "granted")],
            id="AC-L6 single person",
        ),
        pytest.param(
            application(family(1, born=OLD, own_obligor_able=False)),
            [("destitute", "granted")],
            id="destitute goes first",
        ),
        pytest.param(
            application(family(1, born=OLD)),
            [("destitute", "refused"), ("low_income", "granted")],
            id="alone with an able obligor: refused as destitute, low income",
        ),
        pytest.param(
            application(family(2), incomes(5000), rigid_spending_12_months=Decimal(42000)),
            [
                ("low_income", "refused"), ("single_person", "refused"), ("low_income_edge", "refused"),
                ("rigid_spending", "granted"),
            ],
            id="AC-X1 rigid spending of 70 %",
        ),
        pytest.param(
            application(family(2), incomes(12000)),
            [
                ("low_income", "refused"), ("single_person", "refused"), ("low_income_edge", "refused"),
                ("rigid_spending", "refused"),
            ],
            id="nothing fits: all four are told",
        ),
    ],
)  # fmt: skip
def test_categories_are_tested_in_order_up_to_the_first_that_fits(claim, expected):
    assert outcomes(claim) == expected


def test_ac_g5_a_new_spouse_with_income_is_counted_in():
    before = application(family(3), incomes(2400))
    after = application(family(4), incomes(2400, 5000))

    assert outcomes(before) == [("low_income", "granted")]
    assert outcomes(after)[-1] == ("low_income_edge", "granted")
    assert "1850.00" in classification(after, None, ON)[0].reasons[0].text_zh


@pytest.mark.parametrize(
    ("presets", "changed", "amount"),
    [
        pytest.param(NATIONAL, {"disability": SEVERE}, None, id="AC-L6 1.5 x: above 1,500"),
        pytest.param(CZ_DEMO, {"disability": SEVERE}, "650.00", id="AC-L6 2 x: 65 %"),
        pytest.param(CZ_DEMO, {"major_disease": True}, "1000.00", id="AC-L7 major disease: in full"),
        pytest.param(CZ_DEMO, {"major_disease": True, "disability": SEVERE}, "1000.00", id="both: the higher"),
        pytest.param(CZ_DEMO, {"disability": Disability(kind="mental", grade=3)}, "650.00", id="mental, grade 3"),
        pytest.param(CZ_DEMO, {"disability": Disability(kind="physical", grade=3)}, None, id="physical, grade 3"),
    ],
)
def test_a_severely_disabled_or_ill_member_is_aided_as_if_alone(presets, changed, amount):
    decision = single_person.entitlement(application(family(3, **changed), incomes(0, 4800)), None, ON, presets)

    assert decision.amount == (None if amount is None else Decimal(amount))


def test_ac_l6_the_living_subsidy_comes_on_top():
    assert living_subsidy(SEVERE, ON) == Decimal(350)
    assert nursing_subsidy(SEVERE, ON) == Decimal(130)


def test_subsidies_are_whole_yuan_half_up_as_published():
    yancheng = pack("yancheng")
    light = Disability(kind=DisabilityKind.HEARING, grade=4)

    assert [living_subsidy(one, ON, yancheng) for one in (SEVERE, light)] == [Decimal(256), Decimal(183)]
    assert nursing_subsidy(light, ON) == Decimal(0)


@pytest.mark.parametrize(
    ("monthly", "granted"),
    [
        pytest.param("2999.99", False, id="below the standard the whole household is aided"),
        pytest.param("3000", True, id="at the standard"),
        pytest.param("5999.99", True, id="a cent below the multiple"),
        pytest.param("6000", False, id="at the multiple"),
    ],
)
def test_a_single_person_household_lies_between_the_standard_and_its_multiple(monthly, granted):
    claim = application(family(3, major_disease=True), incomes(0, monthly))

    assert single_person.entitlement(claim, None, ON).granted is granted


def test_suzhou_also_looks_at_the_persons_own_income():
    claim = application(family(3, major_disease=True), incomes(1155, 3000))

    assert single_person.entitlement(claim, None, ON).granted
    assert not single_person.entitlement(claim, None, ON, pack("suzhou")).granted


@pytest.mark.parametrize(
    ("monthly", "presets", "granted"),
    [
        pytest.param("3000", CZ_DEMO, True, id="at the standard"),
        pytest.param("2999", CZ_DEMO, False, id="below it: low income goes before"),
        pytest.param("5999.99", CZ_DEMO, True, id="a cent below 2 x"),
        pytest.param("6000", CZ_DEMO, False, id="at 2 x"),
        pytest.param("4499.99", NATIONAL, True, id="a cent below 1.5 x"),
        pytest.param("4500", NATIONAL, False, id="at 1.5 x"),
    ],
)
def test_the_edge_lies_between_the_standard_and_its_multiple(monthly, presets, granted):
    decision = low_income_edge.entitlement(application(income=incomes(monthly)), None, ON, presets)

    assert (decision.granted, decision.amount) == (granted, None)


def test_poor_in_income_but_above_the_property_limit_of_low_income_is_at_the_edge():
    claim = application(income=incomes(1800), owned=Property(deposits=Decimal(150000)))

    assert outcomes(claim)[-1] == ("low_income_edge", "granted")


@pytest.mark.parametrize(
    ("cars", "outcome"), [(0, Outcome.GRANTED), (1, Outcome.UNDECIDED), (2, Outcome.REFUSED)], ids=str
)
def test_one_car_at_the_edge_depends_on_a_price_that_no_register_tells(cars, outcome):
    claim = application(income=incomes(3600), owned=Property(cars=cars))

    assert low_income_edge.entitlement(claim, None, ON).outcome is outcome


def test_an_undecided_stronger_category_leaves_the_weaker_one_undecided():
    claim = application(
        family(2), incomes(3000), owned=Property(cars=1, homes=1), rigid_spending_12_months=Decimal(30000)
    )

    decision = rigid_spending.entitlement(claim, None, ON)

    assert decision.outcome is Outcome.UNDECIDED
    assert [reason.code for reason in decision.reasons] == ["not_low_income_edge", "property_cars"]


@pytest.mark.parametrize(
    ("spent", "presets", "met"),
    [
        pytest.param("42000", CZ_DEMO, True, id="AC-X1 70 % passes 60 %"),
        pytest.param("42000", pack("liaoning"), False, id="AC-X1 70 % fails 80 %"),
        pytest.param("36000", CZ_DEMO, False, id="exactly 60 % is not above it"),
        pytest.param("36000.01", CZ_DEMO, True, id="a cent above"),
        pytest.param("48000", pack("liaoning"), True, id="exactly 80 % is enough there"),
    ],
)
def test_rigid_spending_is_measured_against_the_years_income(spent, presets, met):
    claim = application(family(2), incomes(5000), rigid_spending_12_months=Decimal(spent))

    decision = rigid_spending.entitlement(claim, None, ON, presets)

    assert next(one.met for one in decision.conditions if one.code == "spending_above_ratio") is met


def test_a_household_without_any_income_has_rigid_spending_beyond_any_ratio():
    claim = application(rigid_spending_12_months=Decimal(1))

    decision = rigid_spending.entitlement(claim, None, ON)

    assert next(one.met for one in decision.conditions if one.code == "spending_above_ratio")
    assert [reason.code for reason in decision.reasons] == ["not_low_income"]


@pytest.mark.parametrize(
    ("changed", "unable"),
    [
        pytest.param({"born": date(1966, 3, 2)}, True, id="sixtieth birthday"),
        pytest.param({"born": date(1966, 3, 3)}, False, id="its eve"),
        pytest.param({"born": date(2010, 3, 3)}, True, id="eve of the sixteenth birthday"),
        pytest.param({"born": date(2010, 3, 2)}, False, id="sixteenth birthday"),
        pytest.param({"disability": Disability(kind="intellectual", grade=3)}, True, id="intellectual, grade 3"),
        pytest.param({"disability": Disability(kind="physical", grade=2)}, True, id="physical, grade 2"),
        pytest.param({"disability": Disability(kind="physical", grade=3)}, False, id="physical, grade 3"),
        pytest.param({"disability": Disability(kind="visual", grade=1)}, True, id="visual, grade 1"),
        pytest.param({"disability": Disability(kind="visual", grade=2)}, False, id="visual, grade 2"),
        pytest.param({"disability": Disability(kind="hearing", grade=1)}, False, id="hearing, any grade"),
    ],
)
def test_who_cannot_work_by_the_rule_of_the_destitute(changed, unable):
    assert destitute.unable_to_work(member(1, **changed), ON) is unable


def test_ac_s4_the_published_standard_holds_and_its_formula_only_checks_it():
    wuxi = pack("wuxi")
    claim = application(family(1, born=OLD, own_obligor_able=False))

    assert destitute.entitlement(claim, None, ON, wuxi).amount == Decimal("1675.00")
    assert destitute.plausible(ON, wuxi)
    assert not destitute.plausible(ON), "Wujin's value of January 2022 beside the standard of October 2022"


def test_every_failed_condition_of_the_destitute_is_named():
    decision = destitute.entitlement(application(family(1), incomes(5000)), None, ON)

    assert [reason.code for reason in decision.reasons] == ["no_work_ability", "no_income_source", "no_able_obligor"]


@pytest.mark.parametrize(
    ("kind", "amount", "outcome"),
    [
        pytest.param(IncomeKind.PENSION, "999.99", Outcome.GRANTED, id="below the standard with the pension"),
        pytest.param(IncomeKind.PENSION, "1100", Outcome.UNDECIDED, id="the basic part of the pension is not known"),
        pytest.param(IncomeKind.TRANSFER, "1100", Outcome.REFUSED, id="other income at the standard"),
    ],
)
def test_the_basic_pension_does_not_make_a_source_of_income(kind, amount, outcome):
    claim = application(family(1, born=OLD, own_obligor_able=False), incomes(amount, kind=kind))

    assert destitute.entitlement(claim, None, ON).outcome is outcome


def test_the_destitute_category_is_left_out_when_nobody_could_fit():
    two = (member(1, Relation.APPLICANT, own_obligor_able=False), member(2))

    assert [rule for rule, _ in outcomes(application(two))] == ["low_income"]
