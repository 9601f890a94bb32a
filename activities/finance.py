"""What does the finance bureau do? It pays, through the one-card account (财政局)."""

from datetime import timedelta
from typing import TypeVar

from pydantic import ValidationError

from activities.errors import Unreachable
from activities.office import done_by, sent
from activities.ports import DepartmentSystems
from activities.task import task
from registry.departments import FINANCE
from schemas.base import Model
from schemas.entitlements import PaymentOrder
from schemas.payments import BatchAnswer, BatchOrder, Statement, StatementRequest
from schemas.questions import Done, Errand

Answer = TypeVar("Answer", bound=Model)


class Finance:
    """Each order is paid once: the order's key is the key of the bureau's own system."""

    def __init__(self, systems: DepartmentSystems) -> None:
        self._systems = systems

    @task(FINANCE.desk, summary="开立按月发放")
    async def open_payment(self, order: PaymentOrder) -> Done:
        """Idempotent by key: person or household, purpose and case."""
        return await sent(self._systems, FINANCE, "open_payment", key=order.key, case=order.case, body=order)

    @task(FINANCE.desk, summary="从备用金先行支付急难救助")
    async def pay_emergency(self, order: PaymentOrder) -> Done:
        """Idempotent by key; paid before any paper, around the clock."""
        return await sent(self._systems, FINANCE, "pay_emergency", key=order.key, case=order.case, body=order)

    @task(FINANCE.desk, summary="一次性发放救助金")
    async def pay_once(self, order: PaymentOrder) -> Done:
        """Idempotent by key: aid that a household receives once."""
        return await sent(self._systems, FINANCE, "pay_once", key=order.key, case=order.case, body=order)

    @task(FINANCE.desk, summary="拨付惠民殡葬减免资金")
    async def charge_waiver(self, errand: Errand) -> Done:
        """Idempotent by key: what a funeral hall waived is paid to the hall."""
        return await done_by(self._systems, FINANCE, "charge_waiver", errand)

    @task(FINANCE.desk, within=timedelta(seconds=30), summary="批量支付")
    async def pay_batch(self, batch: BatchOrder) -> BatchAnswer:
        """Idempotent by payment and attempt, whatever batch they come in; what is not answered is asked for again."""
        done = await sent(self._systems, FINANCE, "pay_batch", key=batch.key, case=batch.case, body=batch)
        answer = _read(BatchAnswer, done, f"pay_batch for case {batch.case}")
        told = [(each.key, each.attempt) for each in answer.payments]
        if not told or len(set(told)) < len(told) or not _asked(batch).issuperset(told):
            raise Unreachable(
                f"pay_batch for case {batch.case}: the answer is about none, about others, or contradicts"
            )
        return answer

    @task(FINANCE.desk, within=timedelta(seconds=30), summary="调取支付对账单")
    async def statement(self, request: StatementRequest) -> Statement:
        """Reads only; each asking has a key of its own, for the bureau's books go on."""
        key = f"{request.case}/statement/{request.turn}/{request.after or ('lines' if request.lines else 'sums')}"
        done = await sent(self._systems, FINANCE, "statement", key=key, case=request.case, body=request)
        statement = _read(Statement, done, f"statement for case {request.case}")
        if statement.last is not None and statement.last <= (request.after or ""):
            raise Unreachable(f"statement for case {request.case}: its pages do not go on from key to key")
        return statement


def _asked(batch: BatchOrder) -> set[tuple[str, int]]:
    return {(each.key, each.attempt) for each in batch.transfers}


def _read(model: type[Answer], done: Done, what: str) -> Answer:
    try:
        return model.model_validate(done.result)
    except ValidationError as error:
        raise Unreachable(f"{what}: the answer does not keep the protocol") from error
