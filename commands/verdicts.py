"""Did everything end as the scenarios say? One verdict a scenario, every difference in plain words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commands.following import Found, chains_of
from schemas.base import Model
from schemas.household_files import PaidLine
from schemas.identifiers import CaseId, HouseholdRef
from simulator.expectations import (
    DeadLetters,
    dead_letter_differences,
    differences,
    effect_differences,
    money_differences,
)
from simulator.scenarios import Scenario


class Verdict(Model):
    """How a scenario ended."""

    scenario: str
    title: str
    title_zh: str
    cases: tuple[CaseId, ...]
    differences: tuple[str, ...]

    @property
    def as_expected(self) -> bool:
        return not self.differences


def verdicts(
    scenarios: Sequence[Scenario], found: Sequence[Found], effects: Sequence[Mapping[str, Any]], dead: Sequence[str],
    paid: Mapping[HouseholdRef, Sequence[PaidLine]] | None = None,
) -> tuple[Verdict, ...]:  # fmt: skip
    """A verdict for each scenario; what only all of them together show stands under the name of their sum."""
    told = [_verdict(story, found, effects, paid or {}) for story in scenarios]
    together = dead_letter_differences(expected_dead_letters(scenarios), dead)
    owner = next((index for index, story in enumerate(scenarios) if story.dead_letters.number), 0)
    if together and told:
        told[owner] = told[owner].model_copy(update={"differences": (*told[owner].differences, *together)})
    return tuple(told)


def expected_dead_letters(scenarios: Iterable[Scenario]) -> DeadLetters:
    """What all scenarios together leave in the dead letters."""
    stories = tuple(scenarios)
    return DeadLetters(
        number=sum(story.dead_letters.number for story in stories),
        reasons=tuple(reason for story in stories for reason in story.dead_letters.reasons),
    )


def owners(scenarios: Sequence[Scenario], found: Sequence[Found]) -> dict[str, str]:
    """Case → the scenario that it belongs to: the one that expects it, else the first that began its chain."""
    expecting = {each.case: story.name for story in reversed(scenarios) for each in story.expectations}
    beginning = {chain: story.name for story in reversed(scenarios) for chain in chains_of(story)}
    return {each.case: expecting.get(each.case) or beginning.get(each.chain, "") for each in found}


def _verdict(
    story: Scenario, found: Sequence[Found], effects: Sequence[Mapping[str, Any]],
    paid: Mapping[HouseholdRef, Sequence[PaidLine]],
) -> Verdict:  # fmt: skip
    records = {each.case: each.record for each in found if each.record is not None}
    told = [line for each in story.expectations for line in differences(each, records.get(CaseId(each.case)))]
    done = [line for each in story.expectations for line in effect_differences(each, effects)]
    money = [line for each in story.money for line in money_differences(each, paid.get(each.household, ()))]
    return Verdict(
        scenario=story.name,
        title=story.title,
        title_zh=story.title_zh,
        cases=tuple(CaseId(expected.case) for expected in story.expectations if expected.case in records),
        differences=(*told, *done, *money, *_troubles(story, found)),
    )


def _troubles(story: Scenario, found: Sequence[Found]) -> list[str]:
    belongs = owners([story], found)
    return [f"{each.case}: {each.trouble}" for each in found if each.trouble and belongs[each.case]]
