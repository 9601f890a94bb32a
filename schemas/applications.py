"""What is the law asked about an application before work starts, and when it moves from one place to another?"""

from datetime import date

from pydantic import Field

from schemas.base import Model
from schemas.decisions import Decision
from schemas.facts import LifeFact
from schemas.households import Application
from schemas.identifiers import ApplicationNumber
from schemas.rights import Claim, Counted


class DoubleRequest(Model):
    """May an application go on although somebody is counted elsewhere?"""

    number: ApplicationNumber
    claim: Claim
    conflicts: tuple[Counted, ...]
    on: date


class DoubleAssessment(Model):
    """Which application goes on, whether both are one household's, and the letter of a merger."""

    decision: Decision
    own: bool = Field(description="The same household applied twice")
    letter: str


class PapersRequest(Model):
    """Which papers of an earlier case serve the new one?"""

    application: Application
    former: Application


class SituationRequest(Model):
    """Who belongs to the household of an open application on a day?"""

    application: Application
    facts: tuple[LifeFact, ...]
    on: date


class Situation(Model):
    """The household as it stands, by which facts, and what those who are left are told."""

    application: Application
    left: tuple[str, ...] = Field((), description="Keys of the facts by which somebody is not counted any more")
    nobody_left: bool = Field(False, description="Everybody for whom it was applied has died")
    letter: str = ""


class HandoverRequest(Model):
    """Who pays which months for a household that has moved?"""

    on: date = Field(description="The day on which the new place confirms")


class Handover(Model):
    """The last month of the old place, and the first of the new one."""

    last_of_old: date
    first_of_new: date
