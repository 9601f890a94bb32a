"""What do real cases leave in the register? The product's own procedure and worker, with a register on a file."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import pytest_asyncio

from activities.adapters.register.book import SqlBook
from activities.adapters.register.database import connect
from activities.adapters.register.upgrade import upgrade
from events.contracts.civil_affairs import AssistanceApplicationSubmitted
from policy.completeness import completeness
from registry.services import ASSISTANCE
from schemas.household_files import HouseholdFile, ItemState
from schemas.households import Application
from schemas.register_entries import RecognitionEntry
from tests.activities.register.conftest import rows
from tests.activities.register.entries import request
from tests.workflows.applications import EDGE, FIRE, submitted
from tests.workflows.paper_case import PaperCase, eventually
from tests.workflows.paper_city import LONG_DAY, SHORT_DAY, PaperCities, PaperCity, paper_cities
from tests.workflows.paper_offices import PENDING, answered, refused

pytestmark = [pytest.mark.platform, pytest.mark.asyncio(loop_scope="module")]

SCENARIOS = Path(__file__).parents[3] / "simulator" / "scenarios"
STEPS = ("acceptance", "opinion", "confirmation")


class TroubledBook(SqlBook):
    """A register whose database goes away, and which sometimes writes but never says so."""

    away = False
    answers_lost = 0

    def enter_recognition(self, entry: RecognitionEntry) -> None:
        if self.away:
            raise ConnectionError("the database is away")
        super().enter_recognition(entry)
        if self.answers_lost:
            self.answers_lost -= 1
            raise ConnectionError("the answer was lost")


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> str:
    made = f"sqlite:///{tmp_path_factory.mktemp('register') / 'register.db'}"
    upgrade(made)
    return made


@pytest.fixture(scope="module")
def book(address) -> Iterator[TroubledBook]:
    opened = TroubledBook(address)
    yield opened
    opened.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def cities(book) -> AsyncIterator[PaperCities]:
    async with paper_cities(book) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def city(cities: PaperCities) -> PaperCity:
    return await cities.founded(SHORT_DAY)


@pytest_asyncio.fixture(loop_scope="module")
async def calm_city(cities: PaperCities) -> PaperCity:
    return await cities.founded(LONG_DAY)


def household(city: PaperCity) -> str:
    return f"h-{city.number}"


def filed(city: PaperCity, **changed) -> AssistanceApplicationSubmitted:
    """By a household whose members no other one counts."""
    of = {"household": {"ref": household(city)}, **changed}
    said = submitted(city.number, **of).model_dump_json().replace('"p-', f'"p-{city.number}-')
    return AssistanceApplicationSubmitted.model_validate_json(said)


async def edge_case(city: PaperCity, **changed) -> PaperCase:
    """An edge household, refused low income, with four linked items when it asks for help after a fire."""
    case = await city.open(ASSISTANCE, filed(city, **{"incomes": EDGE, "consents": ["women-aid"], **changed}))
    if "emergency" in changed:
        await case.decide("emergency", "decline")
    for question in STEPS:
        await case.decide(question)
    return case


def file_of(book: SqlBook, city: PaperCity) -> HouseholdFile:
    found = book.household_file(request(household(city)))
    assert found is not None
    return found


async def test_a_recognised_household_has_a_file_whose_lines_name_their_events(city, book):
    city.departments.says("medical-insurance", "linked_item", refused("本年度已参保"))
    city.departments.says("education", "linked_item", PENDING)
    city.departments.says("womens-federation", "linked_item", answered(granted=False))
    fire = FIRE | {"happened_on": "2026-03-01", "need": "800.00"}
    case = await edge_case(city, emergency=fire)
    record = await case.closed()

    file = file_of(book, city)

    events: dict[str, list[str]] = {}
    for line in record.announced:
        events.setdefault(line.type.removeprefix("cn.onething.assistance.").removesuffix(".v1"), []).append(line.id)
    assert [(line.benefit, line.event, line.decided.first.day) for line in file.entitlements] == [
        ("low_income_edge", events["identity-confirmed"][0], 1)
    ]
    assert {(line.rule, line.outcome.value, line.event) for line in file.decisions} == {
        ("low_income", "refused", events["refused"][0]),
        ("low_income_edge", "granted", events["identity-confirmed"][0]),
    }
    assert {line.decided_by for line in file.decisions} == {record.rulings[-1].officer}
    assert {line.item: line.state for line in file.items} == {
        "emergency-aid": ItemState.GRANTED, "medical-premium-aid": ItemState.REFUSED,
        "school-aid": ItemState.NOT_REPORTED, "women-aid": ItemState.NOT_GRANTED,
    }  # fmt: skip
    assert {line.event for line in file.items} == set(events["linked-item-settled"])
    assert [line.person.rpartition("-")[2] for line in file.members] == ["0001", "0002", "0003"]


async def test_before_people_have_decided_a_file_is_empty_and_only_counts_whom_the_application_names(calm_city, book):
    case = await calm_city.open(ASSISTANCE, filed(calm_city))
    for question in ("acceptance", "opinion"):
        await case.decide(question)
    await case.until(lambda now: now.waiting_on == "publicity")

    file = file_of(book, calm_city)
    assert (file.members, file.decisions, file.entitlements, file.items, file.payments) == ((), (), (), (), ())


async def test_low_income_is_paid_from_the_next_month(city, book):
    case = await city.open(ASSISTANCE, filed(city))
    for question in STEPS:
        await case.decide(question)
    record = await case.closed()

    file = file_of(book, city)

    (paid,) = city.departments.bodies("open_payment")
    assert (record.amount, file.entitlements[0].amount) == (Decimal("600.00"), Decimal("600.00"))
    assert [(line.key, line.amount, line.first_month) for line in file.payments] == [
        (paid["key"], Decimal(paid["amount"]), date.fromisoformat(paid["first_month"]))
    ]


async def test_a_case_waits_for_the_database_while_the_household_is_told(calm_city, book):
    book.away = True
    case = await edge_case(calm_city)

    async def told() -> object:
        return "deliver_notice" in [task for _, task, _, _ in calm_city.departments.asked]

    await eventually(told)
    waiting = await case.record()
    book.away = False
    record = await case.closed()

    assert waiting.status == "open"
    assert record.outcome == "granted"
    assert [line.case for line in file_of(book, calm_city).entitlements] == [case.id]


async def test_an_entry_whose_answer_was_lost_is_there_once(calm_city, book):
    book.answers_lost = 2
    case = await edge_case(calm_city)
    await case.closed()

    assert book.answers_lost == 0
    file = file_of(book, calm_city)
    assert len(file.entitlements) == 1
    assert len(file.members) == 3


@pytest.mark.parametrize("choice", ["confirm", "refuse"])
async def test_nothing_of_what_a_citizen_is_called_or_numbered_stands_in_any_column(cities, book, address, choice):
    """Also when the officer writes it into the reasons."""
    forms = list(scenario_applications())
    await asyncio.gather(*[decide_all(await cities.founded(SHORT_DAY), form, choice) for form in forms])

    engine = connect(address)
    kept = json.dumps(rows(engine), default=str, ensure_ascii=False)
    engine.dispose()

    assert len(forms) > 3
    secrets = {word for form in forms for member in form.household.members for word in (member.name, member.id_number)}
    assert {form.household.ref for form in forms} <= set(kept.split('"'))
    assert [word for word in secrets if word and word in kept] == []


async def decide_all(city: PaperCity, form: Application, choice: str) -> None:
    first = form.household.applicant
    reasons = f"{first.name}(身份证{first.id_number},电话13812345678)未如实申报"
    filed = form.model_copy(update={"number": city.number})
    case = await city.open(ASSISTANCE, AssistanceApplicationSubmitted(application=filed))
    while (ask := (await case.until(lambda now: now.pending or now.status == "closed")).pending) is not None:
        wanted = choice if ask.question == "confirmation" and choice in ask.choices else None
        await case.decide(ask.question, wanted, reasons=reasons)


def scenario_applications() -> Iterator[Application]:
    """Every complete application of the shipped scenarios, as it is first filed; of each household one."""
    known: set[str] = set()
    for file in sorted(SCENARIOS.glob("*/events.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            if "application-submitted" in line:
                form = Application.model_validate(json.loads(line)["data"]["application"])
                check = completeness(form, form.submitted_on)
                persons = {member.ref for member in form.household.members}
                if form.emergency is None and check.complete and not check.later and known.isdisjoint(persons):
                    known |= persons
                    yield form
