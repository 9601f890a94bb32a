"""`triggers`, `services`, `departments`: who takes part, and which event leads where."""

import json as json_
from pathlib import Path
from typing import Annotated, Any

import typer

from commands.words import console, say, table

AsJson = Annotated[bool, typer.Option("--json", help="For machines.")]


def triggers(
    json: AsJson = False,
    draw: Annotated[Path | None, typer.Option(help="Draw all of it into this SVG file instead.")] = None,
) -> None:
    """Which event opens which case, and which case does it inform."""
    from commands import chaining

    if draw is not None:
        chaining.draw(draw)
        say(f"Drawn into {draw}")
        return
    rows = chaining.triggers()
    if json:
        _dump(rows)
        return
    found = table("Triggers", "event", "topic", "", "service", "key", "why")
    for row in rows:
        found.add_row(_short(row["event"]), row["topic"], row["does"], row["service_zh"], row["key"], row["why"])
    console.print(found)


def services(json: AsJson = False) -> None:
    """Which services there are, what opens each and what it announces."""
    from commands import chaining

    rows = chaining.services()
    if json:
        _dump(rows)
        return
    for row in rows:
        say(f"{row['name_zh']} · {row['name']} ({row['id']})", "bold")
        say(f"  {row['summary']}")
        say(f"  opened by  {_listed(row['opened_by']) or '-'}")
        say(f"  informed by {_listed(row['informed_by']) or '-'}")
        say(f"  announces  {_listed(row['announces']) or '-'}")


def departments(json: AsJson = False) -> None:
    """Which departments there are, where each is reached, and what it answers by when."""
    from commands import chaining

    rows = chaining.departments()
    if json:
        _dump(rows)
        return
    found = table("Departments", "department", "", "of the 14", "desk", "topic", "answers")
    for row in rows:
        answers = "\n".join(f"{topic}: {limit}" for topic, limit in row["answers"].items())
        found.add_row(row["id"], row["name_zh"], "yes" if row["member"] else "", row["desk"], row["topic"], answers)
    console.print(found)


def _listed(events: list[str]) -> str:
    return ", ".join(_short(event) for event in events)


def _short(event: str) -> str:
    return event.removeprefix("cn.onething.")


def _dump(rows: list[dict[str, Any]]) -> None:
    say(json_.dumps(rows, ensure_ascii=False, indent=2))
