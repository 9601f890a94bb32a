"""Domain 9: the two subsidies for disabled persons, case by case."""

from datetime import date
from decimal import Decimal

import pytest

from policy.disability_subsidies import (
    by_formula,
    group_amount,
    living,
    nursing,
    plausible,
    reminder,
    stops,
)
from policy.figures import pack
from policy.paid_months import first_paid, first_unpaid
from schemas.benefits import Benefit, Drawn
from schemas.certificates import DisabilityCertificate, DisabledPerson
from schemas.decisions import Outcome
from schemas.households import Category
from schemas.people import Disability
from tests.policy.facts import ON, person

YANCHENG = pack("yancheng")


def disabled(kind="physical", grade=1, *, category=Category.LOW_INCOME, certificate=None, **changed):
    paper = {"disability": Disability(kind=kind, grade=grade), "issued_on": date(2015, 1, 1)} | (certificate or {})
    facts = {"person": person(1), "certificate": DisabilityCertificate(**paper), "category": category}
    return DisabledPerson.model_validate(facts | changed)


def amounts(one, on=ON, presets=()):
    return tuple(rule(one, on, presets).amount for rule in (living, nursing))


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        pytest.param(disabled("physical", 1), ("350.00", "130.00"), id="AC-D1 grade 1 in a low-income household"),
        pytest.param(disabled("physical", 3), ("250.00", None), id="AC-D2 grade 3 physical in a low-income household"),
        pytest.param(
            disabled("mental", 2, category=None, fixed_income=False), ("1000.00", "130.00"),
            id="AC-D3 grade 2 mental, no fixed income, no low-income household",
        ),
        pytest.param(
            disabled(drawn=(Drawn(benefit=Benefit.ORPHAN_AID, monthly=2000),)), (None, "130.00"),
            id="AC-D9 an orphan of grade 1: nursing only",
        ),
        pytest.param(
            disabled(drawn=(Drawn(benefit=Benefit.DESTITUTE, monthly=1264),)), (None, None), id="destitute: neither"
        ),
        pytest.param(
            disabled(drawn=(Drawn(benefit=Benefit.INJURY_NURSING, monthly=900),)), (None, None),
            id="nursing money of work injury: neither",
        ),
        pytest.param(disabled("mental", 3), ("350.00", "130.00"), id="grade 3 mental is severe"),
        pytest.param(disabled("hearing", 4), ("250.00", None), id="grade 4 hearing"),
        pytest.param(disabled(category=Category.SINGLE_PERSON), ("350.00", "130.00"), id="single-person recognition"),
        pytest.param(
            disabled(category=None, fixed_income=True), (None, "130.00"), id="with a fixed income: nursing only"
        ),
        pytest.param(
            disabled("hearing", 1, category=None, fixed_income=False), (None, "130.00"),
            id="hearing is not among the kinds that are supported outside",
        ),
        pytest.param(
            disabled("hearing", 3, category=None, several_disabled=True, income_per_head=2000), ("600.00", None),
            id="several disabled, at twice the standard",
        ),
        pytest.param(
            disabled("hearing", 3, category=None, kept_by_aged_parents=True, income_per_head="2000.01"), (None, None),
            id="kept by aged parents, a cent above twice the standard",
        ),
        pytest.param(disabled(local=False), (None, None), id="registered elsewhere"),
        pytest.param(disabled(in_custody=True), (None, None), id="in prison"),
        pytest.param(disabled(care_months=5), ("350.00", None), id="care for five months"),
        pytest.param(
            disabled(certificate={"cancelled_on": date(2026, 1, 31)}), (None, None),
            id="certificate cancelled in January",
        ),
        pytest.param(
            disabled(certificate={"valid_to": date(2026, 3, 1)}), ("350.00", "130.00"),
            id="certificate expired this month: paid up to its month",
        ),
    ],
)  # fmt: skip
def test_who_is_subsidised_and_how_much(one, expected):
    assert amounts(one) == tuple(None if amount is None else Decimal(amount) for amount in expected)


def test_ac_d6_the_month_of_the_application_counts():
    applied, decided = date(2026, 5, 28), date(2026, 6, 12)

    assert first_paid(Benefit.DISABILITY_LIVING, applied, decided) == date(2026, 5, 1)
    assert first_paid(Benefit.DISABILITY_NURSING, applied, decided) == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("on", "paid"),
    [
        pytest.param(date(2026, 6, 30), True, id="AC-D7 dies on 3 June: June is paid"),
        pytest.param(date(2026, 7, 1), False, id="AC-D7 dies on 3 June: July is not"),
    ],
)
def test_a_death_ends_the_subsidies_with_its_month(on, paid):
    dead = disabled(died_on=date(2026, 6, 3))

    assert [rule(dead, on).granted for rule in (living, nursing)] == [paid, paid]


@pytest.mark.parametrize(
    ("on", "paid"),
    [
        pytest.param(date(2026, 6, 30), True, id="AC-D8 destitute on 20 June: June is paid"),
        pytest.param(date(2026, 7, 1), False, id="AC-D8 destitute on 20 June: July is not"),
    ],
)
def test_a_confirmation_as_destitute_ends_the_subsidies_with_its_month(on, paid):
    tekun = Drawn(benefit=Benefit.DESTITUTE, monthly=1264, since=date(2026, 6, 20))

    assert [rule(disabled(drawn=(tekun,)), on).granted for rule in (living, nursing)] == [paid, paid]
    assert first_unpaid(Benefit.DISABILITY_LIVING, date(2026, 6, 20)) == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param("129.99", Decimal("130.00"), id="a cent less is drawn: nursing is paid"),
        pytest.param("130.00", None, id="as much is drawn: it goes on"),
        pytest.param("160.00", None, id="more is drawn"),
    ],
)
def test_of_two_nursing_moneys_the_higher_is_paid(other, expected):
    elder = Drawn(benefit=Benefit.ELDER_NURSING, monthly=other)

    assert nursing(disabled(drawn=(elder,)), ON).amount == expected


@pytest.mark.parametrize(
    ("group", "published", "formula"),
    [("severe", 256, 256), ("other", 183, 183), ("no_income", 730, 730), ("dependent", 438, 438)],
)
def test_what_yancheng_published_is_what_the_formula_gives_in_whole_yuan(group, published, formula):
    assert group_amount(group, ON, YANCHENG) == Decimal(published)
    assert by_formula(group, ON, YANCHENG) == Decimal(formula)
    assert plausible(ON, YANCHENG)


def test_a_published_value_is_the_law_even_where_the_formula_says_otherwise():
    huzhou = pack("huzhou")

    assert living(disabled(), ON, huzhou).amount == Decimal("311.00")
    assert not plausible(ON, huzhou)


@pytest.mark.parametrize(("presets", "amount"), [("yancheng", 130), ("nanjing", 140), ("suzhou", 160)])
def test_each_place_has_its_nursing_rate(presets, amount):
    assert nursing(disabled(), ON, pack(presets)).amount == amount


def test_every_failed_condition_is_named():
    one = disabled(
        "hearing", 3, category=None, local=False, in_custody=True, fixed_income=True,
        drawn=(Drawn(benefit=Benefit.DESTITUTE),), certificate={"valid_to": date(2020, 1, 1)},
    )  # fmt: skip

    assert [reason.code for reason in living(one, ON).reasons] == [
        "household_register", "certificate", "at_liberty", "household_in_need", "not_with_destitute",
    ]  # fmt: skip
    assert [reason.code for reason in nursing(one, ON).reasons] == [
        "household_register", "certificate", "at_liberty", "severe_disability", "not_with_destitute",
    ]  # fmt: skip


def test_an_unknown_income_leaves_it_open():
    assert living(disabled(category=None), ON).outcome is Outcome.UNDECIDED


def test_the_certificate_is_reminded_of_sixty_days_before_and_ends_with_its_month():
    paper = disabled(certificate={"valid_to": date(2026, 8, 15)}).certificate

    assert reminder(paper) == date(2026, 6, 16)
    assert stops(paper, ON) == date(2026, 9, 1)
    assert (reminder(disabled().certificate), stops(disabled().certificate, ON)) == (None, None)
    assert (paper.holds(date(2026, 8, 15)), paper.holds(date(2026, 8, 16))) == (True, False)


def test_a_day_before_the_law_is_an_error():
    with pytest.raises(LookupError, match="the first one holds since"):
        living(disabled(), date(2021, 6, 30))
