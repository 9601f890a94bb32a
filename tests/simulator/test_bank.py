"""Does the pretend bank pay once, fail and give back as a scenario tells, and keep books that agree?"""

from decimal import Decimal
from typing import Any

from events.contracts.catalogue import received
from events.contracts.payments import PaymentReturned, PaymentRunDue
from schemas.identifiers import CaseId
from schemas.payments import BatchOrder, Statement, StatementRequest
from simulator.bank import PAGE, Account, Bank
from simulator.emission import Record, record, sealed
from simulator.paydays import Payday, Treasury, dated
from tests.events.contracts.golden_samples import envelope

RUN = CaseId("payment:2026-12")


def order(*payees: str, attempt: int = 1, batch: int = 1) -> BatchOrder:
    transfers = [{"key": f"{payee}/low_income/2026-12/1", "attempt": attempt, "payee": payee, "amount": "600.00"}
                 for payee in payees]  # fmt: skip
    return BatchOrder.model_validate({"key": f"{RUN}/batch/{batch}", "case": RUN, "transfers": transfers})


def states(answers: list[dict[str, Any]]) -> list[str]:
    return [answer["state"] for answer in answers]


def statement(bank: Bank, **asked: Any) -> Statement:
    return bank.statement(StatementRequest(case=RUN, **asked))


def test_the_same_transfer_in_another_batch_is_made_once():
    bank = Bank()

    first = bank.pay(order("h-1", "h-2"))
    again = bank.pay(order("h-2", "h-3", batch=2))

    assert states(first) == states(again) == ["paid", "paid"]
    assert (statement(bank).transfers, statement(bank).total) == (3, Decimal("1800.00"))


def test_an_account_fails_as_often_as_it_is_told_to():
    bank = Bank((Account(payee="h-1", fails=1),))

    tried = [states(bank.pay(order("h-1", "h-2", attempt=attempt))) for attempt in (1, 2)]

    assert tried == [["failed", "paid"], ["paid", "paid"]]


def test_what_comes_back_is_announced_once_and_not_when_it_is_paid_again():
    bank = Bank((Account(payee="h-1", fails=1, returned="*/2026-12/1", after_days=2),))

    letters = [[*bank.letters()] for attempt in (1, 2, 2, 3) if bank.pay(order("h-1", attempt=attempt))]

    assert [len(each) for each in letters] == [0, 1, 0, 0]
    ((days, sent),) = letters[1]
    _, event = received(sent.value, sent.topic)
    assert (days, event.type) == (2, PaymentReturned.type)
    assert isinstance(event, PaymentReturned)
    assert (event.payment, event.attempt, event.run) == ("h-1/low_income/2026-12/1", 2, RUN)


def test_the_lines_of_a_statement_come_page_by_page_in_the_order_of_their_keys():
    bank = Bank()
    bank.pay(order(*(f"h-{number:04}" for number in range(PAGE + 1))))

    first = statement(bank, lines=True)
    second = statement(bank, lines=True, after=first.last)

    assert [len(first.lines), len(second.lines), second.last] == [PAGE, 1, None]
    assert first.lines[-1].key == first.last
    assert first.lines[-1].key < second.lines[0].key


class Letters:
    def __init__(self) -> None:
        self.sent: list[tuple[float, Record]] = []

    def send_later(self, seconds: float, sent: Record) -> None:
        self.sent.append((seconds, sent))


def test_a_run_is_announced_once_when_the_household_is_recognised():
    post = Letters()
    confirmed = envelope("cn.onething.assistance.identity-confirmed.v1")
    treasury = Treasury((Payday(number=confirmed.data["number"], run="2026-12", after_days=3),), post, day=2.0)

    for _ in range(2):
        treasury.hear(confirmed.encoded())
    treasury.hear(b"rubbish")

    ((seconds, sent),) = post.sent
    heard, event = received(sent.value, sent.topic)
    assert (seconds, heard.chain, heard.causationid) == (6.0, confirmed.chain, confirmed.id)
    assert isinstance(event, PaymentRunDue)
    assert event.run == "2026-12"


def test_another_household_is_no_reason_to_pay():
    post = Letters()

    Treasury((Payday(number="A-2026-999999", run="2026-12"),), post, day=2.0).hear(
        envelope("cn.onething.assistance.identity-confirmed.v1").encoded()
    )

    assert post.sent == []


def test_the_month_of_a_scenario_is_a_month_from_which_a_run_can_be_announced():
    run = dated("{month}")

    event = PaymentRunDue.model_validate({"run": run, "on": "2026-12-01"})

    assert sealed(event, id="e", source="//finance.city", time="2026-12-01T00:00:00Z").partitionkey == event.run
    assert record(sealed(event, id="e", source="//finance.city", time="2026-12-01T00:00:00Z"), "t").key == run.encode()
