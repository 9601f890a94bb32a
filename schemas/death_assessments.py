"""What is the law asked after a death, and what does it answer? Arguments and results of the recorded rules."""

from datetime import date

from pydantic import Field

from schemas.base import Model
from schemas.deaths import (
    Attestation,
    Branch,
    Death,
    DeathKind,
    DeathSource,
    Disposal,
    Funeral,
    FuneralMoney,
    HeirItem,
    Survivors,
)
from schemas.decisions import Decision
from schemas.identifiers import PersonRef
from schemas.money import Yuan
from schemas.questions import ReplyStatus


class ReportRequest(Model):
    """Was a death attested by the right office, in the form of the day, and reported in time?"""

    kind: DeathKind
    source: DeathSource
    issued_on: date
    reported_on: date
    electronic: bool = False


class DeathRequest(Model):
    """What do the sources of a death say together on a day?"""

    person: PersonRef
    attested: tuple[Attestation, ...]
    identified: bool = Field(True, description="It is known who died")
    decided_day: date | None = Field(None, description="The day that a person chose where the sources differ")
    on: date


class DeathFinding(Model):
    """Whether a death stands, and its day; the day of the highest-ranking source comes first."""

    decision: Decision
    days: tuple[date, ...]

    @property
    def day(self) -> date:
        """The day by which everything is reckoned."""
        return self.days[0]


class Branches(Model):
    """Everything that follows from a death."""

    branches: tuple[Branch, ...]

    @property
    def items(self) -> frozenset[str]:
        """The branches by name."""
        return frozenset(branch.item for branch in self.branches)


class CremationRequest(Model):
    """May this body be cremated on a day, against these papers?"""

    papers: tuple[str, ...]
    disposal: Disposal = Disposal.CREMATION
    on: date


class OverdueRequest(Model):
    """Somebody was cremated: is the report of the certificate overdue on a day?"""

    cremated_on: date
    on: date


class WaiverRequest(Model):
    """Which part of a funeral bill is waived?"""

    funeral: Funeral
    on: date


class Waiver(Model):
    """What the rule says of a waiver, and the most that it would be."""

    decision: Decision
    most: Yuan


class SurvivorRequest(Model):
    """What is due to the survivors of an insured person?"""

    survivors: Survivors
    on: date


class OfferRequest(Model):
    """Which funeral moneys may the family choose from, with the sums that the insurances named?"""

    survivors: Survivors
    named: tuple[FuneralMoney, ...]


class GuideRequest(Model):
    """What is the family told at the beginning?"""

    death: Death
    items: tuple[HeirItem, ...] = tuple(HeirItem)
    on: date


class SettledRequest(Model):
    """What is the family told at the end?"""

    results: dict[str, ReplyStatus] = Field(description="Branch, and how its office took it")
    on: date


class UpheldRequest(Model):
    """What is somebody told whom an office met, and who is still held to be dead?"""

    reasons: str = Field(description="Why the officer does not follow the doubt")
    on: date


class NotChosenRequest(Model):
    """What is a family told that chose none of several funeral moneys?"""

    on: date


class ApologyRequest(Model):
    """What is somebody told who was reported dead and lives?"""

    restored: tuple[str, ...] = Field(description="Departments that put everything back")
    on: date
