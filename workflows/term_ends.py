"""What follows when a recognition was given for a time, and that is nearly over? It is told before it ends (AC-X3)."""

from dataclasses import dataclass
from datetime import date

from activities.consent_law import ConsentLaw
from activities.law import Law
from activities.reviewing import Reviewing
from activities.rights import Rights
from events.contracts.assistance import AssistanceIdentityEnded
from schemas.assessments import ItemsEndedRequest
from schemas.cases import Role, Ruled
from schemas.consents import EndingRequest
from schemas.decisions import Decision
from schemas.identifiers import HouseholdRef
from schemas.register_entries import DecidedRule, Signature
from schemas.reviews import ChangeLetterRequest
from schemas.rights import ChangeEntry, Standing, StandingRequest
from workflows.hearing import Hearing
from workflows.household_letters import HouseholdLetters
from workflows.household_review import UNCHANGED, HouseholdReview
from workflows.item_stops import ItemStops
from workflows.months import following
from workflows.verbs import Case

TERM_ENDS = "term_ends"
"""Reason of a review; what the year before an application cost must be shown anew: nothing is renewed by itself."""


@dataclass
class TermEnds:
    """The right ends as it was given; the county may have the household checked instead."""

    case: Case
    household: HouseholdRef

    async def outcome(self) -> str:
        """Again when something else was entered meanwhile; `unchanged` when nothing ends by a date any more."""
        while True:
            standing = await self.case.ask(Rights.standing, StandingRequest(
                household=self.household, case=self.case.id))  # fmt: skip
            ends = _ends(standing)
            if standing is None or ends is None:
                return UNCHANGED
            household = standing.newest.application.household
            self.case.handled_by(household.town)
            self.case.enter("term ends")
            ruling = await self.case.decided_by(
                Role.COUNTY_SECTION_HEAD, household.county, "term", "认定有效期将满,到期终止或重新核查",
                ("ends", "check_again"), proposal=f"{ends}",
            )  # fmt: skip
            if ruling.choice == "check_again":
                return await HouseholdReview(self.case, Hearing(self.case), self.household, reason="recheck").outcome()
            if await self._ended(standing, ends, ruling):
                return "ended"

    async def _ended(self, standing: Standing, ends: date, ruling: Ruled) -> bool:
        """False when something else was entered meanwhile."""
        ending = await self.case.ask(ConsentLaw.ending, EndingRequest(
            benefit=str(standing.newest.category), reason=TERM_ENDS, on=ends))  # fmt: skip
        self.case.decisions[:] = [ending]
        if not (await self.case.ask(Rights.enter_change, self._entry(standing, ruling, ending))).entered:
            return False
        await self.case.announce_as(TERM_ENDS, self._event(standing, ends))
        await self._told(ending, ends)
        await self._items_stopped(standing, ends)
        return True

    def _entry(self, standing: Standing, ruling: Ruled, ending: Decision) -> ChangeEntry:
        """The household as it was found, and no check due any more; its rights stay as they were given."""
        newest, event = standing.newest, self.case.event_id(TERM_ENDS)
        told = newest.model_copy(update={
            "case": self.case.id, "taken_on": self.case.today(), "first_month": following(self.case.today()),
            "review_due": None, "recognition": False, "as_before": True, "known_to": newest.holds_to,
        })  # fmt: skip
        return ChangeEntry(
            case=self.case.id, household=self.household, on=self.case.today(), based_on=standing.version,
            signature=Signature.of(ruling), event=event, spans=(),
            snapshot=told, decisions=(DecidedRule(decision=ending, event=event),),
        )  # fmt: skip

    def _event(self, standing: Standing, ends: date) -> AssistanceIdentityEnded:
        newest = standing.newest
        return AssistanceIdentityEnded.model_validate({
            "case": self.case.id, "number": newest.number, "household": self.household,
            "members": tuple(member.ref for member in newest.application.household.members),
            "category": newest.category, "ended_from": following(ends), "reasons": (TERM_ENDS,)})  # fmt: skip

    async def _told(self, ending: Decision, ends: date) -> None:
        letter = await self.case.ask(Reviewing.letter, ChangeLetterRequest(
            decisions=(ending,), on=self.case.today(), from_month=following(ends), ended=True))  # fmt: skip
        await HouseholdLetters(self.case, self.household).delivered(TERM_ENDS, letter.text)

    async def _items_stopped(self, standing: Standing, ends: date) -> None:
        newest = standing.newest
        ended = await self.case.ask(Law.items_ended, ItemsEndedRequest(
            before=newest.application, category_before=newest.category, after=newest.application, category_after=None,
            granted=standing.items, recognised_on=newest.taken_on, on=ends))  # fmt: skip
        await ItemStops(self.case, self.household, newest.number).stopped(ended)


def _ends(standing: Standing | None) -> date | None:
    """The last day; None when nothing ends by a date, or its end was told."""
    if standing is None or not standing.snapshots or standing.newest.review_due is None:
        return None
    return standing.newest.valid_to
