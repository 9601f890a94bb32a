"""What is the law asked about temporary aid, and what does it answer?"""

from datetime import date
from typing import Literal

from pydantic import Field

from schemas.base import Model
from schemas.decisions import Decision
from schemas.entitlements import LinkedItem
from schemas.households import Application
from schemas.limits import Limit
from schemas.local_ties import LocalTies
from schemas.means import MeansReport
from schemas.money import Yuan
from schemas.settlements import Recovery
from schemas.temporary_aid import Given, SpendingCause


class SpendingRequest(Model):
    """May aid for spending be given on a day, and how much?"""

    application: Application
    report: MeansReport | None
    ties: LocalTies
    cause: SpendingCause
    earlier: tuple[Given, ...] = ()
    on: date


class SpendingAssessment(Model):
    """The decision, who decides by its sum, how long it is published, and what is offered to who is refused."""

    decision: Decision
    payable: Yuan = Field(description="What a person may give, whatever the rule says")
    by_the_town: bool = Field(description="Up to the town's limit")
    publicity: Limit | None
    offered: tuple[LinkedItem, ...] = ()


class AidLetterRequest(Model):
    """A decision on temporary aid in writing."""

    kind: Literal["granted", "refused"]
    decisions: tuple[Decision, ...]
    on: date
    offered: tuple[LinkedItem, ...] = ()
    deferred: bool = Field(False, description="Tell afterwards how personal information was handled (PIPL art. 18)")


class InventedRequest(Model):
    """What follows when aid was obtained by false statements?"""

    given: Given
    on: date


class InventedAssessment(Model):
    """What is returned, within which bounds a fine lies, and the letter."""

    decision: Decision
    recovery: Recovery
    letter: str
