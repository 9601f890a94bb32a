"""How long may something take, and until when does it? Limits, due moments and their rungs."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.identifiers import OfficerId


class Unit(StrEnum):
    """Units of time differ by step and never convert into each other."""

    HOURS = "hours"
    CALENDAR_DAYS = "calendar days"
    WORKING_DAYS = "working days"
    MONTHS = "months"


class Limit(Model):
    """A period as the law writes it, for example 10 working days."""

    value: int = Field(ge=0)
    unit: Unit
    law: str = Field("", description="Act and article, or [R] for a choice of ours")

    def __str__(self) -> str:
        return f"{self.value} {self.unit}"


def working_days(value: int, law: str = "") -> Limit:
    """A limit in Chinese working days."""
    return Limit(value=value, unit=Unit.WORKING_DAYS, law=law)


def calendar_days(value: int, law: str = "") -> Limit:
    """A limit in calendar days."""
    return Limit(value=value, unit=Unit.CALENDAR_DAYS, law=law)


def hours(value: int, law: str = "") -> Limit:
    """A limit in hours, which run on holidays too."""
    return Limit(value=value, unit=Unit.HOURS, law=law)


def months(value: int, law: str = "") -> Limit:
    """A limit in calendar months."""
    return Limit(value=value, unit=Unit.MONTHS, law=law)


class RungName(StrEnum):
    """The rungs of a clock; each fires once."""

    HALF = "half"
    MOST = "70 %"
    LAST_DAY = "1 working day left"
    BREACH = "breach"


class Rung(Model):
    """A moment at which somebody is reminded, and how long after the start its timer rings."""

    name: RungName
    at: datetime
    after: timedelta


class Standstill(Model):
    """A clock stood still between two moments: for which reason, on which evidence, by whose word."""

    paused_at: datetime
    resumed_at: datetime
    reason: str = ""
    evidence: str = ""
    officer: OfficerId | None = None


class Course(Model):
    """What a clock went through before its present start, so that its due moment can be worked out anew."""

    began: datetime = Field(description="Start of the whole limit")
    whole: Limit
    elapsed: timedelta = Field(description="How long the clock ran before its present start")
    suspended: timedelta = Field(description="How long it stood still")
    rung: tuple[RungName, ...] = Field((), description="Rungs that rang before; they do not ring again")
    standstills: tuple[Standstill, ...]


class Due(Model):
    """A due moment as recorded in a case: lawful to the day, provisional past the announced calendar."""

    limit: Limit
    start: datetime
    at: datetime = Field(description="The lawful end, in the time of the city")
    after: timedelta = Field(description="Length of the timer that stands for it")
    rungs: tuple[Rung, ...] = ()
    provisional: bool = Field(False, description="Falls into a year whose holidays are not announced yet")
    course: Course | None = Field(None, description="None for a clock that never stood still")

    @property
    def day(self) -> date:
        """The last day of the limit."""
        return (self.at - timedelta(seconds=1)).date()


class DueRequest(Model):
    """Which limits start to run at a moment; the answer has a due for each name."""

    start: datetime
    limits: dict[str, Limit]
    asked_at: datetime | None = Field(None, description="When the timers start, for limits that began to run before")


class Pause(Model):
    """A clock stood still between two moments, for a reason that a named human gave."""

    due: Due
    paused_at: datetime
    resumed_at: datetime
    reason: str = ""
    evidence: str = ""
    officer: OfficerId | None = None

    @property
    def standstill(self) -> Standstill:
        """The pause as the clock remembers it."""
        return Standstill.model_validate(self.model_dump(exclude={"due"}))
