"""Early warning (医疗早期预警、主动发现): data or a grid worker say that somebody may need help (domain 6)."""

from temporalio import workflow

from activities.charity import Charity
from activities.law import Law
from activities.public_security import PublicSecurity
from events.contracts.assistance import AssistanceClosed
from events.contracts.early_warning import (
    AlertClosed,
    AlertDispatched,
    AlertGraded,
    AlertHelpArranged,
    MedicalSelfPayThresholdCrossed,
)
from events.contracts.grid import GridLeadClosed, GridLeadReported
from registry.departments import CIVIL_AFFAIRS
from registry.regions import CITY, county_of
from registry.services import ASSISTANCE, EARLY_WARNING, case_id
from schemas.alerts import Alert, Grading, VisitResult
from schemas.assessments import GradingRequest, LimitsRequest
from schemas.cases import CaseRecord, CaseStart, Role
from schemas.hardships import Hardship
from schemas.identifiers import ApplicationNumber, HouseholdRef, PersonRef, QuestionId, UnitId
from schemas.limits import Limit
from schemas.questions import Errand, Inquiry, Reply, ReplyStatus, Subject, Topic
from workflows.verbs import Case
from workflows.waiting import Clock

STEPS = ("alert_declined_review", "alert_watch")
REVISITED = {VisitResult.DECLINED, VisitResult.UNREACHABLE}


@workflow.defn(name=EARLY_WARNING.id)
class EarlyWarning:
    """Grade, dispatch, visit, help, close the loop; a town that stays silent is escalated, never the person.

    A higher line crossed while the case is open, or a graver lead, raises its grade; the county closes, nobody else.
    """

    @workflow.init
    def __init__(self, start: CaseStart) -> None:
        self.case = Case(start, EARLY_WARNING)
        self.alert: Alert | None = None
        self.leads: list[str] = []
        self.person: PersonRef
        self.town: UnitId
        self.grading: Grading
        self.contact: Clock
        self.loop: Clock
        self.limits: dict[str, Limit] = {}
        self.visits = 0
        self.revisited: set[VisitResult] = set()

    @workflow.run
    async def run(self, start: CaseStart) -> CaseRecord:  # noqa: ARG002  the case was made of it
        return await self.case.conduct(self.procedure)

    async def procedure(self) -> str:
        await self._matched()
        self.contact, self.loop = await self._dispatched()
        result = await self._visited()
        while not await self._closure_agreed(result):
            result = await self._visited()
        self.contact.state = self.loop.state = "ended"
        watched = await self.case.started("watch", self.limits["alert_watch"])
        await self.case.announce(AlertClosed(case=self.case.id, person=self.person, result=result,
                                             watch_until=watched.due.day))  # fmt: skip
        await self.case.announce(*(GridLeadClosed(case=self.case.id, person=self.person, number=lead, result=result)
                                   for lead in self.leads))  # fmt: skip
        return result.lower()

    async def _matched(self) -> None:
        opened, hardship = await self.case.opened(MedicalSelfPayThresholdCrossed, GridLeadReported), None
        if isinstance(opened, MedicalSelfPayThresholdCrossed):
            self.alert = opened.alert
        elif isinstance(opened, GridLeadReported):
            hardship = opened.hardship
            self.leads.append(opened.number)
        else:
            raise TypeError(f"{opened.type} opens no early warning.")
        self.person, self.town = opened.person, opened.residence_town
        self.case.addressee = {"person": self.person}
        self.case.handled_by(self.town)
        self.limits = (await self.case.ask(Law.limits, LimitsRequest(steps=STEPS, on=self.case.today()))).limits
        self.grading = await self._graded(self.alert, hardship)
        await self._grade_stands()
        self.case.on(MedicalSelfPayThresholdCrossed, self._upgraded)
        self.case.on(GridLeadReported, self._seen_again)

    async def _graded(self, alert: Alert | None, hardship: Hardship | None) -> Grading:
        return await self.case.ask(Law.grading, GradingRequest(
            alert=alert, hardship=hardship, household_yearly_income=None, on=self.case.today()))  # fmt: skip

    async def _grade_stands(self) -> None:
        self.case.decisions[:] = [self.grading.decision]
        self.case.result(category=self.grading.grade)
        await self.case.announce(AlertGraded(case=self.case.id, person=self.person, grade=self.grading.grade))

    def _upgraded(self, crossed: MedicalSelfPayThresholdCrossed) -> None:
        """One upgrade for a higher line; the same or a lower one changes nothing (AC-W1, AC-W2)."""
        if self.alert is None or crossed.alert.band > self.alert.band:
            self.alert = crossed.alert
            self.case.beside(self._graded_anew(crossed.alert, None))

    def _seen_again(self, lead: GridLeadReported) -> None:
        """Every lead gets its answer; a graver one raises the grade, the same or a lighter one changes nothing."""
        self.leads.append(lead.number)
        self.case.beside(self._graded_anew(None, lead.hardship))

    async def _graded_anew(self, alert: Alert | None, hardship: Hardship | None) -> None:
        grading = await self._graded(alert, hardship)
        if grading.grade.above(self.grading.grade):
            self.grading = grading
            await self._grade_stands()

    async def _dispatched(self) -> tuple[Clock, Clock]:
        """To the town of residence; its silence is told to the county, then to the city (AC-W5)."""
        self.case.enter("dispatched")
        contact = await self.case.clock("first contact", self.grading.first_contact, f"county {county_of(self.town)}")
        loop = await self.case.clock("closed loop", self.grading.closed_loop, f"city {CITY}")
        await self.case.announce(AlertDispatched(case=self.case.id, person=self.person, town=self.town,
                                                 visit_by=contact.due.day))  # fmt: skip
        return contact, loop

    async def _visited(self) -> VisitResult:
        """A visit by two, until somebody has been met and the help that was found has come."""
        while True:
            reply = await self._visit()
            if reply.status is not ReplyStatus.ANSWERED:
                reply = await self._county_steps_in(reply.question)
            if reply.status is not ReplyStatus.ANSWERED:
                continue
            result = VisitResult(reply.result["result"])
            if result is not VisitResult.UNREACHABLE:
                self.contact.state = "ended"
            if result in REVISITED - self.revisited:
                self.revisited.add(result)
                await self._before_another_visit(result)
                continue
            return await self._helped(result, reply)

    async def _visit(self) -> Reply:
        self.case.enter("visit")
        self.visits += 1
        (reply,) = await self.case.ask_all(Inquiry(
            id=QuestionId(f"{self.case.id}/{Topic.ALERT_VISIT}/{self.visits}"), department=CIVIL_AFFAIRS.id,
            topic=Topic.ALERT_VISIT, limit=self.grading.closed_loop, legal_basis="国办发〔2023〕39号",
            subjects=(Subject(ref=self.person),),
            details={"town": self.town, "grade": self.grading.grade, "item": f"visit {self.visits}"},
        ), waiting_on=f"town {self.town}")  # fmt: skip
        return reply

    async def _county_steps_in(self, visit: QuestionId) -> Reply:
        """The county sends the town again, unless the late answer comes first."""
        self.case.enter("county coordination")
        await self.case.decided_by(
            Role.COUNTY_SECTION_HEAD, county_of(self.town), "coordination", "镇街未反馈,县级协调",
            ("visit_again",), proposal="visit_again",
            unless=lambda: self.case.asking.reply(visit).status is ReplyStatus.ANSWERED,
        )  # fmt: skip
        return self.case.asking.reply(visit)

    async def _before_another_visit(self, result: VisitResult) -> None:
        """Declined: seen again after the review period. Unreachable: the police look for the person."""
        if result is VisitResult.DECLINED:
            self.case.enter("review")
            clock = await self.case.started("review", self.limits["alert_declined_review"])
            await self.case.within(clock, lambda: False, waiting_on="review of a declined visit")
            return
        self.case.enter("police check")
        await self.case.ask(PublicSecurity.request_police_check, self._errand("request_police_check"))

    async def _helped(self, result: VisitResult, reply: Reply) -> VisitResult:
        consents = reply.result.get("charity_consent") is True
        if result is VisitResult.APPLYING:
            result = await self._applied(HouseholdRef(reply.result["household"]),
                                         ApplicationNumber(reply.result["number"]))  # fmt: skip
        elif result is not VisitResult.CHARITY:
            return result
        if consents:
            self.case.enter("charity")
            await self.case.ask(Charity.charity_referral, self._errand("charity_referral"))
        return result

    async def _applied(self, household: HouseholdRef, number: ApplicationNumber) -> VisitResult:
        """Help opens the assistance case, which tells this one how it ended."""
        await self.case.announce(AlertHelpArranged(case=self.case.id, person=self.person, household=household,
                                                   number=number))  # fmt: skip
        closed = await self._application_ended(number)
        if closed is None:
            self.case.note(f"申请已先行办结 the application had ended before it was told of the alert: {number}")
        granted = closed is not None and closed.outcome in {"granted", "emergency_paid"}
        return VisitResult.AIDED if granted else VisitResult.APPLYING

    async def _application_ended(self, number: ApplicationNumber) -> AssistanceClosed | None:
        """None when it ended without a word to this case; then the county decides whether somebody goes there again."""
        application = case_id(ASSISTANCE, number)
        while True:
            self.case.enter("help under way")
            clock = await self.case.started("application", self.limits["alert_declined_review"])
            closed = await self.case.wait_for(
                AssistanceClosed, clock=clock, waiting_on=f"case {application}",
                where=lambda ended: ended.number == number,
            )  # fmt: skip
            if closed is not None or not await self.case.reachable(application):
                return closed

    async def _closure_agreed(self, result: VisitResult) -> bool:
        self.case.enter("closure")
        ruling = await self.case.decided_by(
            Role.COUNTY_SECTION_HEAD, county_of(self.town), "closure", "预警是否闭环办结",
            ("close", "continue"), proposal=result,
        )  # fmt: skip
        return ruling.choice == "close"

    def _errand(self, task: str) -> Errand:
        details = {"person": self.person, "town": self.town}
        return Errand(key=f"{self.case.id}/{task}", case=self.case.id, details=details)
