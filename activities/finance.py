"""What does the finance bureau do? It pays, through the one-card account (财政局)."""

from activities.office import sent
from activities.ports import DepartmentSystems
from activities.task import task
from registry.departments import FINANCE
from schemas.entitlements import PaymentOrder
from schemas.questions import Done


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
