"""Subsidies that nobody applied for (主动办, domain 9.2): listed by data, offered, never without somebody's word."""

from typing import Any

import pytest

from events.contracts.disability import DisabilityOfferAnswered
from schemas.cases import CaseRecord
from tests.days import today
from tests.workflows.disability.persons import CERTIFICATE, LIVING, NURSING, Town
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import calm

pytestmark = pytest.mark.platform
NOW = f"{today():%y-%m}"
ONLY_NURSING = ["disability_nursing"]
WAGE = ({"code": "wage", "amount": "3000.00", "as_of": "2026-05-01"},)


async def below(city: Town, case: PaperCase) -> PaperCase:
    """The first case below this one."""
    record = await case.until(lambda now: now.children)
    handle: Any = city.client.get_workflow_handle(record.children[0], result_type=CaseRecord)
    return PaperCase(record.children[0], handle)


async def offered(city: Town) -> PaperCase:
    """The offer that a new certificate of a stranger leads to."""
    return await below(city, await city.happens(city.graded("2026-05-10", 1)))


async def answers(city: Town, offer: PaperCase, *wanted: str) -> None:
    await offer.until(lambda now: now.stage == "offer")
    await offer.hears(DisabilityOfferAnswered.model_validate({
        "case": offer.id, "person": city.person, "wanted": wanted, "on": today()}))  # fmt: skip


@calm
async def test_a_new_certificate_of_a_stranger_is_listed_and_paid_from_the_month_of_the_listing(city: Town) -> None:
    city.knows(means=WAGE)
    offer = await offered(city)

    await answers(city, offer, *ONLY_NURSING)
    ask = await offer.asks("confirmation")
    await offer.decide("confirmation")
    record = await offer.closed()

    assert (ask.unit, record.outcome) == ("CZ-TN", "granted")
    assert (city.holds(LIVING), city.holds(NURSING)) == ([], [(NOW, None, "130.00")])
    assert city.said(offer, "disability.subsidy-offered")[0]["kinds"] == ONLY_NURSING
    letters = {each["details"]["kind"]: each["details"]["text"] for each in city.departments.bodies("deliver_notice")}
    assert "不视为放弃" in letters["disability_offer"]


@calm
async def test_who_declines_draws_nothing_and_nobody_decides_anything(city: Town) -> None:
    city.knows(means=WAGE)
    offer = await offered(city)

    await answers(city, offer)
    record = await offer.closed()

    assert (record.outcome, record.rulings, city.holds(NURSING)) == ("declined", (), [])


@pytest.mark.parametrize(
    ("choice", "outcome", "nursing"),
    [
        pytest.param("agrees", "granted", [(NOW, None, "130.00")], id="agrees at the door"),
        pytest.param("declines", "declined", [], id="declines at the door"),
        pytest.param("not_met", "offer_open", [], id="nobody was met: the offer stands"),
    ],
)
async def test_silence_is_no_refusal_the_town_calls_on_the_person(
    city: Town, choice: str, outcome: str, nursing: Any
) -> None:
    city.knows(means=WAGE)
    offer = await offered(city)

    ask = await offer.asks("agreement")
    await offer.decide("agreement", choice)
    if choice == "agrees":
        await offer.decide("confirmation")
    record = await offer.closed()

    assert (ask.role, ask.unit) == ("town officer", "CZ-TN-LL")
    assert (record.outcome, city.holds(NURSING)) == (outcome, nursing)


@calm
async def test_somebody_registered_elsewhere_is_offered_nothing(city: Town) -> None:
    city.knows(local=False)

    record = await (await offered(city)).closed()

    assert (record.outcome, city.departments.asked_for("deliver_notice")) == ("not_local", [])


@calm
async def test_what_the_offices_rule_out_is_not_offered(city: Town) -> None:
    city.knows({"disability": {"kind": "physical", "grade": 3}, "issued_on": "2026-05-10"}, means=WAGE)
    case = await city.happens(city.graded("2026-05-10", 1))

    record = await (await below(city, case)).closed()

    assert record.outcome == "nothing_to_offer"


@calm
async def test_a_recognised_household_with_a_disabled_member_is_listed_and_offered_both(city: Town) -> None:
    confirmed = city.recognised(disability={"kind": "physical", "grade": 1})
    listing = await city.happens(confirmed)
    person = await below(city, listing)
    offer = await below(city, person)

    await answers(city, offer, "disability_living", "disability_nursing")
    await offer.decide("confirmation")
    record = await offer.closed()

    assert ((await listing.closed()).outcome, (await person.closed()).outcome) == ("listed", "unchanged")
    assert record.outcome == "granted"
    assert (city.holds(LIVING), city.holds(NURSING)) == ([(NOW, None, "350.00")], [(NOW, None, "130.00")])


@calm
async def test_a_recognition_that_is_announced_before_it_is_entered_is_waited_for(city: Town) -> None:
    confirmed = city.recognised().model_copy(update={"case": f"assistance:{city.number}-late"})
    listing = await city.happens(confirmed)
    await listing.until(lambda now: now.read)

    city.recognised(case="late", disability={"kind": "physical", "grade": 1})
    record = await listing.closed()

    assert (record.outcome, len(record.children)) == ("listed", 1)


@calm
async def test_a_household_without_a_disabled_member_opens_nothing(city: Town) -> None:
    record = await (await city.happens(city.recognised(works=False))).closed()

    assert (record.outcome, record.children) == ("nobody_concerned", ())


@calm
async def test_an_offer_is_made_once_a_month_whatever_led_to_it(city: Town) -> None:
    city.knows(means=WAGE)
    first = await city.happens(city.graded("2026-05-10", 1))
    await below(city, first)

    second = await (await city.happens(city.graded("2026-05-11", 1))).closed()

    assert second.children == ()
    assert any("offered this month already" in note for note in second.notes)


@calm
async def test_who_takes_back_what_was_agreed_to_can_apply_later(city: Town) -> None:
    city.knows(means=WAGE)
    offer = await offered(city)
    await answers(city, offer, *ONLY_NURSING)
    await offer.decide("confirmation", "return")
    await offer.asks("confirmation")

    await offer.withdraw()
    withdrawn = await offer.closed()
    application = await city.apply(kinds=ONLY_NURSING, submitted_on=str(today()))
    await application.decide("first_check")
    await application.decide("confirmation")

    assert (withdrawn.outcome, (await application.closed()).outcome) == ("withdrawn", "granted")


@calm
async def test_what_was_looked_at_in_vain_is_offered_in_the_same_month_once_it_is_certain(city: Town) -> None:
    """Of grade 3 only living could be due, which the wage rules out until the household is recognised."""
    city.knows({**CERTIFICATE, "disability": {"kind": "physical", "grade": 3}}, means=WAGE)
    vain = await (await below(city, await city.happens(city.graded("2026-05-10", 3)))).closed()

    listing = await city.happens(city.recognised(disability={"kind": "physical", "grade": 3}))
    offer = await below(city, await below(city, listing))
    await answers(city, offer, "disability_living")
    await offer.decide("confirmation")
    record = await offer.closed()

    assert (vain.outcome, record.outcome) == ("nothing_to_offer", "granted")
    assert city.holds(LIVING) == [(NOW, None, "250.00")]


@calm
async def test_who_applies_meanwhile_is_decided_once(city: Town) -> None:
    city.knows(means=WAGE)
    offer = await offered(city)
    await offer.until(lambda now: now.stage == "offer")
    application = await city.apply(kinds=ONLY_NURSING)
    await application.decide("first_check")
    await application.asks("confirmation")

    await answers(city, offer, *ONLY_NURSING)
    record = await offer.closed()

    assert record.outcome == "merged_duplicate"
    assert any(application.id in note for note in record.notes)
