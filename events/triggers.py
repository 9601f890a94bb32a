"""Which event opens which case, and which case does it inform? The one table of all chaining."""

from collections.abc import Callable
from dataclasses import dataclass

from events.contracts.assistance import AssistanceClosed
from events.contracts.civil_affairs import (
    AssistanceApplicationSubmitted,
    AssistanceApplicationWithdrawn,
    AssistanceCorrectionSupplied,
    AssistanceFindingsAnswered,
    AssistanceObjectionRaised,
    AssistancePapersSupplied,
    MarriageBooked,
    MarriageBookingCancelled,
    MarriageItemConsentWithdrawn,
)
from events.contracts.departments import QuestionAnswered
from events.contracts.early_warning import AlertHelpArranged, MedicalSelfPayThresholdCrossed
from events.contracts.envelope import Event
from registry.services import ASSISTANCE, EARLY_WARNING, MARRIAGE, Service, case_id, service_of
from schemas.identifiers import CaseId

MAX_DEPTH = 12
"""A chain of cases longer than this is stopped visibly: its next event goes to the dead letters."""


@dataclass(frozen=True)
class Trigger:
    """An event type and what it does: open a case under a business key, or inform the open one.

    An early bird that keeps opens the case that it belongs to and waits in it for the event that opens it.
    """

    on: type[Event]
    service: Service | None
    """None: the case id itself says which service it belongs to."""
    key: tuple[str, ...]
    """Fields of the event that form the business key; for an informed case possibly the case id itself."""
    opens: bool
    keeps: bool = True
    """False: the event presupposes its case; without one it goes to the dead letters."""
    when: Callable[[Event], bool] | None = None
    why: str = ""
    again: tuple[str, ...] = ()
    """Further fields of the key under which a new case opens when the first has closed without this event."""

    def case(self, event: Event) -> CaseId:
        """The case that this event concerns."""
        values = tuple(str(getattr(event, field)) for field in self.key)
        return case_id(self.service, *values) if self.service else CaseId(values[0])

    def next_case(self, event: Event) -> CaseId | None:
        """The case that it opens when the first one has closed; None when a closed case is the end of it."""
        if not self.again or self.service is None:
            return None
        return case_id(self.service, *(str(getattr(event, field)) for field in (*self.key, *self.again)))

    def concerns(self, event: Event) -> bool:
        """The event is of the type and the condition holds."""
        return type(event) is self.on and (self.when is None or self.when(event))


def _opens(on: type[Event], service: Service, *key: str, why: str, again: tuple[str, ...] = ()) -> Trigger:
    return Trigger(on, service, key, opens=True, why=why, again=again)


def _informs(on: type[Event], service: Service, *key: str, why: str) -> Trigger:
    return Trigger(on, service, key, opens=False, why=why)


def _presupposes(on: type[Event], key: str, why: str, when: Callable[[Event], bool] | None = None) -> Trigger:
    return Trigger(on, None, (key,), opens=False, keeps=False, when=when, why=why)


def _for_an_alert(event: Event) -> bool:
    return isinstance(event, AssistanceClosed) and event.alert is not None


TRIGGERS: tuple[Trigger, ...] = (
    _opens(AssistanceApplicationSubmitted, ASSISTANCE, "number", why="application at any door"),
    _opens(AlertHelpArranged, ASSISTANCE, "number", why="application made after an alert"),
    _informs(AssistanceCorrectionSupplied, ASSISTANCE, "number", why="missing papers came"),
    _informs(AssistanceObjectionRaised, ASSISTANCE, "number", why="objection in publicity"),
    _informs(AssistanceFindingsAnswered, ASSISTANCE, "number", why="household answered the findings"),
    _informs(AssistanceApplicationWithdrawn, ASSISTANCE, "number", why="application taken back"),
    _informs(AssistancePapersSupplied, ASSISTANCE, "number", why="papers of emergency aid came"),
    _opens(MarriageBooked, MARRIAGE, "booking", why="registration booked"),
    _informs(MarriageBookingCancelled, MARRIAGE, "booking", why="booking cancelled"),
    _informs(MarriageItemConsentWithdrawn, MARRIAGE, "booking", why="one linked item no longer wanted"),
    _opens(
        MedicalSelfPayThresholdCrossed,
        EARLY_WARNING,
        "person",
        "scene",
        "year",
        again=("line",),
        why="a line was crossed",
    ),
    _presupposes(QuestionAnswered, "case", why="a department answered late or by event"),
    _presupposes(AssistanceClosed, "alert", when=_for_an_alert, why="help is settled: close the loop"),
)


def reactions(event: Event) -> tuple[tuple[CaseId, Service, Trigger], ...]:
    """Every case that the event opens or informs, with its service. LookupError for an unknown case id."""
    found = ((trigger.case(event), trigger) for trigger in TRIGGERS if trigger.concerns(event))
    return tuple((case, trigger.service or service_of(case), trigger) for case, trigger in found)
