"""What does a new standard change in many persons' subsidies? What it alone explains; the rest people look at (9.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from policy.disability_changes import assessment
from policy.disability_timeline import standard_months
from policy.figures import CZ_DEMO, Pack
from schemas.disability import SubsidyAssessment, SubsidyChange, SubsidyFile, SubsidyRequest, Turn
from schemas.disability_rounds import Adjusted, Adjustment
from schemas.identifiers import PersonRef
from schemas.money import cents


@dataclass(frozen=True)
class ByStandard:
    """One person's subsidies by the new standard."""

    file: SubsidyFile
    changes: tuple[SubsidyChange, ...]


@dataclass(frozen=True)
class Found:
    """What a page came to, and every change with its file."""

    told: Adjustment
    changes: tuple[ByStandard, ...]


def adjustment(files: Iterable[SubsidyFile], on: date, pack: Pack = CZ_DEMO) -> Found:
    """Adjusted are those whose amounts alone differ, from the month of a new figure on."""
    turns = standard_months(pack)
    changes: list[ByStandard] = []
    others: list[PersonRef] = []
    for file in files:
        found = assessment(SubsidyRequest(file=file, on=on), pack)
        if found.nothing:
            continue
        if file.household is not None and _by_standard_alone(found, turns):
            changes.append(ByStandard(file, found.differing))
        else:
            others.append(file.person)
    every = [(each.file, change) for each in changes for change in each.changes]
    adjusted = tuple(
        Adjusted(person=file.person, household=file.household, kind=change.kind, since=change.since)
        for file, change in every if file.household is not None and change.since is not None
    )  # fmt: skip
    more = sum(((change.after or Decimal(0)) - (change.before or Decimal(0)) for _, change in every), Decimal(0))
    return Found(Adjustment(adjusted=adjusted, others=tuple(others), total=cents(more)), tuple(changes))


def _by_standard_alone(found: SubsidyAssessment, turns: frozenset[date]) -> bool:
    """Only amounts differ, each from a month in which a figure begins, and nothing was paid too much."""
    alone = (change.turn is Turn.CHANGED and change.since in turns for change in found.differing)
    return not found.overpaid and all(alone)
