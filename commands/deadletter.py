"""`deadletter`: what was not accepted and why, and how it gets back on its way."""

from pathlib import Path
from typing import Annotated

import typer

from commands.words import Trouble, console, say, table

app = typer.Typer(no_args_is_help=True, help="What was not accepted, why, and how it gets back on its way.")

AsJson = Annotated[bool, typer.Option("--json", help="For machines.")]
LONGEST = 110


@app.command("list")
def list_(json: AsJson = False) -> None:
    """Every record that was not accepted, the oldest first."""
    from commands import letters

    every = letters.every()
    if json:
        say(letters.as_json(every))
        return
    found = table("Dead letters", "number", "at", "from", "reason", "what is wrong", "replayed")
    for letter in every:
        replayed = f"{letter.replayed_at:%m-%d %H:%M:%S}" if letter.replayed_at else ""
        wrong = letter.error if len(letter.error) <= LONGEST else f"{letter.error[:LONGEST]}…"
        found.add_row(letter.number, f"{letter.at:%m-%d %H:%M:%S}", letter.topic, letter.reason, wrong, replayed)
    console.print(found)
    if not every:
        say("There are none.")


@app.command()
def show(
    number: Annotated[str, typer.Argument(metavar="N", help="Its number, as the list shows it.")], json: AsJson = False
) -> None:
    """One of them with its bytes as they came, and where they stood."""
    from commands import letters

    letter = letters.one(number)
    if json:
        say(letters.as_json([letter]))
        return
    say(f"Dead letter {letter.number}, rejected {letter.attempts} times, last at {letter.at:%F %T %Z}", "bold")
    say(f"  stood at   {letter.topic}, partition {letter.partition}, offset {letter.offset}")
    say(f"  reason     {letter.reason} (at {letter.stage})")
    say(f"  in words   {letter.error}")
    say(f"  key        {(letter.key or b'').decode('utf-8', 'replace')}")
    say(f"  replayed   {letter.replayed_at or 'never'}")
    say((letter.value or b"").decode("utf-8", "replace"))


@app.command()
def replay(
    numbers: Annotated[list[str], typer.Argument(metavar="N...", help="Numbers, as the list shows them.")],
    repaired: Annotated[Path | None, typer.Option(help="The corrected record; only for one letter.")] = None,
) -> None:
    """Put them on their topics again, with their keys; who has read one already knows it."""
    from commands import letters

    letters.replayed(numbers, _read(repaired) if repaired is not None else None)
    say(f"{len(numbers)} records are on their topics again. `onething deadletter list` shows which come back.")


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as unread:
        raise Trouble(f"{file} cannot be read: {unread}") from unread
