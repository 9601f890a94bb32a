"""How does a payment run go? The product's own procedure and workers, with a register on a file and a paper bureau."""

from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
import pytest_asyncio
from temporalio.service import RPCError

from activities.adapters.register.book import SqlBook
from activities.adapters.register.rights import SqlRights
from activities.adapters.register.upgrade import upgrade
from activities.payments import PAGE
from activities.ports import SystemReply
from commands import paying
from commands.words import Trouble
from events.contracts.catalogue import received
from events.contracts.payments import PaymentReturned, PaymentRunDue
from policy.months import after
from registry.services import CASES, PAYMENT
from schemas.cases import CaseRecord, CaseStart
from schemas.city_time import CITY_TIME
from schemas.identifiers import CaseId
from schemas.payments import RunRequest
from tests.activities.register.payment_runs import change, lines_of, recognised, recovery
from tests.workflows.paper_case import PaperCase, eventually
from tests.workflows.paper_city import LONG_DAY, SHORT_DAY, PaperCities, PaperCity, paper_cities
from tests.workflows.paper_offices import UNREACHABLE, answered, refused

pytestmark = [pytest.mark.platform, pytest.mark.asyncio(loop_scope="module")]

LATEST = date(2090, 12, 1)
BACKWARDS = count()
"""Each test pays a month before those of the tests before it, so that nothing of theirs is due in it."""


@dataclass
class PaperBureau:
    """The bureau's own books: each transfer once by its key and attempt; some accounts are closed."""

    closed: set[str] = field(default_factory=set)
    slow: int = 0
    """How many transfers it leaves out of its next answer."""
    paid: dict[tuple[str, int], Decimal] = field(default_factory=dict)
    returned: list[dict[str, Any]] = field(default_factory=list)
    lost: Decimal = Decimal("0.00")
    """Its books have so much less than was paid."""

    def pays(self, said: dict[str, Any]) -> SystemReply:
        transfers = said["transfers"][self.slow :]
        self.slow = 0
        return answered(payments=[self._paid(each) for each in transfers])

    def states(self, said: dict[str, Any]) -> SystemReply:
        if not said["lines"]:
            total = sum(self.paid.values(), Decimal("0.00")) - self.lost
            return answered(transfers=len(self.paid), total=str(total), returned=self.returned)
        keys = sorted(key for key, _ in self.paid if key > (said["after"] or ""))
        lines = [{"key": key, "amount": str(self._amount(key))} for key in keys[:2]]
        return answered(lines=lines, last=keys[1] if len(keys) > 2 else None)

    def _paid(self, transfer: dict[str, Any]) -> dict[str, Any]:
        said = {"key": transfer["key"], "attempt": transfer["attempt"]}
        if transfer["payee"] in self.closed:
            return {**said, "state": "failed", "reason": "account_closed"}
        self.paid[transfer["key"], transfer["attempt"]] = Decimal(transfer["amount"])
        return {**said, "state": "paid"}

    def _amount(self, key: str) -> Decimal:
        first = key == min(each for each, _ in self.paid)
        return next(amount for (each, _), amount in self.paid.items() if each == key) - (self.lost if first else 0)


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


@pytest.fixture
def month() -> date:
    return after(LATEST, -next(BACKWARDS))


@pytest.fixture
def bureau() -> PaperBureau:
    return PaperBureau()


@pytest.fixture
def day():
    return SHORT_DAY


@pytest_asyncio.fixture(loop_scope="module")
async def city(cities: PaperCities, month, bureau, day) -> PaperCity:
    """Its number is the month, so that the run of the month is its own."""
    founded = await cities.founded(day)
    founded.number = f"{month:%Y-%m}"
    founded.departments.says("finance", "pay_batch", bureau.pays)
    founded.departments.says("finance", "statement", bureau.states)
    return cities.known(founded)


def household(month: date, number: int = 1) -> str:
    return f"h-{month:%Y%m}-{number}"


async def opened(city: PaperCity, month: date, *key: str) -> PaperCase:
    return await city.open(PAYMENT, due(month, *key), key=key)


def due(month: date, *key: str) -> PaymentRunDue:
    return PaymentRunDue.model_validate({"run": ":".join((f"{month:%Y-%m}", *key)), "on": month})


def states(book: SqlBook, of: str) -> list[tuple[str, str, int]]:
    return [(str(line.amount), line.state.value, line.attempt) for line in lines_of(book, of)]


async def returned(city: PaperCity, payment: str, run: str, on: date) -> CaseRecord:
    """A case of its own, which the event opens whether the run is open or not."""
    event = PaymentReturned.model_validate(
        {"payment": payment, "attempt": 1, "run": run, "reason": "account_closed", "on": on}
    )
    here, city.number = city.number, payment
    case = await city.open(PAYMENT, event, key=("1",))
    city.number = here
    return await case.closed()


async def test_a_month_is_approved_paid_announced_and_reconciled(city, month, book, bureau):
    for number, amount in ((1, "600.00"), (2, "123.45")):
        recognised(book, household(month, number), amount, first=month)
    case = await opened(city, month)

    ask = await case.asks("payment_approval")
    await case.decide("payment_approval")
    record = await case.closed()

    assert (ask.role, ask.unit, ask.proposal) == ("finance officer", "CZ", "2 payments, 723.45 yuan")
    assert record.outcome == "settled"
    assert sorted(bureau.paid.values()) == [Decimal("123.45"), Decimal("600.00")]
    assert states(book, household(month)) == [("600.00", "paid", 1)]
    (settled,) = city.said(case, "payment.run-settled")
    assert (settled["payments"], settled["total"], settled["failed"]) == (2, "723.45", 0)
    assert {received(envelope.encoded(), topic)[0].chain for topic, envelope in city.post.sent} == {record.opened_by}
    told = {said["household"]: (said["amount"], said["month"]) for said in city.said(case, "assistance.paid")}
    assert told == {household(month, 2): ("123.45", str(month)), household(month, 1): ("600.00", str(month))}


async def test_nobody_but_a_finance_officer_of_the_city_approves(city, month, book):
    recognised(book, household(month), first=month)
    case = await opened(city, month)

    refusal = await case.refusal("payment_approval", officer="CZ.head")
    waiting = await case.record()
    await case.decide("payment_approval")
    record = await case.closed()

    assert "is a county section head" in refusal
    assert waiting.stage == "payment approval"
    assert [ruling.officer for ruling in record.rulings] == ["CZ.treasurer"]


async def test_a_month_in_which_nothing_is_due_asks_nobody(city, month):
    record = await (await opened(city, month)).closed()

    assert (record.outcome, record.rulings, city.departments.asked) == ("nothing_due", (), [])


async def test_a_second_run_of_the_same_month_pays_only_what_came_since(city, month, book, bureau):
    recognised(book, household(month), first=month)
    first = await opened(city, month)
    await first.decide("payment_approval")
    await first.closed()
    recognised(book, household(month, 2), "50.00", first=month)

    second = await opened(city, month, "correction")
    ask = await second.asks("payment_approval")
    bureau.paid.clear()
    await second.decide("payment_approval")
    await second.closed()

    assert ask.proposal == "1 payments, 50.00 yuan"
    assert [key for key, _ in bureau.paid] == [f"{household(month, 2)}/low_income/{month:%Y-%m}/1"]


async def test_a_list_that_finance_returns_pays_nothing_until_it_is_approved(city, month, book, bureau):
    recognised(book, household(month), first=month)
    case = await opened(city, month)

    await case.decide("payment_approval", "return", reasons="the budget of the county is missing")
    ask = await case.asks("payment_list")
    nothing, owed = dict(bureau.paid), states(book, household(month))
    await case.decide("payment_list", "freeze_again")
    await case.decide("payment_approval")
    record = await case.closed()

    assert (nothing, owed) == ({}, [("600.00", "failed", 1)])
    assert (ask.role, ask.unit) == ("county section head", "CZ")
    assert (record.outcome, states(book, household(month))) == ("settled", [("600.00", "paid", 2)])


async def test_a_list_that_is_given_up_is_owed_to_the_next_run(city, month, book, bureau):
    recognised(book, household(month), first=month)
    case = await opened(city, month)
    await case.decide("payment_approval", "return")
    await case.decide("payment_list", "end")
    ended = await case.closed()

    correction = await opened(city, month, "correction")
    await correction.decide("payment_approval")
    record = await correction.closed()

    assert (ended.outcome, record.outcome) == ("list_returned", "settled")
    assert states(book, household(month)) == [("600.00", "paid", 2)]


async def test_whose_right_ended_before_the_approval_is_not_paid_and_the_others_are(city, month, book, bureau):
    recognised(book, household(month), first=month)
    recognised(book, household(month, 2), "50.00", first=month)
    case = await opened(city, month)
    await case.asks("payment_approval")
    ended = {"benefit": "low_income", "amount": None, "first": month, "state": "ended"}
    change(SqlRights(book.engine), ended, household=household(month))

    await case.decide("payment_approval")
    record = await case.closed()

    assert record.outcome == "settled"
    assert bureau.paid == {(f"{household(month, 2)}/low_income/{month:%Y-%m}/1", 1): Decimal("50.00")}
    assert states(book, household(month)) == [("600.00", "failed", 1)]
    assert "due less than was listed: 1 " in "\n".join(record.notes)
    (settled,) = city.said(case, "payment.run-settled")
    assert (settled["payments"], settled["total"], settled["failed"]) == (1, "50.00", 0)


async def test_a_failed_account_is_tried_again_once_it_is_right(city, month, book, bureau):
    recognised(book, household(month), first=month)
    recognised(book, household(month, 2), first=month)
    bureau.closed = {household(month)}
    case = await opened(city, month)
    await case.decide("payment_approval")

    ask = await case.asks("failed_accounts")
    bureau.closed = set()
    await case.decide("failed_accounts", "retry", reasons="the household named another account")
    record = await case.closed()

    assert ask.proposal == f"1 payments, 600.00 yuan; `onething pay owed {case.id}`"
    assert record.outcome == "settled"
    assert states(book, household(month)) == [("600.00", "paid", 2)]
    assert states(book, household(month, 2)) == [("600.00", "paid", 1)]
    assert len(city.said(case, "assistance.paid")) == 2


async def test_a_failed_account_stays_owed_and_the_run_closes(city, month, book, bureau):
    recognised(book, household(month), first=month)
    bureau.closed = {household(month)}
    case = await opened(city, month)
    await case.decide("payment_approval")
    await case.decide("failed_accounts")
    await case.closed()

    (settled,) = city.said(case, "payment.run-settled")
    assert (settled["payments"], settled["total"], settled["failed"]) == (0, "0.00", 1)
    assert city.said(case, "assistance.paid") == []
    assert states(book, household(month)) == [("600.00", "failed", 1)]


async def test_transfers_that_the_bureau_leaves_out_are_asked_for_again(city, month, book, bureau):
    for number in range(3):
        recognised(book, household(month, number), first=month)
    bureau.slow = 2
    case = await opened(city, month)
    await case.decide("payment_approval")
    record = await case.closed()

    sent = [len(said["transfers"]) for said in city.departments.bodies("pay_batch")]
    assert (record.outcome, sent, len(bureau.paid)) == ("settled", [3, 2], 3)


async def test_a_bureau_that_is_away_is_asked_until_it_has_paid(city, month, book, bureau: PaperBureau):
    recognised(book, household(month), first=month)
    turns = iter((UNREACHABLE, UNREACHABLE))

    def pays(said: dict[str, Any]) -> SystemReply:
        if (away := next(turns, None)) is not None:
            raise away
        return bureau.pays(said)

    city.departments.says("finance", "pay_batch", pays)
    case = await opened(city, month)
    await case.decide("payment_approval")

    assert (await case.closed()).outcome == "settled"
    assert list(bureau.paid.values()) == [Decimal("600.00")]


async def test_a_bureau_that_refuses_is_an_operators_business(city, month, book, bureau):
    recognised(book, household(month), first=month)
    city.departments.says("finance", "pay_batch", refused("no_budget"))
    case = await opened(city, month)
    await case.decide("payment_approval")
    await case.until(lambda now: (now.waiting_on or "").startswith("operator"))
    city.departments.says("finance", "pay_batch", bureau.pays)
    await case.repair("the budget is there")

    assert (await case.closed()).outcome == "settled"


async def test_a_difference_of_a_cent_goes_to_a_person_who_reads_where_it_is(city, month, book, bureau):
    for number in range(5):
        recognised(book, household(month, number), first=month)
    bureau.lost = Decimal("0.01")
    case = await opened(city, month)
    await case.decide("payment_approval")

    ask = await case.asks("reconciliation")
    bureau.lost = Decimal("0.00")
    await case.decide("reconciliation", "compare_again")
    record = await case.closed()

    assert ask.proposal == "register 3000.00 yuan, finance bureau 2999.99 yuan; 1 payments differ"
    key = f"{household(month, 0)}/low_income/{month:%Y-%m}/1"
    assert f"对账不一致 differs: {key}, 600.00 / 599.99" in record.notes
    assert record.outcome == "settled"


async def test_a_difference_that_stays_is_explained_by_a_person(city, month, book, bureau):
    recognised(book, household(month), first=month)
    bureau.lost = Decimal("0.01")
    case = await opened(city, month)
    await case.decide("payment_approval")
    await case.decide("reconciliation", "explained", reasons="a fee of the bank, paid back on the 12th")

    assert (await case.closed()).rulings[-1].reasons.startswith("a fee")


async def test_a_return_after_the_run_closed_is_owed_again_and_the_next_run_pays_it(city, month, book, bureau):
    recognised(book, household(month), first=month)
    case = await opened(city, month)
    await case.decide("payment_approval")
    await case.closed()
    key = f"{household(month)}/low_income/{month:%Y-%m}/1"

    record = await returned(city, key, case.id, month)
    owed = states(book, household(month))
    again = await opened(city, month, "correction")
    bureau.paid.clear()
    await again.decide("payment_approval")
    await again.closed()

    assert (record.outcome, owed) == ("owed_again", [("600.00", "returned", 1)])
    assert states(book, household(month)) == [("600.00", "paid", 2)]


async def test_a_return_while_the_run_is_open_is_in_its_statement_and_counts_once(city, month, book, bureau):
    recognised(book, household(month), first=month)
    key = f"{household(month)}/low_income/{month:%Y-%m}/1"
    bureau.returned = [{"key": key, "attempt": 1, "reason": "account_closed", "on": str(month)}]
    case = await opened(city, month)
    await case.decide("payment_approval")
    closed = await case.closed()

    record = await returned(city, key, case.id, month)

    assert (closed.outcome, record.outcome) == ("settled", "owed_again")
    assert states(book, household(month)) == [("600.00", "returned", 1)]


async def test_a_return_of_what_was_never_paid_waits_for_an_operator(city, month):
    here, city.number = city.number, f"{household(month)}/low_income/1"
    event = PaymentReturned.model_validate(
        {"payment": city.number, "attempt": 1, "run": "payment:x", "reason": "account_closed", "on": month}
    )
    case = await city.open(PAYMENT, event, key=("1",))
    city.number = here

    waiting = await case.until(lambda now: (now.waiting_on or "").startswith("operator"))

    assert "was never paid" in waiting.waiting_on
    await case.handle.terminate("the test is over")


async def test_what_is_set_off_is_told_beside_what_is_paid(city, month, book, bureau):
    recognised(book, household(month), first=month)
    change(SqlRights(book.engine), household=household(month), recovery=recovery("150.00"))
    recognised(book, household(month, 2), "80.00", first=month)
    change(SqlRights(book.engine), household=household(month, 2), recovery=recovery("150.00"))
    case = await opened(city, month)
    await case.decide("payment_approval")
    await case.closed()

    told = {said["household"]: (said["amount"], said["set_off"]) for said in city.said(case, "assistance.paid")}
    assert told == {household(month): ("500.00", "100.00"), household(month, 2): ("0.00", "80.00")}
    assert list(bureau.paid.values()) == [Decimal("500.00")]
    (settled,) = city.said(case, "payment.run-settled")
    assert (settled["payments"], settled["total"]) == (2, "500.00")


async def test_money_is_paid_while_the_announcements_wait_for_the_broker(city, month, book, bureau):
    recognised(book, household(month), first=month)
    city.post.away_for = 3
    case = await opened(city, month)
    await case.decide("payment_approval")

    await case.closed()

    assert len(city.said(case, "assistance.paid")) == 1


async def test_the_calendar_opens_the_run_of_its_month_once(city):
    city.number = f"{datetime.now(CITY_TIME):%Y-%m}"
    for hour in (5, 6):
        await paying.keep(city.client, 1, hour, pause=False)
    schedule = city.client.get_schedule_handle(paying.CALENDAR)

    await schedule.trigger()
    run = await there(city.case(PAYMENT))
    known = await schedule.describe()
    second = await called(city)

    (call,) = known.info.recent_actions
    first = await city.client.get_workflow_handle(call.action.workflow_id, result_type=CaseRecord).result()
    assert (known.schedule.spec.calendars[0].hour[0].start, len(known.info.next_action_times) > 0) == (6, True)
    assert (first.case, first.outcome, first.children) == (call.action.workflow_id, "called", (run.case,))
    assert (run.outcome, second.outcome) == ("nothing_due", "called")
    assert second.notes == (f"本月批次已开立 the run of the month is there: {run.case}",)


async def there(case: PaperCase) -> CaseRecord:
    """The record of a case that is opened sooner or later."""

    async def probe() -> bool:
        with suppress(RPCError):
            return bool(await case.handle.describe())
        return False

    await eventually(probe)
    return await case.closed()


async def called(city: PaperCity) -> CaseRecord:
    """As the schedule starts it."""
    start = CaseStart(case=CaseId("payment:calendar"), service=PAYMENT.id, request=RunRequest().model_dump(mode="json"))
    handle = await city.client.start_workflow(
        PAYMENT.id, start, id="payment:calendar-again", task_queue=CASES, result_type=CaseRecord
    )
    return CaseRecord.model_validate(await handle.result())


async def test_a_person_at_a_terminal_opens_a_run_once(city, month):
    wanted = RunRequest(month=month, occasion="arrears")

    case = await paying.open_run(city.client, wanted)
    record = await city.case(PAYMENT, "arrears").closed()

    assert (record.case, record.outcome) == (case, "nothing_due")
    with pytest.raises(Trouble, match="was opened before"):
        await paying.open_run(city.client, wanted)


@pytest.mark.parametrize("day", [LONG_DAY])
async def test_a_month_is_promised_before_the_tenth_and_the_promise_ends_with_the_payment(city, month, book):
    recognised(book, household(month), first=month)
    case = await opened(city, month)
    ask = await case.asks("payment_approval")
    (promise,) = (await case.record()).clocks
    await case.decide("payment_approval")
    record = await case.closed()

    assert ask.due is None
    assert date(month.year, month.month, 7) <= promise.due.day <= date(month.year, month.month, 9)
    assert (promise.state, record.clocks[0].state) == ("running", "ended")


async def test_a_page_more_of_households_is_a_dozen_events_more(city, month, book):
    for number in range(PAGE + 1):
        recognised(book, household(month, number), "1.00", first=month)
    case = await opened(city, month)
    await case.decide("payment_approval")
    await case.closed()

    history = await case.handle.fetch_history()

    assert len(history.events) < 70
    assert sum(event.ByteSize() for event in history.events) < 60_000
