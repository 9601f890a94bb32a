"""Which events does a year of lives consist of? Month by month, in the order in which the offices announce them."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from events.contracts.civil_affairs import AssistanceApplicationSubmitted, AssistanceRoundDue
from events.contracts.envelope import Event
from events.contracts.facts import (
    BirthRegistered,
    FactEvent,
    FactRevoked,
    HouseholdRegisterMoved,
    JobEnded,
    JobsRefused,
    JobStarted,
    PensionStarted,
    PrisonEntered,
    PrisonReleased,
    PropertyAcquired,
    StandardChanged,
)
from events.contracts.funerals import CremationDone
from events.contracts.health import DeathReported, DeathReportRevoked
from events.contracts.payments import PaymentRunDue
from registry.departments import (
    CIVIL_AFFAIRS,
    FINANCE,
    HEALTH,
    HUMAN_RESOURCES,
    JUSTICE,
    MARKET_REGULATION,
    PUBLIC_SECURITY,
    Department,
)
from schemas.deaths import DeathKind, DeathSource
from schemas.facts import FactKind
from schemas.identifiers import PersonRef
from schemas.questions import ItemCode
from schemas.rounds import RoundKind
from simulator.emission import Record, record, sealed
from simulator.year.lives import Happening, Life, What

CONTRACTS: dict[What, type[FactEvent]] = {
    What.BIRTH: BirthRegistered,
    What.JOB: JobStarted,
    What.JOB_LOST: JobEnded,
    What.PENSION: PensionStarted,
    What.REFUSAL: JobsRefused,
    What.MOVE: HouseholdRegisterMoved,
    What.PRISON: PrisonEntered,
    What.RELEASE: PrisonReleased,
    What.COMPANY: PropertyAcquired,
}
MORE: dict[What, dict[str, object]] = {
    What.REFUSAL: {"refusals": 3},
    What.MOVE: {"to_region": "330100"},
    What.COMPANY: {"what": ItemCode.COMPANY_CAPITAL},
}
FACTS = {
    What.JOB: FactKind.JOB_STARTED,
    What.PRISON: FactKind.PRISON_ENTERED,
    What.COMPANY: FactKind.PROPERTY_ACQUIRED,
    What.MOVE: FactKind.MOVED,
    What.REFUSAL: FactKind.JOBS_REFUSED,
}
OFFICES = {
    What.JOB: HUMAN_RESOURCES,
    What.JOB_LOST: HUMAN_RESOURCES,
    What.PENSION: HUMAN_RESOURCES,
    What.REFUSAL: HUMAN_RESOURCES,
    What.BIRTH: PUBLIC_SECURITY,
    What.MOVE: PUBLIC_SECURITY,
    What.PRISON: JUSTICE,
    What.RELEASE: JUSTICE,
    What.COMPANY: MARKET_REGULATION,
}


def applications(lives: list[Life]) -> list[Record]:
    """Every household applies once."""
    return [
        _sent(
            AssistanceApplicationSubmitted(application=life.application), CIVIL_AFFAIRS, life.application.submitted_on
        )
        for life in lives
    ]


class Told(NamedTuple):
    """What an office announces of a person on a day; whether it takes back that the person is dead."""

    day: date
    person: PersonRef
    record: Record
    lives: bool = False


def announced(lives: list[Life], first: date, before: date) -> list[list[Record]]:
    """What the offices announce from a day on and before another one, in the order of the days, in one part or more.

    Days pass until the register knows that somebody lives after all: what is told of that person then is a later part.
    """
    parts: list[list[Record]] = [[]]
    turns: Counter[PersonRef] = Counter()
    for told in sorted((each for life in lives for each in _told(life)), key=lambda each: each.day):
        if first <= told.day < before:
            turn = turns[told.person]
            if turn == len(parts):
                parts.append([])
            parts[turn].append(told.record)
            turns[told.person] += told.lives
    return parts


def paid(month: date) -> Record:
    """The money of the month is there."""
    return _sent(PaymentRunDue(run=f"{month:%Y-%m}", on=month), FINANCE, month)


def corrected(month: date) -> Record:
    """After the end of the year everything that is still owed of the months before is paid."""
    return _sent(PaymentRunDue(run=f"{month:%Y-%m}:arrears", on=month), FINANCE, month)


def rechecked(on: date) -> Record:
    """Whose check is due by that day is checked."""
    return _sent(AssistanceRoundDue(kind=RoundKind.RECHECK, on=on, reported_on=on), CIVIL_AFFAIRS, on)


def raised(on: date, reported_on: date) -> Record:
    """A new standard counts from a day on, and is announced later."""
    return _sent(StandardChanged(standard="low_income", on=on, reported_on=reported_on), CIVIL_AFFAIRS, reported_on)


def _told(life: Life) -> Iterator[Told]:
    town = life.application.household.town
    for each in life.happenings:
        if each.what is What.DEATH:
            yield from _death(each, town)
            continue
        office = OFFICES[each.what]
        yield Told(each.reported_on, each.person, _sent(_fact(each), office, each.reported_on))
        if each.revoked_on is not None:
            back = FactRevoked(person=each.person, kind=FACTS[each.what], on=each.on, reported_on=each.revoked_on)
            yield Told(each.revoked_on, each.person, _sent(back, office, each.revoked_on))


def _death(each: Happening, town: str) -> Iterator[Told]:
    """A certificate and a cremation record; when it was a mistake, health takes its report back."""
    about = {"person": each.person, "town": town}
    certificate = DeathReported.model_validate({
        **about, "on": each.on, "reported_on": each.reported_on, "source": DeathSource.CERTIFICATE,
        "kind": DeathKind.HOSPITAL, "certificate": f"C-{each.person}", "issued_on": each.on})  # fmt: skip
    cremation = CremationDone.model_validate({
        **about, "died_on": each.on, "record": f"R-{each.person}", "on": each.reported_on})  # fmt: skip
    yield Told(each.reported_on, each.person, _sent(certificate, HEALTH, each.reported_on))
    yield Told(each.reported_on, each.person, _sent(cremation, CIVIL_AFFAIRS, each.reported_on))
    if each.revoked_on is not None:
        back = DeathReportRevoked.model_validate({
            **about, "on": each.on, "reported_on": each.revoked_on, "decision": f"D-{each.person}"})  # fmt: skip
        yield Told(each.revoked_on, each.person, _sent(back, HEALTH, each.revoked_on), lives=True)


def _fact(each: Happening) -> Event:
    about = {"person": each.person, "on": each.on, "reported_on": each.reported_on}
    if each.child is not None:
        about |= {"child": each.child.ref, "sex": each.child.sex}
    return CONTRACTS[each.what].model_validate({**about, **MORE.get(each.what, {})})


def _sent(event: Event, office: Department, on: date) -> Record:
    name = f"{event.type.removeprefix('cn.onething.')}/{event.partition_key}/{on}"
    moment = datetime.combine(on, time(1), UTC)
    return record(sealed(event, id=name, source=office.source, time=moment, factdate=on), office.topic)
