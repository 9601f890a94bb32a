"""How does a household react to what it is told? As the scenario says, or as most households do."""

from enum import StrEnum

from pydantic import Field

from events.contracts.assistance import (
    AssistanceCorrectionRequested,
    AssistanceEmergencyPaid,
    AssistanceFindingsPut,
    AssistancePublicityPosted,
)  # fmt: skip
from events.contracts.bereavement import DeathConfirmed
from events.contracts.civil_affairs import (
    AssistanceCorrectionSupplied,
    AssistanceFindingsAnswered,
    AssistanceObjectionRaised,
    AssistancePapersSupplied,
)  # fmt: skip
from events.contracts.envelope import Event
from events.contracts.health import AliveBy, DeathDoubted
from schemas.base import Model
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


EVENTS: dict[type[Event], Told] = {
    AssistanceCorrectionRequested: Told.CORRECTION,
    AssistanceFindingsPut: Told.FINDINGS,
    AssistanceEmergencyPaid: Told.EMERGENCY_PAID,
    AssistancePublicityPosted: Told.PUBLICITY,
    DeathConfirmed: Told.DEATH_CONFIRMED,
}

Noticed = (
    AssistanceCorrectionRequested
    | AssistanceFindingsPut
    | AssistanceEmergencyPaid
    | AssistancePublicityPosted
    | DeathConfirmed
)


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
    person: PersonRef | None = Field(None, description="Who is said to be dead; None for anybody")
    seen_in: UnitId | None = Field(None, description="The town where that person comes to the counter, alive")


def reaction(told: Noticed, habit: Habit) -> Event | None:
    """The household's letter; None when it stays silent or has nothing to send."""
    if habit.silent:
        return None
    if isinstance(told, DeathConfirmed):
        return _alive(told, habit.seen_in) if habit.seen_in else None
    whose = {"number": told.number, "household": told.household}
    if isinstance(told, AssistanceEmergencyPaid):
        return AssistancePapersSupplied(**whose)
    if isinstance(told, AssistanceFindingsPut):
        answer = {"objects": habit.objects, "statement": habit.statement, "corrected": habit.corrected}
        return AssistanceFindingsAnswered(**whose, **answer)
    if isinstance(told, AssistanceCorrectionRequested):
        return AssistanceCorrectionSupplied(**whose, application=habit.application) if habit.application else None
    return AssistanceObjectionRaised(**whose, grounds=habit.grounds) if habit.grounds else None


def _alive(told: DeathConfirmed, town: UnitId) -> DeathDoubted:
    """The officer at the counter tells it; the person is asked for nothing."""
    return DeathDoubted(person=told.person, on=told.on, reported_on=told.reported_on, town=town, alive_by=AliveBy.SEEN)
