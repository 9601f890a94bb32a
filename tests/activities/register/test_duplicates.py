"""Duplicates are found before work starts (domain 2.9): the first goes on, a person decides about the later one."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import pytest
import pytest_asyncio

from activities.adapters.register.book import SqlBook
from activities.adapters.register.rights import SqlRights
from activities.adapters.register.upgrade import upgrade
from events.contracts.civil_affairs import AssistanceApplicationSubmitted
from registry.services import ASSISTANCE
from schemas.rights import StandingRequest
from tests.workflows.applications import EDGE, not_contested, submitted
from tests.workflows.paper_case import PaperCase, eventually
from tests.workflows.paper_city import LONG_DAY, PaperCities, PaperCity, paper_cities
from tests.workflows.paper_offices import refused

pytestmark = [pytest.mark.platform, pytest.mark.asyncio(loop_scope="module")]

STEPS = ("acceptance", "opinion", "confirmation")
Filed = Callable[..., Awaitable[tuple[PaperCity, PaperCase]]]


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Iterator[SqlBook]:
    address = f"sqlite:///{tmp_path_factory.mktemp('register') / 'register.db'}"
    upgrade(address)
    opened = SqlBook(address)
    yield opened
    opened.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def cities(book) -> AsyncIterator[PaperCities]:
    async with paper_cities(book) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def file(cities: PaperCities) -> Filed:
    """Files applications of one family, which no other test knows, each under a number of its own, and accepts them."""
    family = (await cities.founded(LONG_DAY)).number

    async def filed(household: str = "h-1", *, accepted: bool = True, **changed: Any) -> tuple[PaperCity, PaperCase]:
        city = await cities.founded(LONG_DAY)
        city.departments.says("civil-affairs", "transfer_package", refused("档案正在移交"))
        of = {"incomes": EDGE, **changed, "household": {"ref": f"{family}-{household}"}}
        said = submitted(city.number, **of).model_dump_json().replace('"p-', f'"p-{family}-')
        case = await city.open(ASSISTANCE, AssistanceApplicationSubmitted.model_validate_json(said))
        if accepted:
            await case.decide("acceptance")
        return city, case

    return filed


async def recognised(case: PaperCase) -> None:
    for question in STEPS[1:]:
        await case.decide(question)
    assert (await case.closed()).outcome == "granted"


async def waits_for(case: PaperCase, other: PaperCase) -> None:
    await case.until(lambda record: record.waiting_on == f"other case: {other.id}")


async def test_a_household_that_applies_twice_is_merged_and_told_that_nothing_is_refused(file):
    _, first = await file()
    city, second = await file()

    ask = await second.asks("duplicate")
    assessed = (await second.record()).decisions
    await second.decide("duplicate")
    record = await second.closed()
    await recognised(first)

    (notice,) = city.departments.bodies("deliver_notice")
    assert (ask.role, ask.unit, ask.choices) == ("town officer", "CZ-TN-LL", ("merge", "wait", "go_on"))
    assert [decision.rule for decision in assessed] == ["double_application"]
    assert (record.outcome, record.children) == ("merged_duplicate", ())
    assert first.id.split(":")[1] in notice["details"]["text"]
    assert city.sent(second) == ["assistance.accepted", "assistance.closed"]
    assert city.departments.asked_for("means") == []


async def test_who_was_accepted_first_is_not_asked_anything(file):
    _, first = await file()
    await file()

    await recognised(first)

    assert [ruled.question for ruled in (await first.record()).rulings] == list(STEPS)


@pytest.mark.parametrize("end", ["refused", "withdrawn"])
async def test_another_household_that_counts_a_person_too_waits_until_the_first_is_resolved(file, end):
    _, first = await file("h-1")
    _, second = await file("h-2")

    ask = await second.asks("duplicate")
    await second.decide("duplicate")
    await waits_for(second, first)
    await (first.withdraw() if end == "withdrawn" else refuse(first))
    await recognised(second)

    assert ask.choices == ("wait", "merge", "go_on")


async def refuse(case: PaperCase) -> None:
    await case.refuse("opinion", not_contested(case.id.split(":")[1]))
    await case.decide("confirmation", "refuse")


async def test_a_person_decides_anew_when_the_first_was_recognised(file):
    _, first = await file("h-1")
    _, second = await file("h-2")
    await second.decide("duplicate", "wait")
    await waits_for(second, first)

    await recognised(first)
    again = await second.asks("duplicate")
    await second.decide("duplicate", "merge", reasons="已随另一家庭享受待遇")
    record = await second.closed()

    assert again.choices == ("wait", "merge", "go_on")
    assert record.outcome == "merged_duplicate"
    assert [ruled.choice for ruled in record.rulings if ruled.question == "duplicate"] == ["wait", "merge"]


async def test_a_mistake_of_reference_goes_on_with_reasons(file):
    await file("h-1")
    _, second = await file("h-2")

    told = await second.refusal("duplicate", "go_on", reasons="")
    await second.decide("duplicate", "go_on", reasons="身份核验为两人,前案编号录入有误")
    await recognised(second)

    assert "needs reasons" in told
    assert "double_application" not in {decision.rule for decision in (await second.record()).decisions}


async def test_a_waiting_application_can_be_taken_back(file):
    _, first = await file("h-1")
    _, second = await file("h-2")
    await second.decide("duplicate")
    await waits_for(second, first)

    await second.withdraw()

    assert (await second.closed()).outcome == "withdrawn"
    await recognised(first)


async def test_an_application_can_be_taken_back_while_a_person_looks_at_it(file):
    _, first = await file("h-1")
    city, second = await file("h-2")
    await second.asks("duplicate")

    await second.withdraw()

    assert (await second.closed()).outcome == "withdrawn"
    assert city.sent(second)[-1] == "case.withdrawn"
    await recognised(first)


async def test_a_recognised_household_may_apply_again_for_itself(file):
    _, first = await file()
    await recognised(first)

    _, second = await file()
    await recognised(second)

    assert "duplicate" not in [ruled.question for ruled in (await second.record()).rulings]


async def test_of_two_applications_that_are_accepted_at_one_moment_exactly_one_goes_on(file):
    (_, first), (_, second) = await file("h-1", accepted=False), await file("h-2", accepted=False)
    await asyncio.gather(first.decide("acceptance"), second.decide("acceptance"))

    async def one_waits() -> list[PaperCase]:
        records = [(case, await case.record()) for case in (first, second)]
        return [case for case, record in records if record.stage == "duplicate" and record.pending]

    (later,) = await eventually(one_waits)
    winner = second if later is first else first
    await recognised(winner)

    assert (await later.asks("duplicate")).choices[0] == "wait"


SPENDING = {"incomes": ({"person": "p-0002", "kind": "pension", "monthly": "6000.00"},),
            "rigid_spending_12_months": "60000.00", "applied_for": "rigid_spending"}  # fmt: skip


async def test_who_moves_and_fits_another_category_holds_nothing_else_beside_it(file, book):
    _, first = await file()
    await recognised(first)
    former = {"case": first.id, "number": first.id.split(":")[1], "town": "CZ-WJ-LJ"}

    city, second = await file(**SPENDING, door="transfer from another town", former=former)
    await second.hears(not_contested(city.number))
    await recognised(second)

    (ended,) = city.said(second, "assistance.identity-ended")
    (begun,) = city.said(second, "assistance.identity-confirmed")
    standing = SqlRights(book.engine).standing(StandingRequest(household=ended["household"], case=second.id))
    assert standing is not None
    assert (ended["category"], ended["moved_to"], ended["reasons"]) == (
        "low_income_edge",
        "rigid_spending",
        ["transfer"],
    )
    assert ended["ended_from"] == begun["valid_from"]
    rights = {span.benefit: span.state for span in standing.rights if str(span.first) == ended["ended_from"]}
    assert rights == {"low_income_edge": "ended", "rigid_spending": "active"}
