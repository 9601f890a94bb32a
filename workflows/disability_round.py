"""Rounds of the disability subsidies (数据比对、到期提醒、调标): county by county, page by page (domain 9.2)."""

from collections.abc import Iterator

from temporalio import workflow

from activities.civil_affairs import CivilAffairs
from activities.subsidies import Subsidies
from events.contracts.disability import (
    DisabilityCertificateExpiring,
    DisabilityReviewDue,
    DisabilityRoundEnded,
    DisabilitySubsidyChanged,
    ReviewReason,
)
from events.contracts.facts import StandardChanged
from registry.regions import CITY, COUNTIES
from registry.services import DISABILITY_ROUND, case_id, key_of
from schemas.cases import CaseRecord, CaseStart, Role, Ruled
from schemas.disability import BOTH
from schemas.disability_rounds import (
    Adjusted,
    Adjustment,
    Compared,
    ComparisonRequest,
    CountyRequest,
    ExpiringRequest,
    ReminderEntry,
    RoundRequest,
    StandardRequest,
    SubsidyRound,
)
from schemas.identifiers import PersonRef, UnitId
from schemas.questions import Errand, Subject
from schemas.register_entries import Signature
from workflows.calendars import by_its_workflow
from workflows.subsidy_checks import inquiries
from workflows.verbs import Case

PAGE = 100
"""Persons a page: what is recorded of a page stays far below what a history may hold."""
ENDED, STOPPED, CALLED = "ended", "stopped", "called"


@workflow.defn(name=DISABILITY_ROUND.id)
class DisabilityRound:
    """Never a case for each person at once: only who differs gets one, and only people decide."""

    @workflow.init
    def __init__(self, start: CaseStart) -> None:
        self.case = Case(by_its_workflow(start), DISABILITY_ROUND)
        self.asked = start.request is not None
        self.persons: tuple[PersonRef, ...] = ()
        self.reviews = 0
        self.adjusted = 0

    @workflow.run
    async def run(self, start: CaseStart) -> CaseRecord:  # noqa: ARG002  the case was made of it
        return await self.case.conduct(self.procedure)

    async def procedure(self) -> str:
        self.case.withdrawable = False
        request = await self._request()
        if request.county is None:
            return await self._called(request)
        self.case.handled_by(request.county)
        self.persons = (await self.case.ask(Subsidies.persons, CountyRequest(
            case=self.case.id, county=request.county))).persons  # fmt: skip
        kinds = {SubsidyRound.COMPARISON: self._compared, SubsidyRound.REMINDERS: self._reminded,
                 SubsidyRound.STANDARD: self._by_standard}  # fmt: skip
        outcome = await kinds[request.kind](request.county)
        await self.case.announce(DisabilityRoundEnded(
            case=self.case.id, round=request.kind, on=self.case.today(), persons=len(self.persons),
            reviews=self.reviews, adjusted=self.adjusted))  # fmt: skip
        return outcome

    async def _request(self) -> RoundRequest:
        if self.asked:
            request = self.case.request(RoundRequest)
            if request.on is not None:
                self.case.on_day(request.on)
            return request
        event = await self.case.opened(StandardChanged)
        if not isinstance(event, StandardChanged):
            raise TypeError(f"{event.type} opens no round of the subsidies.")
        self.case.on_day(max(event.reported_on, event.on))
        return RoundRequest(kind=SubsidyRound.STANDARD)

    async def _called(self, request: RoundRequest) -> str:
        """A case for each county, whose own head decides."""
        self.case.handled_by(CITY)
        for county in COUNTIES:
            below = case_id(DISABILITY_ROUND, *key_of(self.case.id), county)
            await self.case.open_case(DISABILITY_ROUND, below, request.model_copy(update={
                "county": county, "on": request.on or self.case.today()}))  # fmt: skip
        return CALLED

    # ── the offices' data ────────────────────────────────────────────────────────────────────────────────────────

    async def _compared(self, county: UnitId) -> str:
        for number, page in self._pages():
            subjects = tuple(Subject(ref=person) for person in page)
            replies = await self.case.ask_all(*inquiries(self.case.id, subjects, number), waiting_on="comparison")
            found = await self.case.ask(Subsidies.compared, ComparisonRequest(
                case=self.case.id, persons=page, replies=replies, on=self.case.today()))  # fmt: skip
            if not found.implausible or await self._believed(county, found):
                await self._looked_at(tuple(each.person for each in found.differences), ReviewReason.DATA_DIFFERS)
        return ENDED

    async def _believed(self, county: UnitId, found: Compared) -> bool:
        """So many differences are rather a fault of the data: a person says whether to look at each of them."""
        self.case.enter("differences")
        ruling = await self.case.decided_by(
            Role.COUNTY_SECTION_HEAD, county, "differences", "比对差异异常偏多,是否逐人复核", ("discard", "one_by_one"),
            proposal=f"{len(found.differences)} of {found.persons}",
        )  # fmt: skip
        return ruling.choice == "one_by_one"

    # ── certificates that expire ─────────────────────────────────────────────────────────────────────────────────

    async def _reminded(self, county: UnitId) -> str:  # noqa: ARG002  every county reminds alike
        for number, page in self._pages():
            found = await self.case.ask(Subsidies.expiring, ExpiringRequest(
                case=self.case.id, persons=page, on=self.case.today()))  # fmt: skip
            if not found.expiring:
                continue
            notices = [{"person": each.person, "text": each.letter} for each in found.expiring]
            await self.case.ask(CivilAffairs.deliver_notices, Errand(
                key=f"{self.case.id}/reminders/{number}", case=self.case.id, details={"notices": notices}))  # fmt: skip
            await self.case.announce(*(DisabilityCertificateExpiring(
                case=self.case.id, person=each.person, valid_to=each.valid_to) for each in found.expiring))  # fmt: skip
            await self.case.ask(Subsidies.reminded, ReminderEntry(
                case=self.case.id, expiring=found.expiring, on=self.case.today()))  # fmt: skip
        return ENDED

    # ── a new standard ───────────────────────────────────────────────────────────────────────────────────────────

    async def _by_standard(self, county: UnitId) -> str:
        """Worked out for everybody, decided once, entered page by page; who differs otherwise is looked at alone."""
        self.case.enter("adjustment by standard")
        previews = [await self._adjustment(page, None) for _, page in self._pages()]
        ruling = None
        if any(each.adjusted for each in previews):
            ruling = await self._signed(county, previews)
            if ruling.choice == "stop":
                return STOPPED
        for (number, page), preview in zip(self._pages(), previews, strict=True):
            done = await self._adjustment(page, ruling) if ruling and preview.adjusted else preview
            await self._told(done.adjusted if ruling else (), number)
            await self._looked_at(done.others, ReviewReason.STANDARD)
        return ENDED

    async def _signed(self, county: UnitId, previews: list[Adjustment]) -> Ruled:
        return await self.case.decided_by(
            Role.COUNTY_SECTION_HEAD, county, "standard", "按新标准批量调整两项补贴", ("adjust", "stop"),
            proposal=f"{sum(len(each.adjusted) for each in previews)} subsidies, "
                     f"{sum(each.total for each in previews)} yuan a month",
        )  # fmt: skip

    async def _adjustment(self, page: tuple[PersonRef, ...], ruling: Ruled | None) -> Adjustment:
        signature = Signature.of(ruling) if ruling else None
        events = {_name(person, kind): self.case.event_id(_name(person, kind)) for person in page for kind in BOTH}
        return await self.case.ask(Subsidies.adjusted, StandardRequest(
            case=self.case.id, persons=page, on=self.case.today(), signature=signature,
            events=events if ruling else {}))  # fmt: skip

    async def _told(self, adjusted: tuple[Adjusted, ...], number: int) -> None:
        self.adjusted += len(adjusted)
        for each in adjusted:
            await self.case.announce_as(_name(each.person, each.kind), DisabilitySubsidyChanged(
                case=self.case.id, person=each.person, household=each.household, kind=each.kind,
                changed_from=each.since, reasons=(SubsidyRound.STANDARD.value,)))  # fmt: skip
        if adjusted:
            notices = [{"person": each.person, "text": each.letter} for each in adjusted]
            await self.case.ask(CivilAffairs.deliver_notices, Errand(
                key=f"{self.case.id}/notices/{number}", case=self.case.id, details={"notices": notices}))  # fmt: skip

    # ── pages ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _pages(self) -> Iterator[tuple[int, tuple[PersonRef, ...]]]:
        for start in range(0, len(self.persons), PAGE):
            yield start // PAGE + 1, self.persons[start : start + PAGE]

    async def _looked_at(self, persons: tuple[PersonRef, ...], reason: ReviewReason) -> None:
        """Each in a case of its own, whose offices and people look again."""
        self.reviews += len(persons)
        today = self.case.today()
        await self.case.announce(*(DisabilityReviewDue(
            case=self.case.id, person=person, reason=reason, due_on=today, reported_on=today)
            for person in persons))  # fmt: skip


def _name(person: PersonRef, kind: str) -> str:
    return f"{person}/{kind}"
