"""Payments (待遇发放): a month, or a special occasion, is paid in batches; what the bank gives back is owed again."""

from temporalio import workflow
from temporalio.exceptions import WorkflowAlreadyStartedError

from activities.payments import Payments
from events.contracts.payments import PaymentReturned, PaymentRunDue
from registry.regions import CITY
from registry.services import PAYMENT, case_id
from schemas.cases import CaseRecord, CaseStart
from schemas.payments import ReturnEntry, RunKind, RunRequest, requested, run_key
from workflows.calendars import by_its_workflow
from workflows.payment_run import PaymentRun
from workflows.verbs import Case

CALLED, OWED_AGAIN = "called", "owed_again"


@workflow.defn(name=PAYMENT.id)
class Payment:
    """A run, a payment that came back, or the calendar, which calls for the run of its month."""

    @workflow.init
    def __init__(self, start: CaseStart) -> None:
        self.case = Case(by_its_workflow(start), PAYMENT)
        self.asked = start.request is not None

    @workflow.run
    async def run(self, start: CaseStart) -> CaseRecord:  # noqa: ARG002  the case was made of it
        return await self.case.conduct(self.procedure)

    async def procedure(self) -> str:
        self.case.handled_by(CITY)
        if self.asked:
            return await self._asked(self.case.request(RunRequest))
        event = await self.case.opened(PaymentRunDue, PaymentReturned)
        self.case.withdrawable = False
        if isinstance(event, PaymentReturned):
            return await self._owed_again(event)
        if not isinstance(event, PaymentRunDue):
            raise TypeError(f"{event.type} opens no payment case.")
        return await PaymentRun(self.case, requested(event.run)).settled()

    async def _asked(self, wanted: RunRequest) -> str:
        self.case.withdrawable = False
        if wanted.month is None:
            return await self._called()
        return await PaymentRun(self.case, wanted).settled()

    async def _called(self) -> str:
        """A run that the bureau, or a person, has opened before is left alone."""
        month = self.case.today().replace(day=1)
        run = case_id(PAYMENT, run_key(month, RunKind.MONTHLY))
        try:
            await self.case.open_case(PAYMENT, run, RunRequest(month=month))
        except WorkflowAlreadyStartedError:
            self.case.note(f"本月批次已开立 the run of the month is there: {run}")
        return CALLED

    async def _owed_again(self, event: PaymentReturned) -> str:
        self.case.enter("returned payment")
        await self.case.ask(Payments.enter_return, ReturnEntry(
            case=self.case.id, payment=event.payment, attempt=event.attempt, reason=event.reason, on=event.on,
            event=self.case.cause))  # fmt: skip
        return OWED_AGAIN
