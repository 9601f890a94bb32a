"""Domain 3.4 and 2.10: who is counted, which income, and whose word goes first."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.household import counted_members, purse
from schemas.households import Income, IncomeKind
from schemas.people import Absence, Relation
from schemas.questions import ItemCode
from tests.policy.facts import ON, application, family, incomes, item, member, person, reply

AMOUNTS = st.decimals(0, 20000, places=2)


@pytest.mark.parametrize(
    ("changed", "counted"),
    [
        pytest.param({"relation": Relation.SPOUSE}, True, id="spouse"),
        pytest.param({"relation": Relation.PARENT}, True, id="parent living together"),
        pytest.param({"relation": Relation.ADULT_CHILD}, True, id="adult child who cannot live independently"),
        pytest.param({"relation": Relation.ADULT_CHILD, "dependent": False}, False, id="adult child on his own feet"),
        pytest.param({"relation": Relation.ADULT_CHILD, "dependent": False, "student": True}, True, id="student"),
        *(pytest.param({"absence": absence}, False, id=absence.value) for absence in Absence),
    ],
)
def test_a_member_is_counted_as_the_rule_says(changed, counted):
    household = application((*family(1), member(2, **changed)))

    assert (person(2) in [one.ref for one in counted_members(household, (), ON)]) is counted


@pytest.mark.parametrize("code", [ItemCode.DEATH, ItemCode.PRISON])
def test_a_member_is_counted_until_the_register_says_otherwise(code):
    replies = (reply(item(2, code, as_of=date(2026, 3, 1))),)

    assert len(counted_members(application(family(2)), replies, date(2026, 2, 28))) == 2
    assert len(counted_members(application(family(2)), replies, date(2026, 3, 1))) == 1


@pytest.mark.parametrize(
    "kind",
    [
        IncomeKind.VETERAN_BENEFIT,
        IncomeKind.DISABILITY_SUBSIDY,
        IncomeKind.OLD_AGE_ALLOWANCE,
        IncomeKind.SCHOLARSHIP,
        IncomeKind.TEMPORARY_AID,
        IncomeKind.CHARITY,
    ],
)
def test_some_income_is_not_counted(kind):
    living = purse(application(family(1), incomes(500, kind=kind)), (), ON)

    assert living.income == Decimal(0)
    assert len(living.lines) == 1


@pytest.mark.parametrize(
    ("declared", "found", "counted", "source"),
    [
        pytest.param("900", "4500", "4500", "human-resources", id="the register knows more"),
        pytest.param("4500", "900", "900", "human-resources", id="the register knows less, and it is authoritative"),
        pytest.param("900", None, "900", "declaration", id="the register knows nothing"),
        pytest.param(None, "900", "900", "human-resources", id="nothing was declared"),
    ],
)
def test_the_authoritative_source_goes_before_the_declaration(declared, found, counted, source):
    said = incomes(declared, kind=IncomeKind.PENSION) if declared else ()
    replies = (reply(item(1, ItemCode.PENSION, found)),) if found else ()

    living = purse(application(family(1), said), replies, ON)

    assert [(line.amount, line.source) for line in living.lines] == [(Decimal(counted), source)]


def test_human_resources_go_before_tax_and_employers_add_up():
    replies = (
        reply(item(1, ItemCode.TAXED_INCOME, "9000"), department="taxation"),
        reply(item(1, ItemCode.WAGE, "1000"), item(1, ItemCode.WAGE, "500")),
    )

    assert purse(application(family(1)), replies, ON).income == 1500


def test_a_register_that_knows_only_a_part_leaves_a_higher_declaration():
    replies = (reply(item(1, ItemCode.UNEMPLOYMENT_BENEFIT, "800")),)

    assert purse(application(family(1), incomes(1000, kind=IncomeKind.TRANSFER)), replies, ON).income == 1000
    assert purse(application(family(1), incomes(300, kind=IncomeKind.TRANSFER)), replies, ON).income == 800


@pytest.mark.parametrize(
    ("works", "wage", "net"),
    [
        pytest.param(True, "1800", "1500", id="30 % of the standard"),
        pytest.param(False, "1800", "1800", id="only for who works"),
        pytest.param(True, "200", "0", id="never more than the wage"),
    ],
)
def test_the_cost_of_working_is_deducted(works, wage, net):
    assert purse(application(family(1, works=works), incomes(wage)), (), ON).net == Decimal(net)


def test_facts_carry_their_source_and_day():
    replies = (reply(item(1, ItemCode.PENSION, "900", as_of=date(2026, 2, 28))),)

    facts = {fact.name: fact for fact in purse(application(family(1)), replies, ON).facts}

    found = facts["pension of p-1"]
    assert (found.value, found.source, found.on) == ("900.00", "human-resources", date(2026, 2, 28))


@given(st.lists(AMOUNTS, min_size=1, max_size=8), st.lists(st.booleans(), min_size=8, max_size=8))
def test_income_a_head_is_never_negative(amounts, works):
    members = tuple(one.model_copy(update={"works": at_work}) for one, at_work in zip(family(8), works, strict=True))

    assert purse(application(members, incomes(*amounts)), (), ON).per_capita >= 0


@given(st.lists(AMOUNTS, min_size=1, max_size=6))
def test_a_member_without_income_never_raises_income_a_head(amounts):
    size = len(amounts)
    before = purse(application(family(size), incomes(*amounts)), (), ON).per_capita
    after = purse(application(family(size + 1), incomes(*amounts)), (), ON).per_capita

    assert after == before * Fraction(size, size + 1) <= before


def test_incomes_of_one_kind_add_up():
    twice = (*incomes(400), Income(person=person(1), kind=IncomeKind.WAGE, monthly=Decimal(250)))

    assert purse(application(family(1), twice), (), ON).income == 650
