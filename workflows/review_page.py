"""One page of a review round: the registers are asked for all at once, and one signature carries what is no loss."""

from temporalio import workflow

from activities.civil_affairs import CivilAffairs
from activities.rounds import Rounds
from events.contracts.assistance import AssistanceIdentityChanged, AssistanceReviewDue
from registry.departments import Department, answering
from registry.services import REVIEW_PAGE
from schemas.cases import CaseRecord, CaseStart, Role, Ruled
from schemas.identifiers import HouseholdRef, QuestionId
from schemas.questions import Errand, Inquiry, Reply, Subject, Topic
from schemas.register_entries import DecidedRule, Signature
from schemas.rights import ChangeEntry, Standing
from schemas.rounds import (
    ChangeEntries,
    PageAssessment,
    PageDone,
    PageLine,
    PageOrder,
    PageRequest,
    RoundKind,
    RoundPage,
    Verdict,
)
from workflows.verbs import Case


@workflow.defn(name=REVIEW_PAGE.id)
class ReviewPage:
    """What stays or rises is decided with the page; whoever might lose gets a review, with its hearing."""

    @workflow.init
    def __init__(self, start: CaseStart) -> None:
        self.case = Case(start, REVIEW_PAGE)
        self.order = self.case.request(PageOrder)
        self.case.handled_by(self.order.round.county)

    @workflow.run
    async def run(self, start: CaseStart) -> CaseRecord:  # noqa: ARG002  the case was made of it
        return await self.case.conduct(self.procedure)

    async def procedure(self) -> str:
        self.case.withdrawable = False
        self.case.on_day(self.order.round.on)
        page = await self.case.ask(Rounds.page, self.order.round)
        lines: tuple[PageLine, ...] = ()
        if page.standings:
            assessed = await self._assessed(page)
            lines = await self._decided(page.standings, assessed)
        full = len(page.standings) == self.order.round.size
        await self.case.hand_over(PageDone(
            case=self.case.id, last=page.standings[-1].household if full else None,
            unchanged=_number(lines, Verdict.UNCHANGED), raised=_number(lines, Verdict.RAISED),
            alone=_number(lines, Verdict.ALONE), unchecked=_number(lines, Verdict.UNCHECKED)), last=True)  # fmt: skip
        return "reviewed" if page.standings else "empty"

    async def _assessed(self, page: RoundPage) -> PageAssessment:
        kind = self.order.round.kind
        replies: tuple[Reply, ...] = ()
        if kind is RoundKind.RECHECK:
            self.case.enter("checking", waiting_on="means check of the page")
            subjects = await self._subjects(page)
            replies = await self.case.ask_all(
                *(self._inquiry(department, subjects) for department in answering(Topic.MEANS)), waiting_on="registers"
            )
        return await self.case.ask(Rounds.assessment, PageRequest(
            case=self.case.id, kind=kind, standings=page.standings, applications=page.applications, replies=replies,
            on=self.case.today()))  # fmt: skip

    async def _subjects(self, page: RoundPage) -> tuple[Subject, ...]:
        """Everybody who lives in the households now, with the names that only the bureau keeps."""
        numbers = [standing.newest.number for standing in page.standings]
        forms = await self.case.ask(CivilAffairs.application_forms, Errand(
            key=f"{self.case.id}/application_forms", case=self.case.id, details={"numbers": numbers}))  # fmt: skip
        named = {member.ref: member for form in forms for member in form.household.members}
        refs = [member.ref for stands in page.applications for member in stands.household.members]
        return tuple(
            Subject(ref=ref, id_number=named[ref].id_number, name=named[ref].name) if ref in named else Subject(ref=ref)
            for ref in refs
        )

    async def _decided(self, standings: tuple[Standing, ...], assessed: PageAssessment) -> tuple[PageLine, ...]:
        """The county signs the page, or has all of it reviewed one by one."""
        self.case.enter("decision")
        lines = assessed.lines
        ruling = await self.case.decided_by(
            Role.COUNTY_SECTION_HEAD, self.order.round.county, "page", "批次动态管理决定", ("approve", "one_by_one"),
            proposal=", ".join(f"{verdict}: {_number(lines, verdict)}" for verdict in Verdict),
        )  # fmt: skip
        if ruling.choice == "one_by_one":
            lines = tuple(line.model_copy(update={"verdict": Verdict.ALONE, "why": "data_differs"}) for line in lines)
        else:
            lines = await self._entered(standings, lines, ruling)
        await self._told(standings, lines)
        return lines

    async def _entered(
        self, standings: tuple[Standing, ...], lines: tuple[PageLine, ...], ruling: Ruled
    ) -> tuple[PageLine, ...]:
        """Of whom something else was entered meanwhile, a review of the own looks again."""
        signature = Signature.of(ruling)
        entries = tuple(
            self._entry(standing, line, signature)
            for standing, line in zip(standings, lines, strict=True)
            if line.verdict is not Verdict.ALONE and (line.spans or line.fresh)
        )
        if not entries:
            return lines
        behind = await self.case.ask(Rounds.enter, ChangeEntries(entries=entries))
        alone = {"verdict": Verdict.ALONE, "why": "data_differs"}
        return tuple(line.model_copy(update=alone) if line.household in behind.households else line for line in lines)

    def _entry(self, standing: Standing, line: PageLine, signature: Signature) -> ChangeEntry:
        event = self.case.event_id(_name(line.household))
        return ChangeEntry(
            case=self.case.id, household=line.household, on=self.case.today(), based_on=standing.version,
            signature=signature, spans=line.spans, event=event, snapshot=line.fresh, members=line.members,
            decisions=tuple(DecidedRule(decision=each, event=event) for each in line.decisions),
        )  # fmt: skip

    async def _told(self, standings: tuple[Standing, ...], lines: tuple[PageLine, ...]) -> None:
        """The others by event, the households in writing."""
        for standing, line in zip(standings, lines, strict=True):
            if line.verdict is Verdict.RAISED:
                await self.case.announce_as(_name(line.household), self._changed(standing, line))
            elif line.verdict is Verdict.ALONE:
                await self.case.announce(AssistanceReviewDue(
                    case=self.case.id, household=line.household, due_on=self.order.round.on, reason=line.why,
                    reported_on=self.case.today()))  # fmt: skip
        letters = [{"household": line.household, "text": line.letter} for line in lines
                   if line.verdict is Verdict.RAISED]  # fmt: skip
        if letters:
            await self.case.ask(CivilAffairs.deliver_notices, Errand(
                key=f"{self.case.id}/notices", case=self.case.id, details={"notices": letters}))  # fmt: skip

    def _changed(self, standing: Standing, line: PageLine) -> AssistanceIdentityChanged:
        return AssistanceIdentityChanged.model_validate({
            "case": self.case.id, "number": standing.newest.number, "household": line.household,
            "category": line.category, "members": line.members, "changed_from": line.since,
            "reasons": (self.order.round.kind.value,),
        })  # fmt: skip

    def _inquiry(self, department: Department, subjects: tuple[Subject, ...]) -> Inquiry:
        return Inquiry(
            id=QuestionId(f"{self.case.id}/{Topic.MEANS}/{department.id}"), department=department.id,
            topic=Topic.MEANS, limit=department.answers[Topic.MEANS], subjects=subjects,
            legal_basis="社会救助暂行办法第十三条、第五十八条",
        )  # fmt: skip


def _name(household: HouseholdRef) -> str:
    return f"change/{household}"


def _number(lines: tuple[PageLine, ...], verdict: Verdict) -> int:
    return sum(line.verdict is verdict for line in lines)
