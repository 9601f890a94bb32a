"""What would the bare platform cost? The same procedure by hand, as the platform's own samples would write it.

The same waits, the same human decisions, the same child, and the same effects outside (questions, posting, payment,
notice, announcements, register entries), each an ordinary activity. No contracts, recorded rules, due moments, search
attributes, pages, reminders or lineage.
"""

import asyncio
from datetime import timedelta
from typing import Any

from temporalio import activity, workflow

with workflow.unsafe.imports_passed_through():
    from benchmarks.notices import NOTICES

QUEUE = "bare"
WITHIN = timedelta(seconds=30)


@activity.defn
async def bare_ask(departments: list[str]) -> dict[str, Any]:
    """Asks all departments in one activity."""
    return {department: {"items": []} for department in departments}


@activity.defn
async def bare_do(task: dict[str, Any]) -> dict[str, Any]:
    """One office does one thing."""
    return task


@activity.defn
async def bare_assess(application: dict[str, Any]) -> dict[str, Any]:
    """The assessment, as a local activity."""
    return {"granted": True, "amount": "600.00", "number": application["number"]}


@workflow.defn
class BareCheck:
    """The means check below the case."""

    @workflow.run
    async def run(self, departments: list[str]) -> dict[str, Any]:
        answers: dict[str, Any] = await workflow.execute_activity(bare_ask, departments, start_to_close_timeout=WITHIN)
        await workflow.execute_activity(bare_do, {"announce": "checked"}, start_to_close_timeout=WITHIN)
        return answers


@workflow.defn
class BareAssistance:
    """Acceptance, check and visit, opinion, publicity, confirmation, payment, notice, linked items, one outcome."""

    @workflow.init
    def __init__(self, application: dict[str, Any], departments: list[str], publicity: float) -> None:  # noqa: ARG002
        self.decisions: dict[str, str] = {}

    @workflow.run
    async def run(self, application: dict[str, Any], departments: list[str], publicity: float) -> dict[str, Any]:
        case = workflow.info().workflow_id
        await self._decided("acceptance")
        await self._do({"announce": "accepted"})
        check = workflow.execute_child_workflow(BareCheck.run, departments, id=f"{case}-check")
        visit = workflow.execute_activity(bare_ask, ["town"], start_to_close_timeout=WITHIN)
        await asyncio.gather(check, visit)
        decision: dict[str, Any] = await workflow.execute_local_activity(
            bare_assess, application, schedule_to_close_timeout=timedelta(seconds=5)
        )
        await self._decided("opinion")
        await self._do({"post": case})
        await self._do({"announce": "posted"})
        await workflow.sleep(publicity)
        await self._decided("confirmation")
        await self._do({"announce": "confirmed"})
        await asyncio.gather(
            self._do({"register": case}),
            self._do({"pay": case}),
            self._do({"tell": case}),
            workflow.execute_activity(bare_ask, ["a", "b", "c"], start_to_close_timeout=WITHIN),
        )
        await self._do({"register": "items"})
        await self._do({"announce": "closed"})
        return decision

    async def _do(self, task: dict[str, Any]) -> None:
        await workflow.execute_activity(bare_do, task, start_to_close_timeout=WITHIN)

    async def _decided(self, question: str) -> None:
        NOTICES.ring(workflow.info().workflow_id, question)
        await workflow.wait_condition(lambda: question in self.decisions)

    @workflow.update
    async def decide(self, question: str, choice: str) -> None:
        """A person decides."""
        self.decisions[question] = choice
