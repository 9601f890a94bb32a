"""`policy`: what the law says of facts, which figures it gives, and what other figures would do."""

import json as json_
import sys
from pathlib import Path
from typing import Annotated

import typer

from commands.words import console, say, table

app = typer.Typer(no_args_is_help=True, help="Ask a rule, read the figures of the law, try out other figures.")

Json = Annotated[bool, typer.Option("--json", help="For machines.")]
On = Annotated[str | None, typer.Option("--on", metavar="DAY", help="The day, as 2026-03-02; today by default.")]


@app.command()
def explain(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="Such as low-income; `policy rules` lists them.")],
    facts: Annotated[Path, typer.Argument(metavar="FACTS.json", help="What the rule asks for.")],
    on: On = None,
    region: Annotated[str, typer.Option(help="Whose figures: a region code such as 320200, or presets.")] = "CZ-DEMO",
    letter: Annotated[bool, typer.Option("--letter", help="With the letter to the citizen.")] = False,
    json: Json = False,
) -> None:
    """The decision of a rule: each condition, met or not, with its article, facts and figures and their sources."""
    from commands import explaining

    found, text = explaining.explained(rule, facts, explaining.day_of(on), region)
    if json:
        say(json_.dumps(found.model_dump(mode="json") | ({"letter": text} if letter else {}), ensure_ascii=False))
        return
    for decision in found.decisions:
        explaining.show(decision)
    if letter:
        say(f"\n{text}")


@app.command()
def rules(
    rule: Annotated[str | None, typer.Argument(metavar="RULE", help="The JSON Schema of this rule's facts.")] = None,
) -> None:
    """Which rules can be explained, and which facts each asks for."""
    from commands.explaining import told
    from policy.explanation import facts_of
    from policy.rules import RULES

    if rule:
        say(json_.dumps(told(lambda: facts_of(rule)).model_json_schema(), ensure_ascii=False, indent=2))
        return
    found = table("Rules", "rule", "facts")
    for name in RULES:
        fields = facts_of(name).model_fields.items()
        found.add_row(name, ", ".join(field if known.is_required() else f"[{field}]" for field, known in fields))
    console.print(found)


@app.command()
def numbers(
    act: Annotated[str | None, typer.Argument(metavar="ACT", help="Only of this act, such as low_income.")] = None,
    on: Annotated[str | None, typer.Option(metavar="DAY", help="What holds on this day; without it, all time.")] = None,
    json: Json = False,
) -> None:
    """Every figure of the law: value, since when, by which law, source, last check; demo values are marked."""
    from commands.explaining import day_of, marks, told
    from policy.catalogue import in_force, listed

    rows = told(lambda: tuple(listed(act)) if on is None else in_force(day_of(on), act))
    today = day_of(None)
    if json:
        say(json_.dumps([row.model_dump(mode="json") for row in rows], ensure_ascii=False))
        return
    found = table("", "figure", "value", "since", "law", "source", "checked", "")
    for row in rows:
        key = f"{row.key} · {row.preset}" if row.preset else row.key
        figure = row.figure
        found.add_row(key, f"{figure.value} {row.unit}", str(figure.since), figure.law, figure.source,
                      str(row.checked), marks(row, today))  # fmt: skip
    console.print(found)


@app.command()
def compare(
    after: Annotated[str, typer.Option(metavar="FILE", help="The proposal: a TOML file, a region or presets.")],
    cases: Annotated[Path, typer.Option(metavar="FILE.jsonl", help="Applications, one a line.")],
    before: Annotated[str, typer.Option(metavar="PACK", help="What it is held against, in the same way.")] = "CZ-DEMO",
    on: On = None,
    show: Annotated[int, typer.Option(help="So many of the changed households are listed.")] = 10,
    processes: Annotated[int | None, typer.Option(help="At once; one for each processor by default.")] = None,
    json: Json = False,
) -> None:
    """Judge a file of cases under today's and under proposed figures: who gains, who loses, what it costs a month."""
    from commands import comparing, twins
    from commands.explaining import day_of

    asked = comparing.twin(before, after, day_of(on))
    found = comparing.judged(cases, asked, processes)
    if json:
        say(twins.report(asked, found).model_dump_json())
    else:
        twins.show(asked, found, show)


@app.command("cases")
def cases_(
    count: Annotated[int, typer.Option(min=1, help="How many households.")] = 1000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same households.")] = 1,
) -> None:
    """Generated households for `compare`, one application a line; nobody is real."""
    from simulator.cases import applications

    for application in applications(count, seed):
        sys.stdout.write(f"{application.model_dump_json(exclude_defaults=True)}\n")
