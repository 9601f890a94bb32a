"""`year`: many households live through a year, are paid each month, and the register is computed a second time."""

from typing import Annotated

import typer

Households = Annotated[int, typer.Option(help="How many households apply.", min=1)]
Apply = Annotated[int, typer.Option(help="How many of them apply; the others were recognised before.", min=0)]
Seed = Annotated[int, typer.Option(help="The lives follow from it.")]
Day = Annotated[float, typer.Option(help="Seconds that a pretend day lasts.", min=0.001)]
Patience = Annotated[float, typer.Option(help="Seconds for which nothing may move before it counts as stuck.")]


def year(
    households: Households = 2000, apply: Apply = 100, seed: Seed = 1, day: Day = 0.02, patience: Patience = 300.0
) -> None:
    """Start everything here, live a year with births, deaths, jobs, moves and reversals; code 0 when all agrees."""
    from commands import living
    from commands.interrupting import ended

    raise typer.Exit(ended(living.through_a_year(households, apply, seed, day=day, patience=patience)))
