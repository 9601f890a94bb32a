"""What the family asks for (domain 8.2): accounts, the licence, survivor money and the one of three funeral moneys."""

from typing import Any

import pytest

from registry.services import BEREAVEMENT
from tests.workflows.deaths import AGENT, DIED, INSURED, bill, certificate, cremated, requested
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import PaperCity, calm, unhurried
from tests.workflows.paper_offices import PENDING, Body, answered, refused

pytestmark = pytest.mark.platform

ACCOUNTS = ("pension-account", "medical-account", "housing-fund", "driving-licence")
SCHEMES = (
    {"benefit": "pension_funeral"},
    {"benefit": "injury_funeral", "amount": "42000.00"},
    {"benefit": "unemployment_funeral", "amount": "3000.00"},
)
SEVERAL: dict[str, Any] = {**INSURED, "schemes": SCHEMES}
PENSIONER: dict[str, Any] = {**INSURED, "contribution_years": 30, "pension_years": 5}
CHOICE = "funeral_money_choice"


async def asking(city: PaperCity, *items: str, insured: dict[str, Any] = INSURED, **changed: object) -> PaperCase:
    """Two sources, and a request of the family."""
    city.departments.says("human-resources", "pension_stop", answered(**insured))
    events = (certificate(city.number), cremated(city.number), requested(city.number, *items, **changed))
    return await city.open(BEREAVEMENT, *events)


async def survivor_money(city: PaperCity, case: PaperCase) -> Body:
    """What human resources is shown when it is asked to decide."""
    await case.until(lambda _: city.departments.bodies("survivor_money"))
    details: Body = city.departments.bodies("survivor_money")[0]["details"]
    return details


@calm
async def test_one_request_reaches_every_office_with_the_reference_of_the_account(city: PaperCity) -> None:
    case = await asking(city, *ACCOUNTS)

    await case.until(lambda _: city.departments.bodies("licence_cancellation"))
    await case.until(lambda _: len(city.departments.bodies("account_to_heirs")) == 3)

    asked = city.departments.bodies("account_to_heirs")
    assert {each["department"] for each in asked} == {"human-resources", "medical-insurance", "housing-fund"}
    assert {each["details"]["account"] for each in asked} == {"acc-1"}
    assert [subject["ref"] for subject in asked[0]["subjects"]] == [city.number, AGENT]


@calm
@pytest.mark.parametrize(
    ("insured", "months", "lump_sum"),
    [(INSURED, 6, "30000.00"), (PENSIONER, 19, "95000.00")],
    ids=["AC-B1 an employee with 7 years", "AC-B3 a pensioner with 30 years who drew 5"],
)
async def test_human_resources_is_shown_what_the_law_reckons_ac_b1_ac_b3(city, insured, months, lump_sum) -> None:
    case = await asking(city, "survivor-money", insured=insured)

    shown = await survivor_money(city, case)
    record = await case.record()

    assert (shown["months"], shown["lump_sum"], shown["funeral"]) == (months, lump_sum, "10000.00")
    assert (shown["died_on"], shown["chosen"]) == (DIED, "pension_funeral")
    assert record.decisions[-1].rule == "survivor_money"
    assert city.departments.keys(CHOICE) == []


@calm
async def test_of_three_funeral_moneys_the_family_chooses_and_sees_the_highest(city: PaperCity) -> None:
    city.departments.says("civil-affairs", CHOICE, answered(chosen="injury_funeral"))
    case = await asking(city, "survivor-money", insured=SEVERAL)

    shown = await survivor_money(city, case)

    (put,) = city.departments.bodies(CHOICE)
    assert put["details"]["highest"] == "injury_funeral"
    assert [each["amount"] for each in put["details"]["moneys"]] == ["10000.00", "42000.00", "3000.00"]
    assert (shown["chosen"], shown["funeral"], shown["lump_sum"]) == ("injury_funeral", "0.00", "30000.00")


@unhurried
async def test_no_limit_that_passes_chooses_for_the_family(city: PaperCity) -> None:
    city.departments.says("civil-affairs", CHOICE, PENDING)
    case = await asking(city, "survivor-money", insured=SEVERAL)
    await case.until(lambda record: any(line.topic == CHOICE and line.status == "silent" for line in record.asked))
    silent = city.departments.keys("survivor_money")

    await case.answered(f"{CHOICE}/R-1", "civil-affairs", CHOICE, result={"chosen": "pension_funeral"})
    shown = await survivor_money(city, case)

    assert silent == []
    assert (shown["chosen"], shown["funeral"]) == ("pension_funeral", "10000.00")


@calm
async def test_a_family_that_has_chosen_already_is_not_asked(city: PaperCity) -> None:
    case = await asking(city, "survivor-money", insured=SEVERAL, funeral_money="unemployment_funeral")

    shown = await survivor_money(city, case)

    assert shown["chosen"] == "unemployment_funeral"
    assert city.departments.keys(CHOICE) == []


@calm
async def test_a_choice_that_is_not_among_those_due_is_asked_for_again(city: PaperCity) -> None:
    two = {**SEVERAL, "schemes": SEVERAL["schemes"][:2]}
    city.departments.says("civil-affairs", CHOICE, answered(chosen="pension_funeral"))
    case = await asking(city, "survivor-money", insured=two, funeral_money="unemployment_funeral")

    shown = await survivor_money(city, case)

    assert shown["chosen"] == "pension_funeral"
    assert city.departments.keys(CHOICE) == [f"{CHOICE}/R-1"]


@calm
async def test_a_family_that_does_not_choose_may_ask_again_and_loses_nothing(city: PaperCity) -> None:
    city.departments.says("civil-affairs", CHOICE, refused("家属意见不一"))
    case = await asking(city, "survivor-money", insured=SEVERAL)
    await case.until(lambda record: any("no funeral money chosen" in note for note in record.notes))
    before = city.departments.keys("survivor_money")

    again = requested(city.number, "survivor-money", request="R-2", funeral_money="injury_funeral")
    await case.hears(again)
    shown = await survivor_money(city, case)

    assert (before, shown["request"], shown["chosen"]) == ([], "R-2", "injury_funeral")
    letter = next(each for each in city.departments.bodies("deliver_notice") if "not-chosen/R-1" in each["key"])
    assert "家属尚未选择" in letter["details"]["text"]


@calm
async def test_what_an_office_refused_may_be_asked_for_again_under_another_number(city: PaperCity) -> None:
    city.departments.says("housing-fund", "account_to_heirs", refused("银行账户有误"))
    case = await asking(city, "housing-fund")
    await case.until(lambda now: any(line.status == "refused" for line in now.asked))

    await case.hears(requested(city.number, "housing-fund", account="acc-1"))
    await case.hears(requested(city.number, "housing-fund", request="R-2", account="acc-2"))
    await case.until(lambda _: len(city.departments.bodies("account_to_heirs")) == 2)

    first, second = city.departments.bodies("account_to_heirs")
    assert (first["details"]["account"], second["details"]["account"]) == ("acc-1", "acc-2")


@calm
async def test_what_was_asked_for_once_is_not_asked_for_twice(city: PaperCity) -> None:
    case = await asking(city, "housing-fund")
    await case.until(lambda _: city.departments.bodies("account_to_heirs"))

    await case.hears(requested(city.number, "housing-fund", "medical-account", request="R-2"))
    record = await case.until(lambda now: any("under way already" in note for note in now.notes))
    await case.until(lambda _: len(city.departments.bodies("account_to_heirs")) == 2)

    assert record.status == "open"
    assert sorted(city.departments.keys("account_to_heirs")) == [
        "account_to_heirs/housing-fund", "account_to_heirs/medical-account",
    ]  # fmt: skip


@calm
async def test_somebody_who_was_not_insured_is_put_to_human_resources_all_the_same(city: PaperCity) -> None:
    """No office is told by us that nothing is due: it decides, and says why."""
    city.departments.says("human-resources", "survivor_money", refused("未参保"))
    case = await asking(city, "survivor-money", insured={"insured": False})

    shown = await survivor_money(city, case)
    record = await case.until(lambda now: any(line.topic == "survivor_money" and line.reason for line in now.asked))

    assert "lump_sum" not in shown
    assert next(line.reason for line in record.asked if line.topic == "survivor_money") == "未参保"


@calm
async def test_a_request_waits_until_the_death_stands(city: PaperCity) -> None:
    case = await city.open(BEREAVEMENT, requested(city.number, "housing-fund"), certificate(city.number))
    await case.asks("one_source")
    before = city.departments.keys("account_to_heirs")

    await case.hears(cremated(city.number))
    await case.until(lambda _: city.departments.keys("account_to_heirs"))

    assert before == []


async def test_a_request_that_comes_after_the_case_has_closed_is_served_in_a_case_of_its_own(city: PaperCity) -> None:
    city.departments.says("human-resources", "pension_stop", answered(**INSURED))
    late = requested(city.number, "survivor-money", "housing-fund", request="R-9")

    case = await city.open(BEREAVEMENT, late, key=("R-9",))
    record = await case.closed()

    assert record.outcome == "settled"
    assert city.said(case, "death.settled")[0]["results"] == {
        "pension": "answered", "housing-fund": "answered", "survivor-money": "answered",
    }  # fmt: skip
    assert "death.confirmed" not in city.sent(case)


async def test_a_bill_that_comes_after_the_case_has_closed_is_settled(city: PaperCity) -> None:
    for office, said in (("public-security", {"local": True}), ("civil-affairs", {"destitute": False}),
                         ("human-resources", {"institutional_money": False})):  # fmt: skip
        city.departments.says(office, "funeral_standing", answered(**said))

    case = await city.open(BEREAVEMENT, bill(city.number), key=("2026-05-03",))
    record = await case.closed()

    assert record.outcome == "settled"
    assert city.departments.bodies("charge_waiver")[0]["details"]["amount"] == "1500.00"
