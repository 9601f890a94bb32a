"""Reconsideration and court (复议诉讼): a decision is marked, and made anew when it falls (domain 2.8)."""

from datetime import date

from temporalio import workflow

from activities.law import Law
from activities.remedies import Remedies
from activities.remedy_law import RemedyLaw
from events.contracts.remedies import RemedyDecided, RemedyFiled, RemedySettled, RemedyTakenUp
from registry.regions import county_of
from registry.services import REMEDY
from schemas.assessments import LimitsRequest
from schemas.cases import CaseRecord, CaseStart
from schemas.remedies import DECIDED_AGAIN, UNDER_REVIEW, AdmissibilityRequest, Anew, RemedyEntry, RemedyPath
from workflows.new_decision import NewDecision
from workflows.verbs import Case

EXAMINED = "reconsideration_acceptance"
ORDINARY, SIMPLE = "reconsideration_decision", "reconsideration_simple"


@workflow.defn(name=REMEDY.id)
class Remedy:
    """Filed, marked, decided elsewhere; a decision that falls is made anew by somebody who did not make it.

    Nothing is suspended by itself, and no limit of the review body decides anything here.
    """

    @workflow.init
    def __init__(self, start: CaseStart) -> None:
        self.case = Case(start, REMEDY)
        self.filed: RemedyFiled

    @workflow.run
    async def run(self, start: CaseStart) -> CaseRecord:  # noqa: ARG002  the case was made of it
        return await self.case.conduct(self.procedure)

    async def procedure(self) -> str:
        await self._opened()
        await self._marked()
        decided = await self._decided()
        self.case.on_day(decided.reported_on)
        await self._entered(decided.result, decided.decided_on, "ended")
        outcome: str = decided.result
        if decided.result in DECIDED_AGAIN:
            outcome = await NewDecision(self.case, self._anew(decided)).made()
        await self.case.announce_as("ended", RemedySettled.model_validate({
            **self._named(), "result": decided.result, "outcome": outcome}))  # fmt: skip
        return outcome

    async def _opened(self) -> None:
        filed = await self.case.opened(RemedyFiled)
        if not isinstance(filed, RemedyFiled):
            raise TypeError(f"{filed.type} files no remedy.")
        self.filed = filed
        self.case.withdrawable = False  # who files it takes it back where it was filed
        self.case.on_day(filed.reported_on)
        self.case.handled_by(county_of(filed.respondent))
        self.case.addressee = {"household": filed.household}
        admissible = await self.case.ask(RemedyLaw.admissibility, AdmissibilityRequest(
            path=filed.path, known_on=filed.known_on, filed_on=filed.filed_on, on=self.case.today()))  # fmt: skip
        self.case.decisions[:] = [admissible]
        if not admissible.granted:
            self.case.note("逾期提出,是否受理由复议机关或者法院决定 filed late; whether it is taken up is said there")

    async def _marked(self) -> None:
        """The household's file says so; what it receives goes on."""
        await self._entered(UNDER_REVIEW, self.filed.filed_on, "marked")
        await self.case.announce_as("marked", RemedyTakenUp.model_validate({
            **self._named(), "filed_on": self.filed.filed_on}))  # fmt: skip

    async def _decided(self) -> RemedyDecided:
        """Waited for without a limit; that of the review body runs beside, and its end decides nothing."""
        if self.filed.path is RemedyPath.RECONSIDERATION:
            dismissed = await self._examined()
            if dismissed is not None:
                return dismissed
        self.case.enter("under review")
        decided = await self.case.wait_for(RemedyDecided, waiting_on=f"justice: {self.filed.path}")
        if decided is None:
            raise RuntimeError("a wait without a limit has no end but the event")
        return decided

    async def _examined(self) -> RemedyDecided | None:
        """Nobody who stays silent for the days of the examination has turned it away: it counts as taken up."""
        step = SIMPLE if self.filed.simple else ORDINARY
        limits = await self.case.ask(Law.limits, LimitsRequest(steps=(EXAMINED, step), on=self.case.today()))
        if self.filed.accepted_on is None:
            self.case.enter("examined")
            clock = await self.case.started(EXAMINED, limits.limits[EXAMINED])
            dismissed = await self.case.wait_for(RemedyDecided, clock=clock, waiting_on="justice: examination")
            if dismissed is not None:
                return dismissed
        await self.case.clock(step, limits.limits[step], "justice: reconsideration")
        return None

    async def _entered(self, state: str, on: date, name: str) -> None:
        await self.case.ask(Remedies.enter_remedy, RemedyEntry(
            case=self.case.id, household=self.filed.household, of_case=self.filed.of_case, path=self.filed.path,
            state=state, on=on, event=self.case.event_id(name)))  # fmt: skip

    def _anew(self, decided: RemedyDecided) -> Anew:
        filed = self.filed
        return Anew(household=filed.household, of_case=filed.of_case, county=county_of(filed.respondent),
                    known_on=filed.known_on, path=filed.path, result=decided.result)  # fmt: skip

    def _named(self) -> dict[str, str]:
        filed = self.filed
        return {"case": self.case.id, "of_case": filed.of_case, "household": filed.household, "path": filed.path}
