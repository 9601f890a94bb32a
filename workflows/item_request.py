"""Request of an item (补充事项申请): a recognised household asks for one more, and its owner decides (domain 13)."""

from temporalio import workflow

from activities.civil_affairs import CivilAffairs
from activities.law import Law
from activities.rights import Rights
from events.contracts.civil_affairs import AssistanceItemRequested
from registry.services import ITEM_REQUEST
from schemas.cases import CaseRecord, CaseStart
from schemas.item_requests import ItemMeant, ItemWanted
from schemas.questions import Errand
from schemas.rights import StandingRequest
from workflows.item_requests import ItemRequests
from workflows.verbs import Case

ASKED, GUIDED, UNKNOWN = "item_asked", "guided", "household_unknown"


@workflow.defn(name=ITEM_REQUEST.id)
class ItemRequest:
    """Ask the owner of the item, enter what it says; who has to go another way is told which one."""

    @workflow.init
    def __init__(self, start: CaseStart) -> None:
        self.case = Case(start, ITEM_REQUEST)

    @workflow.run
    async def run(self, start: CaseStart) -> CaseRecord:  # noqa: ARG002  the case was made of it
        return await self.case.conduct(self.procedure)

    async def procedure(self) -> str:
        event = await self.case.opened(AssistanceItemRequested)
        requested = AssistanceItemRequested.model_validate(event.model_dump())
        self.case.on_day(requested.on)
        standing = await self.case.ask(
            Rights.standing, StandingRequest(household=requested.household, case=self.case.id)
        )
        if standing is None:
            self.case.note("登记簿中没有该家庭 the register knows no such household")
            return UNKNOWN
        meant = await self.case.ask(
            Law.item_request, ItemWanted(standing=standing, item=requested.item, on=self.case.today())
        )
        self.case.handled_by(meant.application.household.town)
        if meant.category is None or meant.valid_from is None or not meant.items:
            return await self._guided(meant)
        self.case.enter("linked items")
        items = ItemRequests(self.case, meant.application)
        await items.settled(meant.category, meant.items, meant.valid_from, meant.valid_to)
        return ASKED

    async def _guided(self, meant: ItemMeant) -> str:
        """Nothing is refused: the household learns where it can apply, or what would have to be known."""
        await self.case.ask(CivilAffairs.deliver_notice, Errand(
            key=f"{self.case.id}/notice/guidance", case=self.case.id,
            details={"number": meant.application.number, "kind": "guidance", "text": meant.guidance}))  # fmt: skip
        return GUIDED
