"""Rounds over many households: page by page, what stays or rises with one signature, the rest one by one."""

from collections.abc import AsyncIterator, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio

from activities.adapters.register.book import SqlBook
from activities.adapters.register.rights import SqlRights
from activities.adapters.register.rounds import SqlRounds
from activities.adapters.register.upgrade import upgrade
from commands import review_rounds
from events.contracts.civil_affairs import AssistanceRoundDue
from events.contracts.facts import StandardChanged
from policy.snapshots import snapshot
from registry.regions import COUNTIES
from registry.services import REVIEW_PAGE, REVIEW_ROUND, Service, case_id
from schemas.cases import CaseRecord
from schemas.households import Category
from schemas.identifiers import CaseId
from schemas.questions import ItemCode
from schemas.register_entries import RecognitionEntry, Signature
from schemas.reviews import SnapshotRequest
from schemas.rights import ChangeEntry, RightSpan, Standing, StandingRequest
from schemas.rounds import Round, RoundKind
from tests.workflows.applications import APPLICANT, application, found
from tests.workflows.paper_case import PaperCase, eventually
from tests.workflows.paper_city import SHORT_DAY, PaperCities, PaperCity, paper_cities
from tests.workflows.paper_offices import PENDING, answered

pytestmark = [pytest.mark.platform, pytest.mark.asyncio(loop_scope="module")]

COUNTY, TOWN = "CZ-WJ", "CZ-WJ-HT"
RECOGNISED, FIRST = date(2025, 12, 10), date(2026, 1, 1)
DUE = date(2027, 1, 4)


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Iterator[SqlBook]:
    address = f"sqlite:///{tmp_path_factory.mktemp('register') / 'register.db'}"
    upgrade(address)
    opened = SqlBook(address)
    yield opened
    opened.close()


@pytest_asyncio.fixture(loop_scope="module")
async def cities(book) -> AsyncIterator[PaperCities]:
    async with paper_cities(book) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def city(cities: PaperCities) -> PaperCity:
    return await cities.founded(SHORT_DAY)


def recognised(book: SqlBook, ref: str, amount: str = "600.00", **changed) -> str:
    """A household in the register as a recognition leaves it."""
    filed = application(f"A-{ref}", household={"ref": ref, "county": COUNTY, "town": TOWN}, **changed)
    kept = snapshot(SnapshotRequest(case=f"assistance:A-{ref}", application=filed, category=Category.LOW_INCOME,
                                    on=RECOGNISED, first_month=FIRST))  # fmt: skip
    signature = Signature(question="confirmation", officer="CZ-WJ.head", at="2025-12-10T10:00:00+08:00")
    book.enter_recognition(RecognitionEntry(
        case=kept.case, household=ref, members=tuple(f"{m.ref}-{ref}" for m in filed.household.members), on=RECOGNISED,
        signature=signature, category=Category.LOW_INCOME, event="e-1", first_month=kept.first_month,
        amount=Decimal(amount), snapshot=kept))  # fmt: skip
    return ref


def standing(book: SqlBook, ref: str) -> Standing:
    known = SqlRights(book.engine).standing(StandingRequest(household=ref, case="test"))
    assert known is not None
    return known


def forms(said: dict[str, Any]) -> object:
    numbers = said["details"]["numbers"]
    return answered(applications=[
        application(number, household={"ref": number.removeprefix("A-"), "county": COUNTY, "town": TOWN}).model_dump(
            mode="json") for number in numbers
    ])  # fmt: skip


async def page_of(city: PaperCity, case: PaperCase) -> PaperCase:
    """The page of the county in which the test's households live, as soon as it is open."""
    round_ = below(city, REVIEW_ROUND, case, COUNTY)
    await case.until(lambda now: round_.id in now.children)
    page = below(city, REVIEW_PAGE, round_, "1")
    await round_.until(lambda now: page.id in now.children)
    return page


def below(city: PaperCity, service: Service, case: PaperCase, *more: str) -> PaperCase:
    """The case of a part of the round."""
    return city.case(service, *case.id.split(":")[2:], *more)


async def test_pages_are_cut_by_reference_and_end(book):
    for index in range(5):
        recognised(book, f"h-page-{index}")
    rounds = SqlRounds(book.engine)
    asked = Round(kind=RoundKind.STANDARD, county=COUNTY, on=date(2026, 1, 5), size=2)
    seen, after = [], ""
    while True:
        page = rounds.page(asked.model_copy(update={"after": after})).standings
        seen += [each.household for each in page]
        if len(page) < asked.size:
            break
        after = page[-1].household

    assert seen == sorted(f"h-page-{index}" for index in range(5))
    assert rounds.page(asked.model_copy(update={"kind": RoundKind.RECHECK})).standings == ()


async def test_a_right_that_is_known_to_end_goes_on_until_then(book):
    ref = recognised(book, "h-page-9-tapers")
    last = date(2026, 3, 31)
    rights = SqlRights(book.engine)
    rights.enter_change(ChangeEntry(
        case="review:taper", household=ref, on=RECOGNISED, event="e-2",
        signature=Signature(question="review", officer="CZ-WJ.head", at="2025-12-20T10:00:00+08:00"),
        spans=(
            RightSpan(benefit="low_income", amount=Decimal("600.00"), first=FIRST, last=last, state="tapering"),
            RightSpan(benefit="low_income", first=last + timedelta(days=1), state="ended"),
        )))  # fmt: skip
    asked = Round(kind=RoundKind.STANDARD, county=COUNTY, on=last, size=25)

    def concerned(on: date) -> bool:
        page = SqlRounds(book.engine).page(asked.model_copy(update={"on": on}))
        return ref in {each.household for each in page.standings}

    assert (concerned(last), concerned(last + timedelta(days=1))) == (True, False)


async def test_a_recheck_signs_what_stays_and_reviews_alone_what_speaks_against_a_household(city, book):
    recognised(book, "h-stays")
    recognised(book, "h-richer", incomes=[{"person": APPLICANT, "kind": "pension", "monthly": "1800.00"}])
    city.departments.says("civil-affairs", "application_forms", forms)
    city.departments.says("human-resources", "means", found(ItemCode.PENSION, "1800.00"))
    due = AssistanceRoundDue(kind=RoundKind.RECHECK, on=DUE, reported_on=DUE)
    case = await city.open(REVIEW_ROUND, due, key=("recheck",))
    page = await page_of(city, case)
    ask = await page.asks("page")
    await page.decide("page")

    assert (await case.closed()).outcome == "reviewed"
    (ended,) = city.said(case, "assistance.round-ended")
    assert ended["unchanged"] + ended["raised"] + ended["alone"] == 7
    assert "unchanged" in (ask.proposal or "")
    fresh = standing(book, "h-stays")
    assert [one.taken_on >= DUE for one in fresh.snapshots] == [False, True]
    assert fresh.newest.review_due is not None
    assert fresh.newest.review_due > DUE + timedelta(days=100)
    assert [(span.amount, span.state) for span in fresh.rights] == [(Decimal("600.00"), "active")]


async def test_a_new_standard_raises_everybody_with_arrears_by_one_signature_a_page(city, book):
    recognised(book, "h-raised", amount="500.00")
    changed = StandardChanged(standard="low_income", on=date(2027, 1, 1), reported_on=date(2027, 3, 2))
    case = await city.open(REVIEW_ROUND, changed, key=("standard",))
    page = await page_of(city, case)
    await page.decide("page")

    assert (await case.closed()).outcome == "reviewed"
    raised = standing(book, "h-raised")
    assert [(span.amount, span.first) for span in raised.rights] == [(Decimal("600.00"), FIRST)]


async def test_a_county_that_signs_no_page_has_everybody_reviewed(city, book):
    recognised(book, "h-alone", amount="500.00")
    changed = StandardChanged(standard="low_income", on=date(2027, 1, 1), reported_on=date(2027, 4, 2))
    case = await city.open(REVIEW_ROUND, changed, key=("standard", "again"))
    page = await page_of(city, case)
    await page.decide("page", "one_by_one")
    await case.closed()

    assert "h-alone" in [said["household"] for said in city.said(page, "assistance.review-due")]
    assert standing(book, "h-alone").rights[0].amount == Decimal("500.00")


async def test_AC_T4_who_could_not_be_checked_is_paid_on_and_stays_due(city, book):  # noqa: N802
    recognised(book, "h-silent")
    city.departments.says("civil-affairs", "application_forms", forms)
    city.departments.says("natural-resources", "means", PENDING)
    due = AssistanceRoundDue(kind=RoundKind.RECHECK, on=DUE, reported_on=DUE)
    case = await city.open(REVIEW_ROUND, due, key=("recheck", "silent"))
    page = await page_of(city, case)
    ask = await page.asks("page")
    await page.decide("page")
    await case.closed()

    known = standing(book, "h-silent")
    (ended,) = city.said(case, "assistance.round-ended")
    assert ended["unchecked"] > 0
    assert f"unchecked: {ended['unchecked']}" in (ask.proposal or "")
    assert "h-silent" not in {said["household"] for said in city.said(page, "assistance.review-due")}
    assert "case.department-reminded" in city.sent(page)
    assert [(span.amount, span.state) for span in known.rights] == [(Decimal("600.00"), "active")]
    assert known.newest.review_due is not None
    assert known.newest.review_due <= DUE


async def test_no_county_waits_for_the_decisions_of_another(city, book):
    recognised(book, "h-waits", amount="500.00")
    changed = StandardChanged(standard="low_income", on=date(2027, 1, 1), reported_on=date(2027, 5, 3))
    case = await city.open(REVIEW_ROUND, changed, key=("standard", "side by side"))
    page = await page_of(city, case)
    await page.asks("page")
    await case.until(lambda now: len(now.children) == len(COUNTIES))

    for county in set(COUNTIES) - {COUNTY}:
        assert (await below(city, REVIEW_ROUND, case, county).closed()).outcome == "reviewed"
    assert (await case.record()).waiting_on == "the rounds of the counties"
    await page.decide("page")
    await case.closed()


async def test_the_households_of_a_page_that_was_ended_come_again(city, book):
    recognised(book, "h-again", amount="500.00")
    changed = StandardChanged(standard="low_income", on=date(2027, 1, 1), reported_on=date(2027, 6, 3), county=COUNTY)
    case = await city.open(REVIEW_ROUND, changed, key=("standard", "ended"))
    first, second = (below(city, REVIEW_PAGE, case, number) for number in ("1", "2"))
    await case.until(lambda now: first.id in now.children)
    ask = await first.asks("page")
    await first.handle.terminate("by an operator")

    await case.until(lambda now: second.id in now.children)
    assert (await second.asks("page")).proposal == ask.proposal
    await second.decide("page")
    assert (await case.closed()).outcome == "reviewed"


async def test_the_calendar_opens_a_round_of_whose_check_is_due(city):
    for hour in (1, 2):
        await review_rounds.kept(city.client, 1, hour, pause=False)
    schedule = city.client.get_schedule_handle(review_rounds.CALENDAR)

    await schedule.trigger()

    async def called() -> str | None:
        actions = (await schedule.describe()).info.recent_actions
        return actions[0].action.workflow_id if actions else None

    opened = await eventually(called)
    case = PaperCase(CaseId(opened), city.client.get_workflow_handle(opened, result_type=CaseRecord))
    record = await case.until(lambda now: len(now.children) == len(COUNTIES))
    hours = (await schedule.describe()).schedule.spec.calendars[0].hour
    assert record.case == opened
    assert set(record.children) == {case_id(REVIEW_ROUND, *opened.split(":")[1:], county) for county in COUNTIES}
    assert opened.startswith(f"{case_id(REVIEW_ROUND, 'recheck', 'calendar')}-")
    assert hours[0].start == 2
