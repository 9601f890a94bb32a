"""`review`: rounds of the yearly and half-yearly checks: one now, or the calendar that opens them."""

from typing import Annotated

import typer

from commands.words import say

app = typer.Typer(no_args_is_help=True, help="Have the households looked at whose check is due.")


@app.command("round")
def round_(
    county: Annotated[str | None, typer.Option(help="One county; every one when left out.")] = None,
) -> None:
    """Open a round now, over every household whose check is due today or before. People decide, page by page."""
    from commands import review_rounds as rounds

    case = rounds.opened(county)
    say(f"Opened {case}. `onething case show {case}` tells how far it is.")


@app.command()
def schedule(
    day: Annotated[int, typer.Option(min=1, max=28, help="Day of the month.")] = 1,
    hour: Annotated[int, typer.Option(min=0, max=23, help="Hour of that day, in China.")] = 2,
    pause: Annotated[bool, typer.Option("--pause", help="Open no rounds until it is scheduled again.")] = False,
) -> None:
    """Have a round opened each month by itself; as often as one likes, there is one calendar."""
    from commands import review_rounds as rounds

    say(rounds.scheduled(day, hour, pause=pause))
