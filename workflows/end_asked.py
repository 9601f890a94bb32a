"""What follows when a household gives up what was decided for it? A person ends it from the next month (domain 2.9)."""

from dataclasses import dataclass

from activities.civil_affairs import CivilAffairs
from activities.consent_law import ConsentLaw
from activities.reviewing import Reviewing
from activities.rights import Rights
from events.contracts.civil_affairs import AssistanceApplicationWithdrawn, AssistanceConsentWithdrawn
from events.contracts.envelope import Event
from schemas.cases import Role
from schemas.consents import EndingRequest, ReceiptRequest
from schemas.facts import Choice, ChoiceKind
from schemas.identifiers import HouseholdRef
from schemas.questions import Errand
from schemas.reviews import ReviewAssessment, ReviewRequest
from schemas.rights import Standing, StandingRequest
from workflows.household_review import HOUSEHOLD, KEPT, UNCHANGED, Decided
from workflows.months import following
from workflows.review_effects import ReviewEffects
from workflows.verbs import Case

END_ASKED, CONSENT_WITHDRAWN = "end_asked", "consent_withdrawn"
GIVEN_UP = (AssistanceApplicationWithdrawn, AssistanceConsentWithdrawn)
ASKED_FOR = frozenset({END_ASKED, CONSENT_WITHDRAWN})
"""Reasons of a review for which the household itself asks for the end; it needs not be heard against itself."""


@dataclass
class EndAsked:
    """Nothing is taken back that was paid, and nothing is held against a new application.

    Whoever took the consent back after the case had closed has a receipt at once; an open case writes its own.
    """

    case: Case
    household: HouseholdRef
    reason: str
    receipt_for: str | None = None
    """The number of the application whose household has no receipt yet."""

    @classmethod
    def by(cls, case: Case, event: Event) -> "EndAsked":
        """What a household said when its application had been decided and closed."""
        if isinstance(event, AssistanceConsentWithdrawn):
            case.on_day(event.on)
            return cls(case, event.household, CONSENT_WITHDRAWN, receipt_for=event.number)
        if isinstance(event, AssistanceApplicationWithdrawn):
            return cls(case, event.household, END_ASKED)
        raise TypeError(f"{event.type} asks for no end.")

    async def outcome(self) -> str:
        """Again when something else was entered meanwhile; `unchanged` when nothing is held any more."""
        while True:
            standing = await self.case.ask(Rights.standing, StandingRequest(
                household=self.household, case=self.case.id))  # fmt: skip
            if standing is None or not standing.snapshots:
                return await self._unchanged()
            given_up = self._given_up(standing)
            assessed = await self._assessed(standing, given_up)
            if assessed.since is None:
                return await self._unchanged()
            await self._receipt(held=True)
            household = standing.newest.application.household
            self.case.handled_by(household.town)
            self.case.enter("end asked for")
            ruling = await self.case.decided_by(
                Role.COUNTY_SECTION_HEAD, household.county, "end", "是否按家庭申请终止待遇", ("end", "keep"),
                proposal=self.reason,
            )  # fmt: skip
            if ruling.choice == "keep":
                return KEPT
            decided = Decided(ruling, assessed, (given_up,))
            if await ReviewEffects(self.case, self.household, None).entered(standing, decided):
                return "ended"

    async def _unchanged(self) -> str:
        """Nothing is held that could end."""
        await self._receipt(held=False)
        return UNCHANGED

    async def _receipt(self, *, held: bool) -> None:
        """Once, whatever a person decides afterwards."""
        number, self.receipt_for = self.receipt_for, None
        if number is None:
            return
        letter = await self.case.ask(ConsentLaw.receipt, ReceiptRequest(on=self.case.today(), decided=True, held=held))
        await self.case.ask(CivilAffairs.deliver_notice, Errand(
            key=f"{self.case.id}/notice/{CONSENT_WITHDRAWN}", case=self.case.id,
            details={"number": number, "household": self.household, "kind": CONSENT_WITHDRAWN, "text": letter.text},
        ))  # fmt: skip

    def _given_up(self, standing: Standing) -> Choice:
        """All that is held now, from the next month on; what has not begun yet does not begin."""
        since = max(following(self.case.today()), standing.newest.first_month)
        return Choice(key=f"{ChoiceKind.GIVEN_UP}/{self.case.id}", kind=ChoiceKind.GIVEN_UP, since=since, by=HOUSEHOLD,
                      facts=tuple(found.case for found in standing.snapshots))  # fmt: skip

    async def _assessed(self, standing: Standing, given_up: Choice) -> ReviewAssessment:
        """What holds without the aid, month by month, with the ground in the place of the law's own reasons."""
        found = await self.case.ask(Reviewing.assessment, ReviewRequest(
            standing=standing, on=self.case.today(), choices=(given_up,)))  # fmt: skip
        ending = await self.case.ask(ConsentLaw.ending, EndingRequest(
            benefit=found.before or found.benefit, reason=self.reason, on=self.case.today()))  # fmt: skip
        self.case.decisions[:] = [ending]
        return found.model_copy(update={"decisions": (ending,), "reasons": (self.reason,)})
