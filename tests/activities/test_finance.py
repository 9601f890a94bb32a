"""Does the bureau's answer to a batch, or to a statement, keep the protocol? What does not is asked for again."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from activities.errors import Refused, Unreachable
from activities.finance import Finance
from activities.ports import SystemReply
from schemas.base import Model
from schemas.payments import BatchOrder, StatementRequest
from schemas.questions import ReplyStatus

BATCH = BatchOrder.model_validate({
    "case": "payment:2026-12", "key": "payment:2026-12/batch/1",
    "transfers": [{"key": f"h-{number}/low_income/2026-12/1", "attempt": 1, "payee": f"h-{number}", "amount": "600.00"}
                  for number in range(2)],
})  # fmt: skip
PAID = {"key": "h-0/low_income/2026-12/1", "attempt": 1, "state": "paid"}


@dataclass
class PaperSystem:
    said: dict[str, Any]
    status: ReplyStatus = ReplyStatus.ANSWERED
    asked: list[tuple[str, str, str]] = field(default_factory=list)

    async def put(self, department: str, task: str, *, key: str, case: str, body: Model) -> SystemReply:
        self.asked.append((department, task, key))
        return SystemReply(status=self.status, result=self.said, reason="no_budget")


async def test_a_batch_is_asked_for_under_its_own_key_and_part_of_it_may_be_answered():
    system = PaperSystem({"payments": [PAID]})

    answer = await Finance(system).pay_batch(BATCH)

    assert [(each.key, each.state) for each in answer.payments] == [("h-0/low_income/2026-12/1", "paid")]
    assert system.asked == [("finance", "pay_batch", "payment:2026-12/batch/1")]


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"payments": []}, id="about none"),
        pytest.param({"payments": [{**PAID, "key": "h-9/low_income/2026-12/1"}]}, id="about another payment"),
        pytest.param({"payments": [{**PAID, "attempt": 2}]}, id="about another attempt"),
        pytest.param({"payments": [{**PAID, "state": "owed"}]}, id="neither paid nor failed"),
        pytest.param({"payments": [PAID, {**PAID, "state": "failed"}]}, id="both at once"),
    ],
)
async def test_an_answer_that_does_not_keep_the_protocol_pays_nobody(said):
    with pytest.raises(Unreachable):
        await Finance(PaperSystem(said)).pay_batch(BATCH)


async def test_a_refused_batch_names_its_reason():
    with pytest.raises(Refused, match="no_budget"):
        await Finance(PaperSystem({}, ReplyStatus.REFUSED)).pay_batch(BATCH)


async def test_each_asking_for_a_statement_has_a_key_of_its_own():
    system = PaperSystem({"transfers": 1, "total": "600.00"})
    finance = Finance(system)

    for turn in (1, 2):
        await finance.statement(StatementRequest.model_validate({"case": "payment:2026-12", "turn": turn}))
    await finance.statement(
        StatementRequest.model_validate(
            {"case": "payment:2026-12", "turn": 2, "lines": True, "after": "h-0/x/2026-12/1"}
        )
    )

    assert [key for *_, key in system.asked] == [
        "payment:2026-12/statement/1/sums", "payment:2026-12/statement/2/sums",
        "payment:2026-12/statement/2/h-0/x/2026-12/1",
    ]  # fmt: skip


async def test_a_statement_that_goes_in_circles_is_not_read():
    with pytest.raises(Unreachable, match="do not go on"):
        await Finance(PaperSystem({"lines": [], "last": "a"})).statement(
            StatementRequest.model_validate({"case": "payment:2026-12", "lines": True, "after": "a"})
        )


async def test_a_return_in_a_statement_has_its_reason_and_its_day():
    returned = {"key": "h-0/x/2026-12/1", "attempt": 1, "reason": "account_closed", "on": "2026-12-07"}

    statement = await Finance(PaperSystem({"transfers": 1, "total": "600.00", "returned": [returned]})).statement(
        StatementRequest.model_validate({"case": "payment:2026-12"})
    )

    assert [(each.reason, each.on) for each in statement.returned] == [("account_closed", date(2026, 12, 7))]
