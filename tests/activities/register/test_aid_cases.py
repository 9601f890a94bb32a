"""Temporary aid with a register: what was given before, and what when it was obtained by a lie (domain 3.7)."""

from collections.abc import AsyncIterator, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio

from activities.adapters.register.book import SqlBook
from activities.adapters.register.upgrade import upgrade
from events.contracts.bereavement import DeathConfirmed
from events.contracts.civil_affairs import (
    AssistanceAidFoundInvented,
    AssistanceChangeAnswered,
    AssistancePapersSupplied,
    AssistanceSpendingAidApplied,
)
from registry.services import AID_RECOVERY, ASSISTANCE, REVIEW, SPENDING_AID
from schemas.cases import CaseRecord
from schemas.deaths import DeathKind
from schemas.identifiers import PersonRef
from tests.activities.register.conftest import rows
from tests.workflows.applications import FIRE, application, authorised, person, submitted
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import SHORT_DAY, UNHURRIED_DAY, PaperCities, PaperCity, paper_cities
from tests.workflows.paper_offices import answered

pytestmark = [pytest.mark.platform, pytest.mark.asyncio(loop_scope="module")]
DIED = date(2026, 3, 10)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlBook]:
    address = f"sqlite:///{tmp_path_factory.mktemp('register') / 'register.db'}"
    upgrade(address)
    opened = SqlBook(address)
    yield opened
    opened.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def cities(book: SqlBook) -> AsyncIterator[PaperCities]:
    async with paper_cities(book) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def city(cities: PaperCities) -> PaperCity:
    return await cities.founded(SHORT_DAY)


def alone(city: PaperCity, household: str = "one") -> dict[str, Any]:
    """The same person, in whatever household."""
    ref = f"p-{city.number}"
    return {
        "household": {
            "ref": f"h-{household}-{city.number}", "members": [person(ref, "1980-03-15", "male", "applicant")],
        },
        "authorisations": authorised(ref), "incomes": [{"person": ref, "kind": "wage", "monthly": "2500.00"}],
    }  # fmt: skip


async def struck(cities: PaperCities, city: PaperCity, household: str = "one", **changed: Any) -> PaperCase:
    of = {**alone(city, household), "applied_for": None, "emergency": FIRE, **changed}
    return await city.open(ASSISTANCE, submitted(city.number, **of))


async def next_application(cities: PaperCities, city: PaperCity) -> PaperCity:
    """The same offices and the same person, under the number of a later application."""
    later = cities.known(PaperCity(city.client))
    later.departments, later.post = city.departments, city.post
    return later


async def emergency_paid(city: PaperCity, case: PaperCase) -> CaseRecord:
    await case.decide("emergency", "pay", reasons="特殊情况,经集体研究")
    await case.hears(AssistancePapersSupplied.model_validate({"number": city.number, "household": f"h-{city.number}"}))
    return await case.closed()


async def test_the_same_cause_is_not_aided_again_in_a_year_unless_a_person_finds_it_special(cities, city, book):
    await emergency_paid(city, await struck(cities, city))
    person_ = alone(city, "another")
    again = await next_application(cities, city)
    case = await again.open(ASSISTANCE, submitted(again.number, **person_, applied_for=None, emergency=FIRE))

    ask = await case.asks("emergency")
    told = await case.refusal("emergency", "pay", reasons="")
    record = await emergency_paid(again, case)

    letter = again.departments.bodies("deliver_notice")[-1]["details"]["text"]
    assert (ask.choices, ask.proposal) == (("decline", "pay"), "decline")
    assert "needs reasons" in told
    assert (record.outcome, record.amount) == ("emergency_paid", Decimal("3000.00"))
    assert "特殊情况,经集体研究" in letter
    assert "同一事由一个自然年度内原则上救助一次" in letter


async def test_another_cause_in_the_same_year_is_aided_in_the_ordinary_way(cities, city):
    await emergency_paid(city, await struck(cities, city))
    person_ = alone(city)
    again = await next_application(cities, city)
    accident = {"cause": "traffic accident", "happened_on": "2026-03-07", "need": "900.00"}

    case = await again.open(ASSISTANCE, submitted(again.number, **person_, applied_for=None, emergency=accident))

    assert (await case.asks("emergency")).choices == ("pay", "decline")


def spending(city: PaperCity, of: dict[str, Any], cause: str) -> AssistanceSpendingAidApplied:
    form = application(city.number, **of, applied_for=None, rigid_spending_12_months="30000.00")
    return AssistanceSpendingAidApplied.model_validate({"application": form, "cause": cause})


async def spending_paid(city: PaperCity, of: dict[str, Any], cause: str) -> str:
    """What was proposed; it is paid whatever that was."""
    case = await city.open(SPENDING_AID, spending(city, of, cause))
    await case.decide("acceptance")
    ask = await case.asks("spending_aid")
    await case.decide("spending_aid", "pay", reasons="特殊情况")
    assert (await case.closed()).outcome == "paid"
    return str(ask.proposal)


async def test_spending_is_aided_twice_a_year_and_each_cause_once(cities, city, book):
    of, proposed = alone(city), []
    for cause in ("medical", "medical", "education", "living"):
        proposed.append(await spending_paid(city, of, cause))
        city = await next_application(cities, city)

    kinds = [row["cause"] for row in rows(book.engine)["temporary_aid"] if row["household"] == of["household"]["ref"]]
    assert proposed == ["5000.00", "refuse", "refuse", "refuse"]
    assert sorted(kinds) == ["education", "living", "medical", "medical"]


async def asked_twice(cities: PaperCities, city: PaperCity, cause: str = "medical") -> tuple[PaperCase, PaperCase]:
    """The husband online, and the village on behalf: one bill, two numbers, and both wait for their officer."""
    of, again = alone(city), await next_application(cities, city)
    online = await city.open(SPENDING_AID, spending(city, of, cause))
    by_the_village = await again.open(SPENDING_AID, spending(again, of, cause))
    for case in (online, by_the_village):
        await case.decide("acceptance")
        await case.asks("spending_aid")
    return online, by_the_village


async def test_one_bill_under_two_numbers_is_not_paid_twice(cities, city, book):
    first, second = await asked_twice(cities, city)
    before = await second.asks("spending_aid")
    await first.decide("spending_aid")
    await first.closed()

    await second.decide("spending_aid")
    await second.until(lambda now: now.pending and now.pending.proposal == "refuse")
    again = await second.asks("spending_aid")
    await second.decide("spending_aid", "refuse", reasons="同一事由已获救助")
    record = await second.closed()

    (entered,) = (row for row in rows(book.engine)["temporary_aid"]
                  if row["household"] == alone(city)["household"]["ref"])  # fmt: skip
    assert (before.proposal, again.choices[0], record.outcome) == ("5000.00", "refuse", "refused")
    assert city.departments.asked_for("pay_once") == ["finance"]
    assert entered["case_id"] == first.id
    assert [decision.outcome for decision in record.decisions] == ["refused"]
    assert "同一事由一个自然年度内救助一次" in city.departments.bodies("deliver_notice")[-1]["details"]["text"]
    assert any("aid was given meanwhile" in note for note in record.notes)


async def test_a_person_may_pay_the_second_case_with_the_first_in_sight_and_nothing_hangs_anew(cities, city):
    first, second = await asked_twice(cities, city)
    posted = len(city.departments.asked_for("post_publicity"))
    await first.decide("spending_aid")
    await first.closed()

    await second.decide("spending_aid")
    await second.until(lambda now: now.pending and now.pending.proposal == "refuse")
    await second.decide("spending_aid", "pay", reasons="特殊情况")

    assert (await second.closed()).outcome == "paid"
    assert posted == len(city.departments.asked_for("post_publicity")) == 2


async def test_another_cause_that_was_aided_meanwhile_is_weighed_and_the_notice_does_not_hang_again(cities, city, book):
    """Once is not too often: the officer is asked again all the same, who may weigh it."""
    of, later = alone(city), await next_application(cities, city)
    case = await city.open(SPENDING_AID, spending(city, of, "medical"))
    await case.decide("acceptance")
    await case.asks("spending_aid")
    assert await spending_paid(later, of, "education") == "5000.00"

    await case.decide("spending_aid")
    await case.until(lambda now: any("aid was given meanwhile" in note for note in now.notes))
    ask = await case.asks("spending_aid")
    await case.decide("spending_aid")
    record = await case.closed()

    assert (ask.proposal, record.outcome) == ("5000.00", "paid")
    assert city.departments.asked_for("post_publicity") == ["civil-affairs", "civil-affairs"]


async def test_two_reports_of_one_fire_are_not_both_paid(cities, city, book):
    first, again = await struck(cities, city), await next_application(cities, city)
    second = await again.open(ASSISTANCE, submitted(
        again.number, **alone(city, "another"), applied_for=None, emergency=FIRE))  # fmt: skip
    before = await second.asks("emergency")
    await first.asks("emergency")
    await first.decide("emergency")
    await first.until(lambda now: now.amount)

    await second.decide("emergency", "pay")
    await second.until(lambda now: now.pending and now.pending.proposal == "decline")
    ask = await second.asks("emergency")
    await second.decide("emergency", "decline", reasons="已获救助")
    record = await second.closed()

    assert (before.proposal, ask.choices) == ("3000.00", ("decline", "pay"))
    assert record.outcome == "emergency_declined"
    assert [decision.outcome for decision in record.decisions] == ["refused"]
    assert len(city.departments.bodies("pay_emergency")) == 1
    assert [clock.name for clock in record.clocks].count("emergency") == 1


async def told_of(city: PaperCity, person_: str) -> None:
    """A stranger to every right: the review keeps the death, and concerns nobody."""
    death = DeathConfirmed(case="bereavement:1", person=PersonRef(person_), on=DIED, reported_on=DIED,
                           how=DeathKind.HOSPITAL, sources=("health", "public-security"))  # fmt: skip
    review = await city.open(REVIEW, death, key=(death.fact, person_, str(DIED)))
    assert (await review.closed()).outcome == "nobody_concerned"


async def test_aid_for_who_died_before_it_was_paid_ends_without_a_decision(city, book):
    of = alone(city)
    case = await city.open(SPENDING_AID, spending(city, of, "medical"))
    await case.decide("acceptance")
    await case.asks("spending_aid")

    await told_of(city, f"p-{city.number}")
    await case.decide("spending_aid")
    record = await case.closed()

    assert (record.outcome, record.amount) == ("applicant_died", None)
    assert city.departments.asked_for("pay_once") == city.departments.asked_for("deliver_notice") == []
    assert [row for row in rows(book.engine)["temporary_aid"] if row["case_id"] == case.id] == []
    assert city.said(case, "assistance.closed")[0]["outcome"] == "applicant_died"


async def test_who_is_left_of_two_is_told_and_aided_after_a_new_decision(city, book):
    of, two = alone(city), person(f"p2-{city.number}", "1982-05-01", "female", "spouse")
    of["household"]["members"].append(two)
    of["authorisations"] += authorised(two["ref"])
    of["incomes"].append({"person": two["ref"], "kind": "wage", "monthly": "2500.00"})
    case = await city.open(SPENDING_AID, spending(city, of, "medical"))
    await case.decide("acceptance")
    await case.asks("spending_aid")

    await told_of(city, two["ref"])
    await case.decide("spending_aid")
    await case.decide("spending_aid")
    record = await case.closed()

    members = {row["person"] for row in rows(book.engine)["membership"] if row["case_id"] == case.id}
    assert (record.outcome, members) == ("paid", {f"p-{city.number}"})
    assert [ruled.question for ruled in record.rulings] == ["acceptance", "spending_aid", "spending_aid"]
    assert [body["details"]["kind"] for body in city.departments.bodies("deliver_notice")] == ["recounted", "granted"]


async def test_aid_that_was_invented_is_reclaimed_by_a_persons_word_and_nothing_else_ends_ac_e6(cities, city, book):
    await emergency_paid(city, await struck(cities, city))
    household = alone(city)["household"]["ref"]
    case = await city.open(AID_RECOVERY, invented(city, household), key=("emergency_aid",))

    ask = await case.asks("aid_recovery")
    await case.decide("aid_recovery")
    record = await case.closed()

    kept = [row for row in rows(book.engine)["recovery"] if row["household"] == household]
    assert (ask.unit, ask.proposal, ask.choices) == ("CZ-TN", "3000.00", ("repay", "set_off", "waive", "stands"))
    assert record.outcome == "repay"
    assert [(row["benefit"], row["total"], row["way"]) for row in kept] == [
        ("emergency_aid", Decimal("3000.00"), "repay")
    ]
    assert city.sent(case) == ["assistance.change-proposed", "assistance.aid-recovery-decided", "assistance.review-due"]
    assert [row["kind"] for row in rows(book.engine)["temporary_aid"] if row["household"] == household] == [
        "emergency_aid"
    ]  # fmt: skip
    letter = city.departments.bodies("deliver_notice")[-1]["details"]["text"]
    assert "应退还金额:3000.00元" in letter


def invented(city: PaperCity, household: str) -> AssistanceAidFoundInvented:
    return AssistanceAidFoundInvented.model_validate({
        "number": city.number, "household": household, "kind": "emergency_aid", "town": "CZ-TN-LL", "county": "CZ-TN",
        "reported_on": date(2026, 6, 2),
    })  # fmt: skip


async def test_a_county_that_is_convinced_by_the_household_lets_the_aid_stand_ac_e6(cities, book):
    city = await cities.founded(UNHURRIED_DAY)
    await emergency_paid(city, await struck(cities, city))
    household = alone(city)["household"]["ref"]
    case = await city.open(AID_RECOVERY, invented(city, household), key=("emergency_aid",))
    await case.until(lambda now: now.stage == "hearing")

    await case.hears(
        AssistanceChangeAnswered.model_validate({"case": case.id, "household": household, "objects": True})
    )
    await case.decide("aid_recovery", "stands", reasons="消防证明属实")
    record = await case.closed()

    assert record.outcome == "stands"
    assert any("contests the finding" in note for note in record.notes)
    assert city.sent(case) == ["assistance.change-proposed"]
    assert [row for row in rows(book.engine)["recovery"] if row["household"] == household] == []


async def test_a_monthly_sum_that_cannot_be_read_is_asked_for_again(cities, city, book):
    await emergency_paid(city, await struck(cities, city))
    household = alone(city)["household"]["ref"]
    case = await city.open(AID_RECOVERY, invented(city, household), key=("emergency_aid",))

    await case.decide("aid_recovery", "set_off", details={"monthly": "a little"})
    await case.until(lambda now: any("no sum of money" in note for note in now.notes) and now.pending)
    await case.decide("aid_recovery", "set_off", details={"monthly": "150.00"})
    record = await case.closed()

    kept = [row for row in rows(book.engine)["recovery"] if row["household"] == household]
    assert record.outcome == "set_off"
    assert [(row["total"], row["monthly"]) for row in kept] == [(Decimal("3000.00"), Decimal("150.00"))]


async def test_what_was_never_given_is_not_reclaimed(city):
    case = await city.open(AID_RECOVERY, invented(city, "h-nobody"), key=("emergency_aid",))

    assert (await case.closed()).outcome == "nothing_given"


async def test_what_the_county_granted_above_the_towns_limit_is_reclaimed_too(cities, city, book):
    large = {**FIRE, "need": "6000.00"}
    case = await struck(cities, city, emergency=large, consents=["charity-aid"])
    city.departments.says("civil-affairs", "verify_emergency", answered(verified_need="6000.00"))
    await case.decide("emergency")
    await case.decide("emergency_rest")
    await case.closed()

    recovery = await city.open(AID_RECOVERY, invented(city, alone(city)["household"]["ref"]), key=("emergency_aid",))
    ask = await recovery.asks("aid_recovery")

    assert ask.proposal == "6000.00"
