"""`disability`: the two subsidies: was everybody paid precisely, a round now, the calendar of the rounds."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from commands.words import console, say, table

if TYPE_CHECKING:
    from schemas.disability_report import PreciseLine

app = typer.Typer(no_args_is_help=True, help="See whether the disability subsidies are paid precisely; open rounds.")


@app.command()
def report(
    month: Annotated[str, typer.Argument(metavar="MONTH", help="Such as 2026-12.")],
    persons: Annotated[bool, typer.Option("--persons", help="Name who was not paid precisely; written down.")] = False,
    by: Annotated[str | None, typer.Option("--as", metavar="OFFICER", help="Who reads; you, when left out.")] = None,
    json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Of all subsidies due in a month by the facts: how many were paid precisely, which were not, and why."""
    from commands import disability_rounds as rounds

    found = rounds.precise(month, by if persons else None, persons=persons)
    if json:
        say(found.model_dump_json(indent=2))
        return
    say(f"{found.month:%Y-%m}: {found.precise} of {found.due} paid precisely, {found.share}", "bold")
    say(f"Applications that nobody has decided yet: {found.undecided}")
    console.print(_persons(found.lines) if persons else _causes(found.lines))


@app.command("round")
def round_(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="comparison, reminders or standard.")],
    county: Annotated[str | None, typer.Option(help="One county; every one when left out.")] = None,
) -> None:
    """Open a round now. It asks, and proposes; people decide."""
    from commands import disability_rounds as rounds

    case = rounds.opened(kind, county)
    say(f"Opened {case}. `onething case show {case}` tells how far it is.")


@app.command()
def schedule(
    day: Annotated[int, typer.Option(min=1, max=28, help="Day of the month of the comparison.")] = 5,
    hour: Annotated[int, typer.Option(min=0, max=23, help="Hour of both, in China.")] = 3,
    pause: Annotated[bool, typer.Option("--pause", help="Open no rounds until it is scheduled again.")] = False,
) -> None:
    """Have the comparison opened each month and the reminders each day; as often as one likes."""
    from commands import disability_rounds as rounds

    say(rounds.scheduled(day, hour, pause=pause))


def _causes(lines: "tuple[PreciseLine, ...]") -> Table | str:
    found = table("Not precise", "how", "because", "subsidies")
    counted = Counter((line.precision.value, ", ".join(line.why)) for line in lines)
    for (how, why), number in sorted(counted.items()):
        found.add_row(how, why, str(number))
    return found if lines else "Everything is precise."


def _persons(lines: "tuple[PreciseLine, ...]") -> Table | str:
    found = table("Not precise", "person", "subsidy", "how", "due", "paid", "because")
    for line in lines:
        found.add_row(line.person, line.kind, line.precision, f"{line.due:,.2f}", f"{line.paid:,.2f}",
                      ", ".join(line.why))  # fmt: skip
    return found if lines else "Everything is precise."
