"""What when a destitute person can do less or more, or wants to live elsewhere? Looked at again (domain 3.6)."""

from temporalio import workflow

from activities.law import Law
from activities.reviewing import Reviewing
from activities.rights import Rights
from events.contracts.civil_affairs import CareChangeReported
from events.contracts.facts import CareReassessed, SupportPlaceChanged
from registry.services import CARE_REVIEW
from schemas.assessments import LimitsRequest
from schemas.cases import CaseRecord, CaseStart
from schemas.daily_living import CareChange, SelfCare
from schemas.households import Application, Category, SupportPlace
from schemas.people import Member
from schemas.reviews import ReviewRequest
from schemas.rights import StandingRequest
from workflows.destitute_care import DestituteCare
from workflows.verbs import Case

NOT_SUPPORTED, NO_RESULT, AS_BEFORE = "not_supported", "no_result", "as_before"
REASSESSED, MOVED = "reassessed", "moved"
REVIEW_STEP = "self_care_review"


@workflow.defn(name=CARE_REVIEW.id)
class CareReview:
    """Finds out what is so now and announces it as a fact; what follows for the money, a review decides.

    Less self-care counts since the day that was reported, more only from the day of the test.
    """

    @workflow.init
    def __init__(self, start: CaseStart) -> None:
        self.case = Case(start, CARE_REVIEW)
        self.told: CareChangeReported

    @workflow.run
    async def run(self, start: CaseStart) -> CaseRecord:  # noqa: ARG002  the case was made of it
        return await self.case.conduct(self.procedure)

    async def procedure(self) -> str:
        await self._opened()
        found = await self._supported()
        if found is None:
            return NOT_SUPPORTED
        application, member = found
        self.case.handled_by(application.household.county)
        care = DestituteCare(self.case, application)
        if self.told.change is CareChange.PLACE:
            return await self._placed(care, application.support_place or SupportPlace.HOME)
        return await self._tested(care, member)

    async def _opened(self) -> None:
        told = await self.case.opened(CareChangeReported)
        if not isinstance(told, CareChangeReported):
            raise TypeError(f"{told.type} opens no case of {CARE_REVIEW.id}")
        self.told = told
        self.case.on_day(told.reported_on)

    async def _supported(self) -> tuple[Application, Member] | None:
        """The household as it is now, and the person; None when nobody supports this person as destitute."""
        standing = await self.case.ask(Rights.standing, StandingRequest(
            household=self.told.household, case=self.case.id))  # fmt: skip
        if standing is None or standing.newest.category is not Category.DESTITUTE:
            return None
        application = await self.case.ask(Reviewing.household_now, ReviewRequest(
            standing=standing, on=self.case.today()))  # fmt: skip
        found = (member for member in application.household.members if member.ref == self.told.person)
        member = next(found, None)
        return (application, member) if member else None

    async def _tested(self, care: DestituteCare, member: Member) -> str:
        self.case.enter("self-care test")
        limits = await self.case.ask(Law.limits, LimitsRequest(steps=(REVIEW_STEP,), on=self.case.today()))
        tiers = await care.tested((member,), limits.limits[REVIEW_STEP])
        tier = tiers.get(member.ref)
        if tier is None:
            return NO_RESULT
        if tier is member.self_care:
            return AS_BEFORE
        since = self.told.on if _less_able(tier, member.self_care) else self.case.today()
        await self.case.announce(CareReassessed(
            person=member.ref, on=since, reported_on=self.case.today(), self_care=tier))  # fmt: skip
        return REASSESSED

    async def _placed(self, care: DestituteCare, before: SupportPlace) -> str:
        self.case.enter("support")
        place = await care.placed()
        if place is before:
            return AS_BEFORE
        await self.case.announce(SupportPlaceChanged(
            person=self.told.person, on=self.told.on, reported_on=self.case.today(), support_place=place))  # fmt: skip
        return MOVED


def _less_able(now: SelfCare, before: SelfCare | None) -> bool:
    order = list(SelfCare)
    return before is None or order.index(now) > order.index(before)
