"""What do the steps of one application share? The application as it stands, its limits, and what was found."""

from datetime import date

from registry.departments import CIVIL_AFFAIRS
from schemas.households import Application
from schemas.identifiers import CaseId, OfficerId, QuestionId, UnitId
from schemas.limits import Limit
from schemas.means import MeansReport
from schemas.questions import Errand, Inquiry, Subject, Topic
from workflows.verbs import Case
from workflows.waiting import Clock


class Dossier:
    """The file of one application (案卷): each step reads it, and leaves in it what it found."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.application: Application
        self.limits: dict[str, Limit] = {}
        self.alert: CaseId | None = None
        self.report: MeansReport | None = None
        self.total: Clock
        self.surveyed_since: date
        """The day of the acceptance, or on which everything was to be looked at once more."""

    @property
    def town(self) -> UnitId:
        """The town of the household register: it accepts, and gives its opinion."""
        return self.application.household.town

    @property
    def county(self) -> UnitId:
        """The county of the household register."""
        return self.application.household.county

    @property
    def living_town(self) -> UnitId:
        """Where the household lives; for most, the town of its register."""
        living = self.application.residence
        return living.town if living else self.town

    def named(self) -> dict[str, str]:
        """What every event of the application names."""
        return {"case": self.case.id, "number": self.application.number, "household": self.application.household.ref}

    def errand(self, task: str, **details: object) -> Errand:
        """A thing to be done once for this case."""
        return Errand(key=f"{self.case.id}/{task}", case=self.case.id, details=details)

    def officers(self, *questions: str) -> tuple[OfficerId, ...]:
        """Who decided these questions last: nobody takes two steps of one case."""
        ruled = (self.case.ruled(question) for question in questions)
        return tuple(each.officer for each in ruled if each is not None)

    def visit(self, topic: Topic, by: str, turn: int, town: UnitId | None = None) -> Inquiry:
        """A visit by two, on behalf of the town, the county, or the town where the household lives."""
        applicant, where = self.application.household.applicant, {"town": town} if town else {}
        return Inquiry(
            id=QuestionId(f"{self.case.id}/{topic}/{by}/{turn}"), department=CIVIL_AFFAIRS.id, topic=topic,
            limit=CIVIL_AFFAIRS.answers[topic], legal_basis="[J30]",
            subjects=(Subject(ref=applicant.ref, id_number=applicant.id_number, name=applicant.name),),
            details={"household": self.application.household.ref, "by": by, "item": by, **where},
        )  # fmt: skip
