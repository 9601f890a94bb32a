"""How fast is the law? Full decisions a second on one core with complete traces, and a policy twin of a city.

`python -m benchmarks.policy`; it prints and asserts nothing. Every decision is about another household, so that none
is remembered. The best round counts for the rate, because a busy machine only ever makes it worse.
"""

import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import psutil
import typer
from rich.console import Console
from rich.table import Table

from policy.classification import classification
from policy.low_income import entitlement
from registry.departments import answering
from schemas.decisions import Decision
from schemas.households import Application
from schemas.identifiers import CaseId, QuestionId
from schemas.means import Conclusion, MeansReport
from schemas.questions import DataItem, ItemCode, Reply, ReplyStatus, Topic
from simulator.cases import ON, applications

Asked = tuple[Application, MeansReport | None]
PROPOSAL = 'low_income.standard = "1100.00"\n'


def report(application: Application) -> MeansReport:
    """An answer of every department of the means check, about every member."""
    members = [member.ref for member in application.household.members]
    codes = (ItemCode.PENSION, ItemCode.WAGE, ItemCode.DEPOSIT, ItemCode.HOME, ItemCode.STUDENT, ItemCode.EXISTING_AID)
    replies = tuple(
        Reply(
            question=QuestionId(f"{application.number}-{each.id}"), department=each.id, topic=Topic.MEANS,
            status=ReplyStatus.ANSWERED,
            items=(DataItem(person=members[place % len(members)], code=codes[place % len(codes)],
                            amount=Decimal("900.00"), as_of=ON),),
        )
        for place, each in enumerate(answering(Topic.MEANS))
    )  # fmt: skip
    return MeansReport(
        case=CaseId(f"means-check:{application.number}"), household=application.household.ref, version=1, on=ON,
        conclusion=Conclusion.COMPLETE, replies=replies, monthly_income=Decimal(0), deposits=Decimal(0),
    )  # fmt: skip


def rounds(
    judge: Callable[[Application, MeansReport | None], object], asked: Sequence[Asked], count: int
) -> list[float]:
    """Judgements a second of processor time, round by round, after one that does not count."""
    found = []
    for _ in range(count + 1):
        began = time.process_time()
        for application, answers in asked:
            judge(application, answers)
        found.append(len(asked) / (time.process_time() - began))
    return found[1:]


def size(decisions: Iterable[Decision]) -> str:
    """How much a decision tells, on average."""
    every = list(decisions)
    conditions = [condition for decision in every for condition in decision.conditions]
    facts = sum(len(condition.facts) for condition in conditions)
    figures = sum(len(condition.figures) for condition in conditions)
    return ", ".join(f"{part / len(every):.0f} {name}" for part, name in
                     ((len(conditions), "conditions"), (facts, "facts"), (figures, "figures")))  # fmt: skip


def compare(households: int) -> tuple[float, int]:
    """Seconds of `onething policy compare` on generated households, from start to end, and how many change."""
    with tempfile.TemporaryDirectory() as folder:
        cases, proposal = Path(folder) / "cases.jsonl", Path(folder) / "proposal.toml"
        proposal.write_text(PROPOSAL, "utf-8")
        with cases.open("w", encoding="utf-8") as file:
            file.writelines(f"{each.model_dump_json(exclude_defaults=True)}\n" for each in applications(households, 1))
        command: list[str | Path] = [sys.executable, "-m", "cli", "policy", "compare", "--on", str(ON), "--json"]
        began = time.monotonic()
        told = subprocess.run([*command, "--after", proposal, "--cases", cases], check=True, capture_output=True)
        return time.monotonic() - began, len(json.loads(told.stdout)["changes"])


def main(
    households: Annotated[int, typer.Option(help="Different households of a round.")] = 300,
    count: Annotated[int, typer.Option("--rounds", help="Rounds that count.")] = 30,
    city: Annotated[int, typer.Option(help="Households of the policy twin; 0 leaves it out.")] = 100_000,
) -> None:
    """Measure the rules on one core, and the policy twin on all."""
    plain: list[Asked] = [(application, None) for application in applications(households, 1)]
    checked: list[Asked] = [(application, report(application)) for application, _ in plain]
    day: date = ON
    rows = (
        ("low income, declaration alone", plain, lambda claim, answers: entitlement(claim, answers, day)),
        (
            "low income, with every department's answer",
            checked,
            lambda claim, answers: entitlement(claim, answers, day),
        ),
        ("classification of a household", plain, lambda claim, answers: classification(claim, answers, day)),
    )
    gc.collect()
    gc.freeze()  # the households of a round are not what is measured
    table = Table("judged", "best a second", "median", "worst")
    for name, asked, judge in rows:
        found = sorted(rounds(judge, asked, count))
        table.add_row(name, f"{found[-1]:,.0f}", f"{found[len(found) // 2]:,.0f}", f"{found[0]:,.0f}")
    console = Console()
    console.print(table)
    console.print(f"A low-income decision tells {size(entitlement(*each, day) for each in checked[:200])} on average.")
    console.print(
        f"Of processor time on one core; {count} rounds of {households} households, none asked twice in a row."
    )
    if city:
        seconds, changed = compare(city)
        console.print(f"Policy twin: {city:,} households in {seconds:.1f} s, {changed:,} of them stand elsewhere.")
    console.print(f"Python {sys.version.split()[0]}, {psutil.cpu_count()} cores, load {psutil.getloadavg()[0]:.1f}.")


if __name__ == "__main__":
    typer.run(main)
