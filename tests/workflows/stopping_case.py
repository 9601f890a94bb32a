"""A case on paper that only stops items, as a review does: what ended is given to it as its request."""

from temporalio import workflow

from activities.law import Law
from registry.services import REVIEW
from schemas.assessments import ItemsEndedRequest
from schemas.cases import CaseRecord, CaseStart
from workflows.item_stops import ItemStops
from workflows.verbs import Case

NAME = "stopping-on-paper"


@workflow.defn(name=NAME)
class StoppingCase:
    @workflow.init
    def __init__(self, start: CaseStart) -> None:
        self.case = Case(start, REVIEW)
        self.told = self.case.request(ItemsEndedRequest)

    @workflow.run
    async def run(self, start: CaseStart) -> CaseRecord:
        return await self.case.conduct(self.procedure)

    async def procedure(self) -> str:
        before = self.told.before
        stops = await self.case.ask(Law.items_ended, self.told)
        await ItemStops(self.case, before.household.ref, before.number).stopped(stops)
        return "stopped"
