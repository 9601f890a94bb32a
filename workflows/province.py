"""How do two towns of the province work on one application? The parent's side: ask, wait, and go on (省内通办)."""

from registry.services import RESIDENCE, case_id
from schemas.households import Category
from schemas.identifiers import CaseId
from schemas.limits import Limit
from schemas.residences import ResidenceFindings, ResidenceRequest, ResidenceWork, Work
from workflows.dossier import Dossier


class Province:
    """The town where the household lives, when it is another one; everything is decided at the register's place."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.case = dossier.case
        self._turns = 0

    @property
    def takes_part(self) -> bool:
        """The household lives in another town than the one that accepts."""
        return self.dossier.living_town != self.dossier.town

    async def visited(self) -> ResidenceFindings:
        """At home, by the town of residence; the first visit opens its part."""
        return await self._done(Work.VISIT)

    async def objection_upheld(self, limit: Limit, category: Category) -> bool:
        """Posted there too; the panel there has decided about what was said there."""
        if not self.takes_part:
            return False
        return (await self._done(Work.POST, category, limit)).upheld

    async def finished(self) -> None:
        """Its part is over, whatever was decided."""
        if self._turns:
            await self.case.tell(self._part, self._next(Work.NOTHING_MORE))

    @property
    def _part(self) -> CaseId:
        return case_id(RESIDENCE, self.dossier.application.number)

    async def _done(
        self, work: Work, category: Category | None = None, limit: Limit | None = None
    ) -> ResidenceFindings:  # fmt: skip
        word = self._next(work, category, limit)
        if word.turn == 1:
            request = ResidenceRequest(application=self.dossier.application, first=word)
            await self.case.open_case(RESIDENCE, self._part, request)
        else:
            await self.case.tell(self._part, word)
        await self.case.until(lambda: self.case.handovers(self._part) >= word.turn)
        found = self.case.handed(ResidenceFindings, self._part)
        if found is None:
            raise ValueError(f"Case {self._part} handed over nothing.")
        return found

    def _next(self, work: Work, category: Category | None = None, limit: Limit | None = None) -> ResidenceWork:
        self._turns += 1
        return ResidenceWork(case=self.case.id, turn=self._turns, work=work, category=category, publicity=limit)
