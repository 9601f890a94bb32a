"""Review round (动态管理批次): many households, the counties side by side, each page by page (domain 3.5)."""

from collections.abc import Iterable

from temporalio import workflow

from events.contracts.assistance import AssistanceRoundEnded
from events.contracts.civil_affairs import AssistanceRoundDue
from events.contracts.facts import StandardChanged
from registry.regions import CITY, COUNTIES
from registry.services import REVIEW_PAGE, REVIEW_ROUND, case_id, key_of
from schemas.cases import CaseRecord, CaseStart
from schemas.identifiers import HouseholdRef, UnitId
from schemas.rounds import PageDone, PageOrder, Round, RoundDone, RoundOrder
from workflows.calendars import by_its_workflow
from workflows.verbs import Case

PAGE = 25
"""Households a page: what is recorded of a page stays far below what a history may hold."""


@workflow.defn(name=REVIEW_ROUND.id)
class ReviewRound:
    """Never a case for each household at once: one page after the other, each a case of its own.

    Every county has a case for its pages, so that none waits for the decisions of another.
    """

    @workflow.init
    def __init__(self, start: CaseStart) -> None:
        self.case = Case(by_its_workflow(start), REVIEW_ROUND)
        self.asked = start.request is not None
        self.pages: list[PageDone] = []

    @workflow.run
    async def run(self, start: CaseStart) -> CaseRecord:  # noqa: ARG002  the case was made of it
        return await self.case.conduct(self.procedure)

    async def procedure(self) -> str:
        order = await self._order()
        self.case.withdrawable = False
        if order.today is not None:
            self.case.on_day(order.today)
        done = await (self._all(order) if order.county is None else self._reviewed(order, order.county))
        if self.case.record.parent is None:
            await self.case.announce(AssistanceRoundEnded(
                case=self.case.id, unchanged=done.unchanged, raised=done.raised, alone=done.alone,
                unchecked=done.unchecked))  # fmt: skip
        else:
            await self.case.hand_over(done, last=True)
        return "reviewed"

    async def _order(self) -> RoundOrder:
        if self.asked:
            return self.case.request(RoundOrder)
        event = await self.case.opened(AssistanceRoundDue, StandardChanged)
        if not isinstance(event, AssistanceRoundDue | StandardChanged):
            raise TypeError(f"{event.type} opens no round.")
        return RoundOrder(kind=event.kind, on=event.on, today=event.reported_on, county=event.county)

    async def _all(self, order: RoundOrder) -> RoundDone:
        """Every county at the same time; the round ends with the last of them."""
        self.case.handled_by(CITY)
        self.case.enter("counties", waiting_on="the rounds of the counties")
        order = order.model_copy(update={"on": order.on or self.case.today(), "today": self.case.today()})
        below = {county: case_id(REVIEW_ROUND, *key_of(self.case.id), county) for county in COUNTIES}
        for county, key in below.items():
            await self.case.open_case(REVIEW_ROUND, key, order.model_copy(update={"county": county}))
        await self.case.until(lambda: self.case.ended.issuperset(below.values()))
        return self._sum(done for key in below.values() if (done := self.case.handed(RoundDone, key)))

    async def _reviewed(self, order: RoundOrder, county: UnitId) -> RoundDone:
        """One county, until its last page."""
        self.case.handled_by(county)
        asked = Round(kind=order.kind, county=county, on=order.on or self.case.today(), size=PAGE)
        after: HouseholdRef | None = HouseholdRef("")
        while after is not None:
            page = await self._page(asked.model_copy(update={"after": after}))
            self.pages.append(page)
            after = page.last
        return self._sum(self.pages)

    async def _page(self, asked: Round) -> PageDone:
        """The households of a page that an operator ended come again in the next one."""
        number = len(self.pages) + 1
        self.case.enter("pages", waiting_on=f"page {number}: {asked.county}")
        key = case_id(REVIEW_PAGE, *key_of(self.case.id), str(number))
        await self.case.open_case(REVIEW_PAGE, key, PageOrder(round=asked, number=number))
        await self.case.until(lambda: key in self.case.ended)
        return self.case.handed(PageDone, key) or PageDone(case=key, last=asked.after)

    def _sum(self, parts: Iterable[RoundDone]) -> RoundDone:
        found = list(parts)
        return RoundDone(
            case=self.case.id, unchanged=sum(part.unchanged for part in found),
            raised=sum(part.raised for part in found), alone=sum(part.alone for part in found),
            unchecked=sum(part.unchecked for part in found),
        )  # fmt: skip
