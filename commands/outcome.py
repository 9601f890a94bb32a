"""What came of a run? Shown to a person, or written for machines."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from commands import summary
from commands.following import Found
from commands.report import CaseReport, RunReport, VerdictReport
from commands.verdicts import Verdict, owners
from commands.words import console, say
from events.deadletters import DeadLetter
from runtime.settings import Settings
from simulator.scenarios import Scenario


@dataclass(frozen=True)
class Outcome:
    """Everything that a run brought."""

    known: Settings
    stories: Sequence[Scenario]
    found: Sequence[Found]
    told: Sequence[Verdict]
    dead: Sequence[DeadLetter]
    seconds: float

    @property
    def as_expected(self) -> bool:
        return all(each.as_expected for each in self.told)

    @property
    def belongs(self) -> dict[str, str]:
        """Case → its scenario, in the order of the scenarios."""
        owner = owners(self.stories, self.found)
        order = [story.name for story in self.stories]
        return dict(sorted(owner.items(), key=lambda pair: (order.index(pair[1]) if pair[1] else -1, pair[0])))


def show(came: Outcome) -> None:
    """The table of cases, their pages, the verdicts, and every difference."""
    records = {each.case: each.record for each in came.found}
    console.print(summary.cases(record for case in came.belongs if (record := records[case])))
    say("\nTheir pages in the Temporal UI (while it is up; --keep leaves it so)", "bold")
    for case in came.belongs:
        say(f"  {summary.link(came.known, case) or '-'}")
    say("")
    console.print(summary.verdicts(came.told))
    say(f"\n{len(came.found)} cases, {len(came.dead)} dead letters, {came.seconds:.0f} s")
    _judge(came.told)


def report(came: Outcome) -> RunReport:
    """The run for machines."""
    records = {each.case: each.record for each in came.found}
    return RunReport(
        as_expected=came.as_expected,
        seconds=round(came.seconds, 1),
        city_day=came.known.city_day,
        scenarios=tuple(_verdict(each) for each in came.told),
        cases=tuple(
            CaseReport.of(record, scenario=scenario, link=summary.link(came.known, case))
            for case, scenario in came.belongs.items()
            if (record := records[case])
        ),
        dead_letters=tuple(TypeAdapter(list[DeadLetter]).dump_python(list(came.dead), mode="json")),
    )


def _verdict(told: Verdict) -> VerdictReport:
    known = told.model_dump(include={"scenario", "title", "cases", "differences"})
    return VerdictReport(**known, as_expected=told.as_expected)


def _judge(told: Sequence[Verdict]) -> None:
    wrong = [each for each in told if not each.as_expected]
    for each in wrong:
        say(f"{each.scenario} is not as expected:", "red")
        for difference in each.differences:
            say(f"  {difference}")
    if not wrong:
        say("Everything is as expected.", "green")
