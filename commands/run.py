"""`run` plays scenarios on a platform of its own and judges them; `up` starts the same and stays."""

from pathlib import Path
from typing import Annotated

import typer

Day = Annotated[float | None, typer.Option(help="Seconds that a pretend day lasts.", min=0.01, show_default=False)]


def run(
    scenario: Annotated[list[str] | None, typer.Argument(help="Scenarios to play; a short set by default.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Play every shipped scenario.")] = False,
    day: Day = None,
    json: Annotated[Path | None, typer.Option(help="Write cases, dead letters and verdicts to this file.")] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Leave everything up afterwards, until Ctrl-C.")] = False,
    timeout: Annotated[float, typer.Option(help="Seconds until what is still open counts as not as expected.")] = 180.0,
) -> None:
    """Start everything here, play the scenarios, show what came of each case; code 0 when all is as expected."""
    from commands import play
    from commands.interrupting import ended

    raise typer.Exit(
        ended(play.scenarios(scenario or (), day=day, report=json, keep=keep, patience=timeout, every=every))
    )


def up(
    day: Day = None,
    scenario: Annotated[list[str] | None, typer.Option(help="Who lives in the pretend city; all by default.")] = None,
    clerks: Annotated[bool, typer.Option(help="The city's clerks decide; without them you do.")] = True,
) -> None:
    """Start everything here and leave it running until Ctrl-C; other terminals find it."""
    from commands import stay
    from commands.interrupting import ended

    raise typer.Exit(ended(stay.up(scenario or (), day=day, clerks=clerks)))
