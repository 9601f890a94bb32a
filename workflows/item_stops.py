"""How do linked items end whose condition is gone? Each owner is asked to stop its own, and decides (domain 3.8)."""

from datetime import date

from activities.register import Register
from events.contracts.assistance import AssistanceItemStopped
from registry.items import item
from schemas.entitlements import ItemStop, StopGround
from schemas.households import Household
from schemas.identifiers import ApplicationNumber, EventId, HouseholdRef, ItemId, QuestionId
from schemas.questions import Inquiry, Reply, ReplyStatus, Subject, Topic
from schemas.register_entries import ItemResult, ItemsEntry
from workflows.months import following
from workflows.turns import numbered
from workflows.verbs import Case

CONSENT_ARTICLE = "个人信息保护法第十五条"


class ItemStops:
    """An owner that gives its item on another ground too says so, and it goes on; silence stops nothing."""

    def __init__(self, case: Case, household: HouseholdRef, number: ApplicationNumber, turn: int = 1) -> None:
        self.case = case
        self.household = household
        self.number = number
        self.turn = turn

    async def stopped(self, ended: tuple[ItemStop, ...]) -> None:
        """Every owner at once; what each said is announced and entered."""
        if not ended:
            return
        replies = await self.case.ask_all(
            *(self._inquiry(stop) for stop in ended), waiting_on="stops of linked items"
        )  # fmt: skip
        answers = tuple(zip(ended, replies, strict=True))
        await self.case.announce(*(self._announced(stop, reply) for stop, reply in answers))
        await self.case.ask(Register.enter_items, self._entry(answers))
        for stop, reply in answers:
            if not _stopped(reply):
                self.case.note(f"联办事项未停止 {stop.item} was not stopped: {reply.reason or reply.status}")

    def _inquiry(self, stop: ItemStop) -> Inquiry:
        """The persons by reference: the owner knows them by the question on which it gave the item."""
        business = item(stop.item)
        asked = f"{self.case.id}/{Topic.LINKED_ITEM_STOP}/{stop.item}/{stop.reason}/{self.household}"
        return Inquiry(
            id=QuestionId(numbered(asked, self.turn)),
            department=business.owner.id, topic=Topic.LINKED_ITEM_STOP, limit=business.stops_within,
            legal_basis=stop.article, subjects=tuple(Subject(ref=person) for person in stop.persons),
            details={"item": stop.item, "from_month": str(stop.from_month), "reason": stop.reason.value},
        )  # fmt: skip

    def _announced(self, stop: ItemStop, reply: Reply) -> AssistanceItemStopped:
        return AssistanceItemStopped(
            case=self.case.id, number=self.number, household=self.household, item=stop.item, members=stop.persons,
            from_month=stop.from_month, reason=stop.reason, status=reply.status, stopped=_stopped(reply),
        )  # fmt: skip

    def _entry(self, answers: tuple[tuple[ItemStop, Reply], ...]) -> ItemsEntry:
        """An item that goes on stands as granted; of one whose owner is silent nothing new is known."""
        events = (line.id for line in self.case.now_record().announced[-len(answers) :])
        results = (_result(stop, reply, event) for (stop, reply), event in zip(answers, events, strict=True))
        return ItemsEntry(case=self.case.id, household=self.household, on=self.case.today(), results=tuple(results))


def given_up(wanted: ItemId, household: Household, on: date) -> ItemStop:
    """An item whose consent was taken back, for everybody of the household, from the month after the day."""
    return ItemStop(
        item=wanted, persons=tuple(member.ref for member in household.members), from_month=following(on),
        reason=StopGround.CONSENT, article=CONSENT_ARTICLE,
    )  # fmt: skip


def _result(stop: ItemStop, reply: Reply, event: EventId) -> ItemResult:
    """Ended when nobody keeps it; what goes on, for others or for all, stands as granted."""
    stopped = _stopped(reply)
    ended = stopped is True and stop.whole
    return ItemResult(
        item=stop.item, department=reply.department, event=event, ended=ended,
        given_up=ended and stop.reason is StopGround.CONSENT,
        status=reply.status if stopped is None else ReplyStatus.ANSWERED,
        granted=None if stopped is None or ended else True,
    )  # fmt: skip


def _stopped(reply: Reply) -> bool | None:
    """A refusal is an answer: the item goes on. None: the owner has not said."""
    if reply.status is ReplyStatus.REFUSED:
        return False
    said = reply.result.get("stopped")
    return said if isinstance(said, bool) else None
