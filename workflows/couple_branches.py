"""What follows a registration, each branch for itself, and what is the couple told of it? One notice, or two."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator

from activities.law import Law
from activities.marriage_law import MarriageLaw
from schemas.assessments import LimitsRequest
from schemas.limits import Limit
from schemas.questions import Topic
from schemas.weddings import Links, LinksRequest, Wedding
from workflows.couple_letters import CoupleLetters
from workflows.household_registers import HouseholdRegisters, reachable
from workflows.marriage_items import MarriageItems
from workflows.verbs import Case

COMPLETE, PARTIAL, BY_HAND = "complete", "partial", "by hand"
STEPS = ("marriage_notice", "late_register")
SAID_ZH = {
    "answered": "已办", "changed": "已由两部门办妥", "left_open": "暂未变更,部门将继续处理",
    "refused": "未办,已转两部门会商,您无需再跑", "not_linkable": "未联通,请凭电子证明向户口登记机关办理",
    **dict.fromkeys(("silent", "pending", "unreachable"), "办理中"),
}  # fmt: skip
ITEMS_ZH = {**SAID_ZH, "refused": "未予办理,可另行申请", "not_linkable": "不适用联办,可向该部门另行申请"}
ITEM_TOPICS = {Topic.LINKED_ITEM, Topic.HOUSEHOLD_REGISTER_MOVE}

Noticed = Callable[[bool, dict[str, str]], Awaitable[None]]


class CoupleBranches:
    """Registers and items run beside each other; none of them touches the registration any more."""

    def __init__(self, case: Case, wedding: Wedding, *, about: str, **details: str) -> None:
        self.case = case
        self.about = about
        self.wedding = wedding
        self.items = MarriageItems(case, wedding)
        self.registers = HouseholdRegisters(case, wedding.spouses, wedding.office, **details)
        self.letters = CoupleLetters(case, wedding.booking)

    async def followed(self, noticed: Noticed | None = None) -> None:
        """Returns when every branch has ended and the couple has the last notice."""
        limits, links = await self._prepared()
        self.case.enter("linked items")
        asking = asyncio.ensure_future(self._asked(links))
        notice = await self.case.started("notice", limits["marriage_notice"])
        told = not await self.case.within(notice, asking.done, waiting_on="linked items")
        if told:
            await self._told(PARTIAL, noticed)
        await asking
        if self.registers.open:
            if not told:
                await self._told(PARTIAL, noticed)
            await self.registers.followed(limits["late_register"])
        await self._told(BY_HAND if self.registers.by_hand else COMPLETE, noticed)

    async def _prepared(self) -> tuple[dict[str, Limit], Links]:
        first, second = self.wedding.spouses
        on = self.case.today()
        limits = await self.case.ask(Law.limits, LimitsRequest(steps=STEPS, on=on))
        links = await self.case.ask(MarriageLaw.links, LinksRequest(
            wedding=self.wedding, interfaces=(reachable(first), reachable(second)), on=on))  # fmt: skip
        return limits.limits, links

    async def _asked(self, links: Links) -> None:
        inquiries = (*self.registers.inquiries(links.registers), *self.items.inquiries(links))
        await asyncio.gather(self.case.ask_all(*inquiries), self.items.moved(links))

    async def _told(self, kind: str, noticed: Noticed | None) -> None:
        stations, items = self.registers.results(), dict(self._item_results())
        lines = (*(f"{station}:{SAID_ZH[said]}" for station, said in stations),
                 *(f"{item}:{ITEMS_ZH[said]}" for item, said in items.items()))  # fmt: skip
        await self.letters.delivered(kind, "\n".join([self.about, *lines]))
        if noticed is not None:
            without_places = {f"household register {place}": said for place, (_, said) in enumerate(stations, 1)}
            await noticed(kind != PARTIAL and not self.registers.open, without_places | items)

    def _item_results(self) -> Iterator[tuple[str, str]]:
        lines = (line for line in self.case.now_record().asked if line.subject)
        return ((line.subject, line.status.value) for line in lines if line.topic in ITEM_TOPICS)
