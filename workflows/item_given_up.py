"""What follows when a household gives one granted item up? Its owner stops it; everything else goes on (个保法 15)."""

from dataclasses import dataclass

from activities.consent_law import ConsentLaw
from activities.rights import Rights
from events.contracts.civil_affairs import AssistanceConsentWithdrawn
from registry.items import item
from schemas.consents import ReceiptRequest
from schemas.identifiers import HouseholdRef, ItemId
from schemas.rights import StandingRequest
from workflows.household_letters import HouseholdLetters
from workflows.item_stops import ItemStops, given_up
from workflows.verbs import CONSENT_WITHDRAWN, Case

ITEM_ENDED, NOT_GIVEN = "item_ended", "item_not_given"


@dataclass
class ItemGivenUp:
    """The right of the person: nobody decides on it, and the owner is asked to stop from the next month on."""

    case: Case
    household: HouseholdRef
    item: ItemId

    @classmethod
    def by(cls, case: Case, event: AssistanceConsentWithdrawn) -> "ItemGivenUp":
        """What a person said when the application had been decided and closed."""
        if event.item is None:
            raise TypeError(f"Event {event.type} gives no item up, but the whole check.")
        case.on_day(event.on)
        return cls(case, event.household, event.item)

    async def outcome(self) -> str:
        """Whether there was anything to stop; the household gets a receipt either way."""
        standing = await self.case.ask(Rights.standing, StandingRequest(
            household=self.household, case=self.case.id))  # fmt: skip
        given = standing is not None and self.item in standing.items
        if standing is not None and standing.snapshots:
            before = standing.newest.application
            self.case.handled_by(before.household.town)
            if given:
                self.case.enter("item given up")
                stop = given_up(self.item, before.household, self.case.today())
                await ItemStops(self.case, self.household, before.number).stopped((stop,))
        await self._receipt()
        return ITEM_ENDED if given else NOT_GIVEN

    async def _receipt(self) -> None:
        letter = await self.case.ask(ConsentLaw.receipt, ReceiptRequest(
            on=self.case.today(), item=item(self.item).name_zh, decided=True))  # fmt: skip
        await HouseholdLetters(self.case, self.household).delivered(CONSENT_WITHDRAWN, letter.text)
