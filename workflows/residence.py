"""The residence part of an application in the province (省内通办): visited and posted where the household lives."""

from temporalio import workflow

from events.contracts.assistance import AssistancePublicityPosted
from events.contracts.civil_affairs import AssistanceObjectionRaised
from registry.services import RESIDENCE
from schemas.cases import CaseRecord, CaseStart
from schemas.questions import Topic
from schemas.residences import ResidenceFindings, ResidenceRequest, ResidenceWork, Work
from workflows.dossier import Dossier
from workflows.home_visits import left_open
from workflows.publicity import Publicity
from workflows.verbs import Case


@workflow.defn(name=RESIDENCE.id)
class Residence:
    """Does what the town of the register asks for; an objection is heard here, by the panel of this town (3.2).

    It accepts nothing, gives no opinion and confirms nothing: that is for the place of the register, which also
    hears of an objection that came when nothing hung here any more.
    """

    @workflow.init
    def __init__(self, start: CaseStart) -> None:
        self.case = Case(start, RESIDENCE)
        self.asked = self.case.request(ResidenceRequest)
        self.dossier = Dossier(self.case)
        self.dossier.application = self.asked.application
        self.publicity = Publicity(self.dossier)
        self.turns = 0
        self.taken_down = False
        self.town = self.dossier.living_town
        self.case.handled_by(self.town)

    @workflow.run
    async def run(self, start: CaseStart) -> CaseRecord:  # noqa: ARG002  the case was made of it
        return await self.case.conduct(self.procedure)

    async def procedure(self) -> str:
        work = self.asked.first
        while work.work is not Work.NOTHING_MORE:
            found = await (self._visited(work) if work.work is Work.VISIT else self._posted(work))
            await self.case.hand_over(found, last=False)
            work = await self._next_work()
        return "done"

    async def _visited(self, work: ResidenceWork) -> ResidenceFindings:
        """Two visitors, both sides sign; a visit that nobody answered is told as such."""
        self.case.enter("checking", waiting_on="home visit")
        (reply,) = await self.case.ask_all(
            self.dossier.visit(Topic.HOME_VISIT, "residence", work.turn, self.town), waiting_on="home visit"
        )
        return ResidenceFindings(
            case=self.case.id, turn=work.turn, visit=reply.status, left_open=left_open(reply)
        )  # fmt: skip

    async def _posted(self, work: ResidenceWork) -> ResidenceFindings:
        """The same opinion as at the place of the register, for the same number of days."""
        if work.publicity is None or work.category is None:
            raise ValueError(f"Case {self.case.id} is to post something, and was not told what and how long.")
        clock = await self.publicity.posted(work.publicity)
        await self.case.announce(AssistancePublicityPosted(
            **self.dossier.named(), category=work.category, members=self.publicity.members, until=clock.due.day,
        ))  # fmt: skip
        upheld = await self.publicity.objection_upheld(clock, self.town)
        self.taken_down = not upheld
        return ResidenceFindings(case=self.case.id, turn=work.turn, upheld=upheld)

    async def _next_work(self) -> ResidenceWork:
        self.turns += 1
        self.case.enter("handed over")
        self.case.waits(f"town {self.dossier.town}")
        while not self._told():
            await self.case.until(self._told_or_objected)
            if not self._told():
                await self._passed_on()
        work = self.case.handed(ResidenceWork, self.asked.first.case)
        if work is None:
            raise ValueError(f"Case {self.case.id} was told of work that nobody handed over.")
        return work

    def _told_or_objected(self) -> bool:
        """Before anything hangs here, an objection waits for the posting."""
        return self._told() or (self.taken_down and self.case.has_heard(AssistanceObjectionRaised))

    async def _passed_on(self) -> None:
        """The county of the register looks for itself, as with every complaint that comes before it confirms."""
        objection = await self.case.heard(AssistanceObjectionRaised, None)
        if objection is not None:
            self.case.note("公示期满后收到异议,转户籍地 an objection came after the posting; passed on")
            await self.case.pass_on(objection, self.asked.first.case)

    def _told(self) -> bool:
        return self.case.handovers(self.asked.first.case) >= self.turns
