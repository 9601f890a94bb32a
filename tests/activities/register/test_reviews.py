"""What becomes of a recognised household's rights: facts in, decisions of people, and the register at the end."""

from collections.abc import AsyncIterator, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio

from activities.adapters.register.book import SqlBook
from activities.adapters.register.rights import SqlRights
from activities.adapters.register.upgrade import upgrade
from events.contracts.bereavement import DeathConfirmed, DeathRevoked
from events.contracts.civil_affairs import AssistanceChangeAnswered
from events.contracts.facts import FactRevoked, JobsRefused, JobStarted
from registry.services import ASSISTANCE, REVIEW
from schemas.deaths import DeathKind
from schemas.facts import FactKind
from schemas.questions import ItemCode
from schemas.rights import Standing, StandingRequest
from tests.workflows.applications import APPLICANT, CHILD, SPOUSE, found, person, submitted
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import SHORT_DAY, UNHURRIED_DAY, PaperCities, PaperCity, paper_cities
from tests.workflows.paper_offices import answered

pytestmark = [pytest.mark.platform, pytest.mark.asyncio(loop_scope="module")]


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
async def city(cities: PaperCities) -> PaperCity:
    return await cities.founded(SHORT_DAY)


def mine(city: PaperCity, ref: str) -> str:
    return f"{ref}-{city.number}"


async def recognised(city: PaperCity, **changed) -> date:
    """The family of three with 600.00 a month; the first day of the first month."""
    refs = {ref: mine(city, ref) for ref in (APPLICANT, SPOUSE, CHILD)}
    members = [
        person(refs[APPLICANT], "1958-03-15", "male", "applicant"),
        person(refs[SPOUSE], "1960-09-03", "female", "spouse"),
        person(refs[CHILD], "2016-11-20", "male", "other with legal support duty", student=True),
    ]
    of = {
        "household": {"ref": f"h-{city.number}", "members": members},
        "incomes": [
            {"person": refs[APPLICANT], "kind": "pension", "monthly": "1800.00"},
            {"person": refs[CHILD], "kind": "maintenance", "monthly": "600.00"},
        ],
        "authorisations": [{"person": ref, "signed_on": "2026-03-02"} for ref in refs.values()],
    }
    event = submitted(city.number, **of, **changed)
    form = answered(application=event.application.model_dump(mode="json"))
    city.departments.says("civil-affairs", "application_form", form)
    case = await city.open(ASSISTANCE, event)
    for question in ("acceptance", "opinion", "confirmation"):
        await case.decide(question)
    assert (await case.closed()).outcome == "granted"
    return (await standing(city)).newest.first_month


async def standing(city: PaperCity) -> Standing:
    rights = SqlRights(BOOK[0].engine)
    known = rights.standing(StandingRequest(household=f"h-{city.number}", case="test"))
    assert known is not None
    return known


BOOK: list[SqlBook] = []


@pytest.fixture(autouse=True)
def known_book(book):
    BOOK[:] = [book]


async def review(city: PaperCity, event: Any) -> PaperCase:
    return await city.open(REVIEW, event, key=(event.fact, str(event.on)))


def spans(known: Standing) -> list[tuple[str, Decimal | None, date, date | None, str]]:
    return [(span.benefit, span.amount, span.first, span.last, span.state.value) for span in known.rights]


def following(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def died(city: PaperCity, ref: str, on: date) -> DeathConfirmed:
    return DeathConfirmed(case="bereavement:1", person=mine(city, ref), on=on, reported_on=on, how=DeathKind.HOSPITAL,
                          sources=("health", "public-security"))  # fmt: skip


async def test_a_stranger_is_nobody_s_review(city):
    case = await review(city, died(city, "p-stranger", date(2026, 12, 3)))

    assert (await case.closed()).outcome == "nobody_concerned"


async def test_AC_L11_a_death_ends_low_income_from_the_next_month_once_the_county_has_decided(city):  # noqa: N802
    first = await recognised(city)
    case = await review(city, died(city, SPOUSE, first.replace(day=12)))
    record = await case.until(lambda now: now.pending)

    assert spans(await standing(city)) == [("low_income", Decimal(600), first, None, "active")]
    assert record.pending is not None
    assert (record.pending.question, record.pending.choices) == ("review", ("end", "keep", "survey_again"))
    await case.decide("review")
    closed = await case.closed()

    known = await standing(city)
    assert closed.outcome == "ended"
    assert [(span.state, span.first) for span in known.rights] == [("active", first), ("ended", following(first))]
    assert [event["reasons"] for event in city.said(case, "assistance.identity-ended")] == [["death"]]


async def test_AC_B7_a_death_that_is_taken_back_restores_the_household(city):  # noqa: N802
    first = await recognised(city)
    death = died(city, SPOUSE, first.replace(day=12))
    ended = await review(city, death)
    await ended.decide("review")
    await ended.closed()
    revoked = DeathRevoked(case="bereavement:1", person=death.person, on=death.on, reported_on=death.on)
    back = await review(city, revoked)
    await back.decide("review")

    assert (await back.closed()).outcome == "restored"
    assert [(span.amount, span.state) for span in (await standing(city)).rights if span.state != "ended"] == [
        (Decimal(600), "active"), (Decimal(600), "active"),
    ]  # fmt: skip


async def test_a_revocation_that_comes_first_leaves_nothing_to_be_decided(city):
    first = await recognised(city)
    death = died(city, SPOUSE, first.replace(day=12))
    revoked = DeathRevoked(case="bereavement:1", person=death.person, on=death.on, reported_on=death.on)

    assert (await (await review(city, revoked)).closed()).outcome == "unchanged"
    assert (await (await review(city, death)).closed()).outcome == "unchanged"
    assert len((await standing(city)).rights) == 1


async def test_the_source_is_asked_for_the_wage_and_the_county_grants_the_taper(city):
    first = await recognised(city)
    city.departments.says("human-resources", "fact_details", found(ItemCode.WAGE, "3500.00", mine(city, SPOUSE)))
    on = first.replace(day=6)
    case = await review(city, JobStarted(person=mine(city, SPOUSE), on=on, reported_on=on))
    await case.decide("review", "taper")
    record = await case.closed()

    known = await standing(city)
    assert record.outcome == "tapered"
    assert [(span.amount, span.state) for span in known.rights] == [
        (Decimal(600), "active"), (Decimal(600), "tapering"), (None, "ended"),
    ]  # fmt: skip


async def test_AC_L9_the_county_may_cut_the_own_share_of_who_refused_three_jobs(city):  # noqa: N802
    first = await recognised(city)
    on = first.replace(day=6)
    case = await review(city, JobsRefused(person=mine(city, SPOUSE), on=on, reported_on=on, refusals=3))
    await case.decide("review", "cut")

    assert (await case.closed()).outcome == "cut"
    assert (await standing(city)).rights[-1].amount == Decimal("400.00")


async def test_the_county_may_leave_everything_as_it_is(city):
    first = await recognised(city)
    case = await review(city, died(city, SPOUSE, first.replace(day=12)))
    await case.decide("review", "keep")

    assert (await case.closed()).outcome == "kept"
    assert len((await standing(city)).rights) == 1


async def test_a_household_that_agrees_is_moved_to_the_edge_without_new_papers(city, cities):
    calm = await cities.founded(UNHURRIED_DAY)
    first = await recognised(calm)
    case = await review(calm, died(calm, SPOUSE, first.replace(day=12)))
    await case.hears(AssistanceChangeAnswered(case=case.id, household=f"h-{calm.number}", objects=False,
                                              agrees_to_move=True))  # fmt: skip
    await case.decide("review")

    assert (await case.closed()).outcome == "moved"
    assert {(span.benefit, span.state) for span in (await standing(calm)).rights} == {
        ("low_income", "active"), ("low_income", "ended"), ("low_income_edge", "active"),
    }  # fmt: skip


async def test_the_county_reads_that_the_household_contests_the_change_and_why(city, cities):
    calm = await cities.founded(UNHURRIED_DAY)
    first = await recognised(calm)
    case = await review(calm, died(calm, SPOUSE, first.replace(day=12)))

    await case.hears(AssistanceChangeAnswered(case=case.id, household=f"h-{calm.number}", objects=True,
                                              statement="孩子的抚养费已停"))  # fmt: skip
    await case.asks("review")
    record = await case.record()

    assert record.contested
    assert "家庭有异议 the household contests the findings: 孩子的抚养费已停" in record.notes


async def test_two_facts_decided_at_once_end_in_the_register_of_both(city):
    """The second decision was made on a ground that the first one changed: it is looked at again."""
    first = await recognised(city)
    on = first.replace(day=6)
    refused = await review(city, JobsRefused(person=mine(city, APPLICANT), on=on, reported_on=on, refusals=3))
    await refused.asks("review")
    death = await review(city, died(city, SPOUSE, first.replace(day=12)))
    await death.decide("review")
    await death.closed()
    await refused.decide("review", "cut")

    assert (await refused.closed()).outcome in {"unchanged", "ended", "settled", "cut"}
    assert (await standing(city)).rights[-1].state == "ended"


async def test_a_fact_of_a_department_is_taken_back_by_it(city):
    first = await recognised(city)
    city.departments.says("human-resources", "fact_details", found(ItemCode.WAGE, "3500.00", mine(city, SPOUSE)))
    on = first.replace(day=6)
    case = await review(city, JobStarted(person=mine(city, SPOUSE), on=on, reported_on=on))
    await case.decide("review", "end")
    await case.closed()
    revoked = FactRevoked(person=mine(city, SPOUSE), kind=FactKind.JOB_STARTED, on=on, reported_on=on)
    back = await review(city, revoked)
    await back.decide("review")

    assert (await back.closed()).outcome == "restored"
    assert [span for span in (await standing(city)).rights if span.state == "active"][-1].amount == Decimal(600)


async def test_what_was_taken_back_and_is_told_again_counts_again(city):
    first = await recognised(city)
    on, later = first.replace(day=6), first.replace(day=20)
    death = died(city, SPOUSE, on)
    for event in (death, DeathRevoked(case="bereavement:1", person=death.person, on=on, reported_on=on)):
        case = await review(city, event)
        await case.decide("review")
        await case.closed()
    again = await city.open(REVIEW, death.model_copy(update={"reported_on": later}), key=("death", str(on), str(later)))
    await again.decide("review")

    assert (await again.closed()).outcome == "ended"
    assert (await standing(city)).rights[-1].state == "ended"


async def test_what_an_office_corrects_while_people_decide_is_looked_at_by_the_same_case(city):
    first = await recognised(city)
    on = first.replace(day=6)
    case = await review(city, JobsRefused(person=mine(city, SPOUSE), on=on, reported_on=on, refusals=3))
    await case.asks("review")
    await case.hears(JobsRefused(person=mine(city, SPOUSE), on=on, reported_on=on.replace(day=9), refusals=1))
    await case.decide("review", "keep")

    assert (await case.closed()).outcome == "kept"
    assert [fact.refusals for fact in (await standing(city)).facts] == [1]
