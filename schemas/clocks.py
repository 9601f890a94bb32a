"""By whose word does a clock stand still, go on, or run longer? Nothing but a named human may do it (domain 2.3)."""

from datetime import date, datetime
from enum import StrEnum

from pydantic import Field

from schemas.base import Model
from schemas.identifiers import OfficerId
from schemas.limits import Due, Limit

WHOLE = "total"
"""The statutory limit of the whole case."""


class PauseGround(StrEnum):
    """Why a limit may stand still."""

    CORRECTION = "correction"
    """补正"""
    APPRAISAL = "appraisal"
    """鉴定"""
    HEARING = "hearing"
    """听证"""
    APPLICANT = "applicant"
    """申请人原因"""


class PauseOrder(Model):
    """An officer has a clock stand still."""

    clock: str = WHOLE
    officer: OfficerId
    ground: PauseGround
    evidence: str = Field(description="The paper that shows it, such as the number of the appraisal order")
    until: date | None = Field(None, description="How long it is expected to take, as the household is told")


class Paused(PauseOrder):
    """A clock stands still since a moment."""

    at: datetime


class ResumeOrder(Model):
    """An officer has a clock go on."""

    clock: str = WHOLE
    officer: OfficerId
    reasons: str


class ExtensionOrder(Model):
    """An officer has a clock run longer, once."""

    clock: str = WHOLE
    officer: OfficerId
    reasons: str
    approval: str = Field("", description="The paper by which somebody outside this register of officers approved")


class Extended(ExtensionOrder):
    """A clock runs longer: until when it ran before, and which rungs had rung by then."""

    at: datetime
    was: Due
    rungs: tuple[str, ...] = ()


class LongerRequest(Model):
    """When does a clock end that runs with this limit instead of its own?"""

    due: Due
    limit: Limit
    at: datetime = Field(description="The moment of the extension: rungs that lie before it are over")


class ExtensionRequest(Model):
    """May a step's limit be extended, by how much, and who has to approve?"""

    step: str
    whole: Limit = Field(description="The limit that the clock started with")
    on: date


class ExtensionRule(Model):
    """What the law says to that; without a limit it knows no extension."""

    limit: Limit | None = None
    outside: str = Field("", description="Who else has to approve, in Chinese; empty: the bureau head alone")


class StandstillRequest(Model):
    """May a step's limit stand still for this reason?"""

    step: str
    ground: PauseGround


class StandstillRule(Model):
    """What the law says to that; without an article it may not."""

    article: str | None = None
    told_how_long: bool = Field(default=False, description="The household is told in writing how long it takes")


class ClockLetterRequest(Model):
    """What is the household told of a clock: that it runs longer, that it stands still, or else that it goes on?"""

    step: str
    due: Due
    extended: Extended | None = None
    paused: Paused | None = None
