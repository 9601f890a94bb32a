"""How is an application for the two subsidies handled? Received anywhere, decided at home (两项补贴跨省通办)."""

from temporalio.exceptions import WorkflowAlreadyStartedError

from activities.civil_affairs import CivilAffairs
from activities.law import Law
from activities.subsidies import Subsidies
from activities.subsidy_law import SubsidyLaw
from activities.subsidy_office import SubsidyOffice
from events.contracts.disability import (
    END_ASKED,
    DisabilityApplicationWithdrawn,
    DisabilityDecidedElsewhere,
    DisabilityPapersPushed,
)
from registry.regions import county_of
from registry.services import DISABILITY, case_id
from schemas.assessments import LimitsRequest
from schemas.cases import Role
from schemas.disability import (
    ClaimEntry,
    ClaimWay,
    NoDecision,
    NoDecisionLetterRequest,
    PersonRequest,
    SubsidyApplication,
    SubsidyClaim,
)
from schemas.identifiers import OfficerId, UnitId
from schemas.limits import Limit
from schemas.questions import Errand
from workflows.subsidy_checks import SubsidyChecks
from workflows.subsidy_choice import SubsidyChoice
from workflows.subsidy_decision import SubsidyDecision
from workflows.verbs import WITHDRAWN, Case

NOT_ACCEPTED, MERGED = NoDecision.NOT_ACCEPTED.value, NoDecision.MERGED.value
ELSEWHERE = "decided_elsewhere"
STEPS = (
    "disability_push", "disability_first_check", "disability_decision", "disability_home_decision", "disability_notice",
)  # fmt: skip


class SubsidyApplications:
    """Two towns at most, the federation, the county; whoever received it learns the result in time."""

    def __init__(self, case: Case, application: SubsidyApplication) -> None:
        self.case = case
        self.application = application
        self.checks = SubsidyChecks(case, application.person.ref, application)
        self.limits: dict[str, Limit] = {}
        self.earlier: tuple[OfficerId, ...] = ()
        self.over = False

    async def outcome(self) -> str:
        """As it was handled; whoever took it back in the meantime is heard, however far it was."""
        self.case.on(DisabilityApplicationWithdrawn, self._taken_back)
        try:
            return await self._received()
        finally:
            self.over = True

    async def _received(self) -> str:
        """Pushed to the home place when it was received elsewhere; decided there, told in three working days."""
        application = self.application
        self.limits = (await self.case.ask(Law.limits, LimitsRequest(steps=STEPS, on=self.case.today()))).limits
        if application.received_by is not None and application.received_by != application.home:
            if not await self._pushed(application.received_by):
                return NOT_ACCEPTED
            if application.home is None:
                return await self._decided_elsewhere()
        if application.home is None:
            raise ValueError(f"Application {application.number} names neither a home in this city nor who received it.")
        return await self._decided_here(application.home)

    # ── taken back ───────────────────────────────────────────────────────────────────────────────────────────────

    def _taken_back(self, told: DisabilityApplicationWithdrawn) -> None:
        """At once while nothing is decided."""
        if not self.case.withdrawable:
            self.case.owes(self._taken_back_late(told))
        self.case.withdraw("applicant", told.reasons)

    async def _taken_back_late(self, told: DisabilityApplicationWithdrawn) -> None:
        """What is open again is taken back; otherwise a case of its own looks at the end of what was decided."""
        await self.case.until(lambda: self.over or self.case.withdrawable)
        if self.case.withdrawable:
            self.case.withdraw("applicant", told.reasons)
            return
        request = PersonRequest(person=self.application.person.ref, reason=END_ASKED, on=self.case.today(),
                                end_of=self.case.id)  # fmt: skip
        try:
            await self.case.open_case(DISABILITY, case_id(DISABILITY, told.number, END_ASKED), request)
        except WorkflowAlreadyStartedError:
            self.case.note("终止申请已在办理 the end is looked at already")

    # ── received for another place ───────────────────────────────────────────────────────────────────────────────

    async def _pushed(self, receiver: UnitId) -> bool:
        """The receiving town looks at the papers and pushes them; it decides nothing."""
        self.case.handled_by(receiver)
        self.case.enter("received for another place")
        ruling = await self.case.decided_by(
            Role.TOWN_OFFICER, receiver, "push", "异地受理:收件推送户籍地", ("push", "not_accept"),
            within=self.limits["disability_push"],
        )  # fmt: skip
        if ruling.choice == "not_accept":
            await self._told_why(NoDecision.NOT_ACCEPTED, ruling.reasons)
            return False
        self.earlier = (ruling.officer,)
        home = await self.case.clock("home decision", self.limits["disability_home_decision"], "home place")
        await self.case.ask(SubsidyOffice.push_subsidy_papers, self._errand(
            "push", region=self.application.home_region, home=self.application.home or ""))  # fmt: skip
        await self.case.announce(DisabilityPapersPushed(
            case=self.case.id, person=self.application.person.ref, number=self.application.number, by=receiver,
            elsewhere=self.application.home is None, decide_by=home.due.day))  # fmt: skip
        return True

    async def _decided_elsewhere(self) -> str:
        """The home place outside this city decides; its silence is told, and waited out."""
        self.case.enter("home place decides")
        told = await self.case.wait_for(DisabilityDecidedElsewhere, waiting_on="home place")
        notice = await self.case.started("notice", self.limits["disability_notice"])
        granted = ", ".join(told.granted) if told else ""
        await self._told("decided_elsewhere", f"{granted or 'refused'} {told.reasons if told else ''}".strip())
        notice.ended()
        return ELSEWHERE

    # ── decided here ─────────────────────────────────────────────────────────────────────────────────────────────

    async def _decided_here(self, home: UnitId) -> str:
        """However it ends, the place outside this city that received it learns the end."""
        self.case.handled_by(home)
        if self.application.received_by is None:
            await self.case.clock("home decision", self.limits["disability_home_decision"], "home place")
            self.case.if_withdrawn(lambda: self._returned(WITHDRAWN))
        outcome = await self._handled(home)
        self.case.withdrawable = False
        if self.application.received_by is None:
            await self._returned(outcome)
        return outcome

    async def _handled(self, home: UnitId) -> str:
        if not await self._first_check(home):
            return NOT_ACCEPTED
        claim = self._claim(home)
        self.case.if_withdrawn(lambda: self.checks.declined(claim))
        claimed = await self.case.ask(Subsidies.claim, ClaimEntry(case=self.case.id, claim=claim))
        if claimed.by is not None:
            self.case.note(f"同一补贴已在办理 asked for already, and decided there: {claimed.by}")
            await self._told_why(NoDecision.MERGED, claimed.by)
            return MERGED
        await self.checks.found_anew(await self.checks.file())
        return await self._confirmed(claim)

    async def _first_check(self, home: UnitId) -> bool:
        """Identity, certificate and account; what was handed over by another place was checked there."""
        self.case.enter("first check")
        ruling = await self.case.decided_by(
            Role.TOWN_OFFICER, home, "first_check", "两项补贴初审", ("pass", "not_accept"),
            within=self.limits["disability_first_check"], not_by=self.earlier,
        )  # fmt: skip
        if ruling.choice == "not_accept":
            await self._told_why(NoDecision.NOT_ACCEPTED, ruling.reasons)
            return False
        self.earlier = (*self.earlier, ruling.officer)
        return True

    async def _confirmed(self, claim: SubsidyClaim) -> str:
        """The county decides; of two benefits of one kind the person chooses, or the higher is paid."""
        decision = SubsidyDecision(self.case, self.checks, claim=claim, within=self.limits["disability_decision"],
                                   not_by=self.earlier)  # fmt: skip
        assessed = await decision.assessed(await self.checks.file())
        decision.declined = await SubsidyChoice(self.case, claim.person).declined(assessed)
        return await decision.outcome()

    async def _returned(self, outcome: str) -> None:
        """To the place that received the application, in three working days."""
        notice = await self.case.started("notice", self.limits["disability_notice"])
        await self.case.ask(SubsidyOffice.return_subsidy_result, self._errand(
            "return", region=self.application.received_region, outcome=outcome))  # fmt: skip
        notice.ended()

    def _claim(self, home: UnitId) -> SubsidyClaim:
        """From the day on which it was handed in, at whatever counter; a handed-over right from the month after."""
        application = self.application
        moved = application.transferred_on
        return SubsidyClaim(
            case=self.case.id, person=application.person.ref, household=application.household,
            on=moved or application.submitted_on, kinds=application.kinds, town=home, county=county_of(home),
            way=ClaimWay.TRANSFERRED if moved else ClaimWay.APPLIED,
        )  # fmt: skip

    async def _told_why(self, end: NoDecision, reasons: str) -> None:
        """An end that is no decision: the ground of it, and where to turn."""
        letter = await self.case.ask(SubsidyLaw.no_decision, NoDecisionLetterRequest(
            end=end, reasons=reasons, on=self.case.today()))  # fmt: skip
        await self._told(end, letter.text)

    async def _told(self, kind: str, text: str) -> None:
        await self.case.ask(CivilAffairs.deliver_notice, self._errand(f"notice/{kind}", kind=kind, text=text))

    def _errand(self, task: str, **details: str) -> Errand:
        known = {"number": self.application.number, "person": self.application.person.ref}
        return Errand(key=f"{self.case.id}/{task}", case=self.case.id, details={**known, **details})
