"""`household consent`: the holder of a code lets merchants know whether one item fits, or no longer."""

from typing import Annotated

import typer

from commands.household_code import Holder, Token, given, known_item
from commands.words import say

app = typer.Typer(no_args_is_help=True, help="Let merchants know whether one item fits, or no longer.")

Item = Annotated[str, typer.Argument(metavar="ITEM", help="A business item, such as low-income.")]


@app.command()
def give(token: Token, item: Item, by: Holder) -> None:
    """Merchants who are shown the code learn whether this item fits, and nothing else."""
    _say(token, item, by, given_=True)


@app.command()
def withdraw(token: Token, item: Item, by: Holder) -> None:
    """Merchants learn nothing of this item any more."""
    _say(token, item, by, given_=False)


def _say(token: str, item: str, by: str, *, given_: bool) -> None:
    from commands import files

    known = known_item(item)
    with files.opened() as offices:
        reading = files.by_code(given(token), by, f"household consent {'give' if given_ else 'withdraw'}")
        offices.codes.consent(reading, known, given=given_)
    say(f"Merchants {'may' if given_ else 'may no longer'} learn whether {item} fits.")
