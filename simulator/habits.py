"""How does a household react to what it is told? As the scenario says, or as most households do."""

from enum import StrEnum

from pydantic import Field

from events.contracts.assistance import (
    AssistanceCorrectionRequested,
    AssistanceEmergencyPaid,
    AssistanceFindingsPut,
    AssistancePublicityPosted,
    AssistanceSpendingPosted,
)  # fmt: skip
from events.contracts.bereavement import DeathConfirmed
from events.contracts.civil_affairs import (
    AssistanceCorrectionSupplied,
    AssistanceFindingsAnswered,
    AssistanceObjectionRaised,
    AssistancePapersSupplied,
)  # fmt: skip
from events.contracts.disability import DisabilityOfferAnswered, DisabilitySubsidyOffered
from events.contracts.envelope import Event
from events.contracts.health import AliveBy, DeathDoubted
from registry.services import ASSISTANCE, SPENDING_AID, service_of
from schemas.base import Model
from schemas.disability import Subsidy
from schemas.households import Application
from schemas.identifiers import ApplicationNumber, PersonRef, UnitId
from schemas.questions import DataItem


class Told(StrEnum):
    """What a household, or its neighbours, can be told."""

    CORRECTION = "correction-requested"
    FINDINGS = "findings-put"
    EMERGENCY_PAID = "emergency-paid"
    PUBLICITY = "publicity-posted"
    DEATH_CONFIRMED = "death-confirmed"
    OFFERED = "subsidy-offered"


EVENTS: dict[type[Event], Told] = {
    AssistanceCorrectionRequested: Told.CORRECTION,
    AssistanceFindingsPut: Told.FINDINGS,
    AssistanceEmergencyPaid: Told.EMERGENCY_PAID,
    AssistancePublicityPosted: Told.PUBLICITY,
    AssistanceSpendingPosted: Told.PUBLICITY,
    DeathConfirmed: Told.DEATH_CONFIRMED,
    DisabilitySubsidyOffered: Told.OFFERED,
}

OfAHousehold = (
    AssistanceCorrectionRequested
    | AssistanceFindingsPut
    | AssistanceEmergencyPaid
    | AssistancePublicityPosted
    | AssistanceSpendingPosted
)
Noticed = OfAHousehold | DeathConfirmed | DisabilitySubsidyOffered


class Habit(Model):
    """What one household does when it is told something; the second entry counts for its second time, and so on."""

    on: Told
    number: ApplicationNumber | None = Field(None, description="The application; None for any")
    silent: bool = False
    after_days: float = Field(1.0, ge=0)
    application: Application | None = Field(None, description="The corrected application")
    objects: bool = False
    statement: str = ""
    corrected: tuple[DataItem, ...] = ()
    grounds: str | None = Field(None, description="Why somebody objects to the posted opinion")
    posted_by: str | None = Field(None, description="`residence`: where the household lives; None: at its register")
    person: PersonRef | None = Field(None, description="Who is said to be dead, or is offered; None for anybody")
    wanted: tuple[Subsidy, ...] | None = Field(None, description="What is wanted of an offer; None: all of it")
    seen_in: UnitId | None = Field(None, description="The town where that person comes to the counter, alive")


def reaction(told: Noticed, habit: Habit) -> Event | None:
    """The household's letter; None when it stays silent or has nothing to send."""
    if habit.silent:
        return None
    if isinstance(told, DisabilitySubsidyOffered):
        wanted = told.kinds if habit.wanted is None else habit.wanted
        return DisabilityOfferAnswered(case=told.case, person=told.person, wanted=wanted, on=told.until)
    return _alive(told, habit) if isinstance(told, DeathConfirmed) else _of_the_household(told, habit)


def _of_the_household(told: OfAHousehold, habit: Habit) -> Event | None:
    of = SPENDING_AID if service_of(told.case) is SPENDING_AID else ASSISTANCE
    whose = {"number": told.number, "household": told.household, "service": of.id}
    if isinstance(told, AssistanceEmergencyPaid):
        return AssistancePapersSupplied(**whose)
    if isinstance(told, AssistanceFindingsPut):
        answer = {"objects": habit.objects, "statement": habit.statement, "corrected": habit.corrected}
        return AssistanceFindingsAnswered(**whose, **answer)
    if isinstance(told, AssistanceCorrectionRequested):
        return AssistanceCorrectionSupplied(**whose, application=habit.application) if habit.application else None
    where = {"posted_by": told.case} if habit.posted_by else {}
    return AssistanceObjectionRaised(**whose, **where, grounds=habit.grounds) if habit.grounds else None


def _alive(told: DeathConfirmed, habit: Habit) -> DeathDoubted | None:
    """The officer at the counter tells it; the person is asked for nothing."""
    if habit.seen_in is None:
        return None
    about = {"person": told.person, "on": told.on, "reported_on": told.reported_on, "town": habit.seen_in}
    return DeathDoubted.model_validate({**about, "alive_by": AliveBy.SEEN})
