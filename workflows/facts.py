"""Which fact does an event tell? The same fact, whoever announces it and however often."""

from events.contracts.bereavement import DeathConfirmed, DeathRevoked, DeathSuspected
from events.contracts.envelope import Event
from events.contracts.facts import (
    BirthRegistered,
    CareReassessed,
    DisabilityCertificateChanged,
    FactEvent,
    FactRevoked,
    HouseholdRegisterMoved,
    JobsRefused,
    JobStarted,
    SupportPlaceChanged,
)
from events.contracts.marriage import DivorceRegistered, MarriageRegistered, MarriageVoided
from registry.departments import CIVIL_AFFAIRS, DEPARTMENTS
from registry.regions import UNITS, county_of
from schemas.cases import EventLine
from schemas.facts import FactKind, KnownPerson, LifeFact

OF_A_COUPLE = (MarriageRegistered, DivorceRegistered, MarriageVoided)
FACTS: tuple[type[Event], ...] = (
    *FactEvent.__subclasses__(), FactRevoked, DeathSuspected, DeathConfirmed, DeathRevoked, *OF_A_COUPLE,
)  # fmt: skip
"""Every event that tells a fact of somebody's life."""

KEPT: dict[type[Event], tuple[str, ...]] = {
    JobStarted: ("ground",),
    JobsRefused: ("refusals",),
    DisabilityCertificateChanged: ("disability", "valid_to"),
    CareReassessed: ("self_care",),
    SupportPlaceChanged: ("support_place",),
}
"""What the fact keeps of its event, under the same name."""

_OFFICES = {name: each.id for each in DEPARTMENTS.values() for name in (each.source, each.topic)}
"""Whose source, and whose topic it is."""


def told(event: Event, line: EventLine) -> LifeFact:
    """The fact of one of FACTS, as the event on that line tells it; a platform's outcome is the bureau's word."""
    kind, person, other = _about(event)
    whose = other if isinstance(event, BirthRegistered) else person
    day, known = event.on, event.reported_on  # type: ignore[attr-defined]  # all of FACTS have both
    revoked = isinstance(event, FactRevoked | DeathRevoked | MarriageVoided)
    return LifeFact.model_validate({
        "key": f"{kind}/{whose}/{day}", "kind": kind, "person": person, "other": other, "happened_on": day,
        "known_on": known, "source": _OFFICES.get(event.topic or line.source, CIVIL_AFFAIRS.id), "event": line.id,
        "revoked_by": line.id if revoked else None, **_more(event),
    })  # fmt: skip


def overtaken(event: Event, line: EventLine) -> LifeFact | None:
    """The fact of a death under another day, which was the wrong one."""
    if not isinstance(event, DeathConfirmed) or event.corrects is None:
        return None
    wrong = told(event.model_copy(update={"on": event.corrects, "corrects": None}), line)
    return wrong.model_copy(update={"revoked_by": line.id})


def _about(event: Event) -> tuple[FactKind, str, str | None]:
    if isinstance(event, OF_A_COUPLE):
        ended = isinstance(event, DivorceRegistered)
        one, other = sorted(event.spouses)
        return FactKind.MARRIAGE_ENDED if ended else FactKind.MARRIAGE, one, other
    if isinstance(event, DeathSuspected):
        return FactKind.DEATH_SUSPECTED, event.person, None
    if isinstance(event, BirthRegistered):
        return event.kind, event.person, event.child
    if isinstance(event, FactEvent | FactRevoked | DeathConfirmed | DeathRevoked):
        return event.kind, event.person, None
    raise TypeError(f"{event.type} tells no fact of a life.")


def _more(event: Event) -> dict[str, object]:
    match event:
        case BirthRegistered():
            return {"persons": (KnownPerson(ref=event.child, born=event.on, sex=event.sex),)}
        case HouseholdRegisterMoved():
            town = event.to_town
            return {"region": event.to_region, "town": town, "county": county_of(town) if town in UNITS else None}
        case _:
            return {name: getattr(event, name) for name in KEPT.get(type(event), ())}
