"""Review round (动态管理批次): many households, county by county and page by page (domain 3.5)."""

from temporalio import workflow

from events.contracts.assistance import AssistanceRoundEnded
from events.contracts.civil_affairs import AssistanceRoundDue
from events.contracts.facts import StandardChanged
from registry.regions import UNITS, Level
from registry.services import REVIEW_PAGE, REVIEW_ROUND, case_id
from schemas.cases import CaseRecord, CaseStart
from schemas.identifiers import HouseholdRef, UnitId
from schemas.rounds import PageDone, PageOrder, Round
from workflows.verbs import Case

PAGE = 25
"""Households a page: what is recorded of a page stays far below what a history may hold."""


@workflow.defn(name=REVIEW_ROUND.id)
class ReviewRound:
    """Never a case for each household at once: one page after the other, each a case of its own."""

    @workflow.init
    def __init__(self, start: CaseStart) -> None:
        self.case = Case(start, REVIEW_ROUND)
        self.pages: list[PageDone] = []

    @workflow.run
    async def run(self, start: CaseStart) -> CaseRecord:  # noqa: ARG002  the case was made of it
        return await self.case.conduct(self.procedure)

    async def procedure(self) -> str:
        event = await self.case.opened(AssistanceRoundDue, StandardChanged)
        if not isinstance(event, AssistanceRoundDue | StandardChanged):
            raise TypeError(f"{event.type} opens no round.")
        self.case.withdrawable = False
        self.case.on_day(event.reported_on)
        for county in (event.county,) if event.county else _counties():
            await self._reviewed(Round(kind=event.kind, county=county, on=event.on, size=PAGE))
        await self.case.announce(AssistanceRoundEnded(
            case=self.case.id, unchanged=sum(page.unchanged for page in self.pages),
            raised=sum(page.raised for page in self.pages), alone=sum(page.alone for page in self.pages)))  # fmt: skip
        return "reviewed"

    async def _reviewed(self, asked: Round) -> None:
        """One county, until its last page."""
        after: HouseholdRef | None = HouseholdRef("")
        while after is not None:
            page = await self._page(asked.model_copy(update={"after": after}))
            self.pages.append(page)
            after = page.last

    async def _page(self, asked: Round) -> PageDone:
        number = len(self.pages) + 1
        self.case.enter("pages", waiting_on=f"page {number}: {asked.county}")
        key = case_id(REVIEW_PAGE, *self.case.id.split(":")[1:], str(number))
        await self.case.open_case(REVIEW_PAGE, key, PageOrder(round=asked, number=number))
        await self.case.until(lambda: self.case.handovers(key) > 0)
        done = self.case.handed(PageDone, key)
        return done or PageDone(case=key)


def _counties() -> tuple[UnitId, ...]:
    return tuple(unit.id for unit in UNITS.values() if unit.level is Level.COUNTY)
