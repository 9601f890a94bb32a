"""What does the grid announce? What its workers saw on their rounds, and what came of it (政法委网格)."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from events.contracts.envelope import Event
from registry.departments import POLITICAL_LEGAL, Department
from registry.topics import OUTCOMES
from schemas.alerts import Scene, VisitResult
from schemas.hardships import Circumstance, Hardship
from schemas.identifiers import CaseId, PersonRef, UnitId


class GridLeadReported(Event):
    """A grid worker saw somebody who may need help; the town of residence visits."""

    type: ClassVar[str] = "cn.onething.grid.lead-reported.v1"
    topic: ClassVar[str | None] = POLITICAL_LEGAL.topic
    key: ClassVar[str] = "person"
    legal_basis: ClassVar[str] = "国办发〔2023〕39号"
    number: str = Field(description="Number of the lead in the grid's own system")
    person: PersonRef
    circumstance: Circumstance = Circumstance.SEEN_IN_NEED
    seen_on: date
    residence_town: UnitId = Field(description="Town of residence, which visits")

    @property
    def scene(self) -> Scene:
        """Leads of one person and year are one alert, as long as it is open."""
        return Scene.GRID

    @property
    def year(self) -> int:
        """The year in which it was seen."""
        return self.seen_on.year

    @property
    def hardship(self) -> Hardship:
        """The lead as it is graded."""
        return Hardship(person=self.person, circumstance=self.circumstance, happened_on=self.seen_on,
                        source=POLITICAL_LEGAL.id)  # fmt: skip


class GridLeadClosed(Event):
    """What came of a lead, for the grid that reported it."""

    type: ClassVar[str] = "cn.onething.grid.lead-closed.v1"
    topic: ClassVar[str | None] = OUTCOMES
    key: ClassVar[str] = "person"
    legal_basis: ClassVar[str] = "国办发〔2023〕39号"
    readers: ClassVar[tuple[Department, ...]] = (POLITICAL_LEGAL,)
    case: CaseId
    person: PersonRef
    number: str = Field(description="Number of the lead in the grid's own system")
    result: VisitResult
