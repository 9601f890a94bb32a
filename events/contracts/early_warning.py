"""What do the streams and the early-warning cases announce?"""

from datetime import date
from typing import ClassVar

from pydantic import Field

from events.contracts.envelope import Event
from registry.departments import CIVIL_AFFAIRS, MEDICAL_INSURANCE, Department
from registry.topics import ALERTS, OUTCOMES
from schemas.alerts import Alert, Grade, Scene, VisitResult
from schemas.identifiers import ApplicationNumber, CaseId, HouseholdRef, PersonRef, UnitId


class MedicalSelfPayThresholdCrossed(Event):
    """A person's medical self-pay of the year crossed a line for the first time in that year and band."""

    type: ClassVar[str] = "cn.onething.medical.selfpay-threshold-crossed.v1"
    topic: ClassVar[str | None] = ALERTS
    key: ClassVar[str] = "person"
    legal_basis: ClassVar[str] = "社会救助暂行办法;国办发〔2023〕39号"
    alert: Alert
    residence_town: UnitId = Field(description="Town of residence, which visits")

    @property
    def person(self) -> PersonRef:
        """The person concerned."""
        return self.alert.person

    @property
    def year(self) -> int:
        """The year of the sum."""
        return self.alert.year

    @property
    def line(self) -> str:
        """The line that was crossed, in whole yuan."""
        return f"{self.alert.band:.0f}"

    @property
    def scene(self) -> Scene:
        """The scene of the alert."""
        return self.alert.scene


class _AlertEvent(Event):
    topic: ClassVar[str | None] = OUTCOMES
    key: ClassVar[str] = "person"
    legal_basis: ClassVar[str] = "国办发〔2023〕39号"
    readers: ClassVar[tuple[Department, ...]] = (CIVIL_AFFAIRS,)
    case: CaseId
    person: PersonRef


class AlertGraded(_AlertEvent):
    """An alert got its grade, or a higher one."""

    type: ClassVar[str] = "cn.onething.alert.graded.v1"
    grade: Grade


class AlertDispatched(_AlertEvent):
    """The town of residence was told to visit."""

    type: ClassVar[str] = "cn.onething.alert.dispatched.v1"
    town: UnitId = Field(description="Town of residence")
    visit_by: date = Field(description="Last day for the first contact")


class AlertHelpArranged(_AlertEvent):
    """The visitors filed an application with the person; its form lies at the town under the number."""

    type: ClassVar[str] = "cn.onething.alert.help-arranged.v1"
    household: HouseholdRef
    number: ApplicationNumber = Field(description="Opens the assistance case")


class AlertClosed(_AlertEvent):
    """The loop is closed: what came of the alert, told to the source too."""

    type: ClassVar[str] = "cn.onething.alert.closed.v1"
    readers: ClassVar[tuple[Department, ...]] = (CIVIL_AFFAIRS, MEDICAL_INSURANCE)
    result: VisitResult
    watch_until: date | None = Field(None, description="Until when the person is kept in view")
