"""`emit` sends event files to the topics of the departments, after a look at each line."""

from pathlib import Path
from typing import Annotated

import typer

from commands.words import Trouble, say


def emit(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="JSON Lines, one CloudEvent a line.")],
    topic: Annotated[str | None, typer.Option(help="Send to this topic instead of the source's own.")] = None,
    anyway: Annotated[bool, typer.Option("--anyway", help="Send also what keeps no contract.")] = False,
) -> None:
    """Put events on their departments' topics; what breaks its contract is named, and then nothing is sent."""
    from commands import sending

    lines = sending.read(files, topic)
    wrong = [line for line in lines if line.wrong]
    for line in wrong:
        say(f"{line.place}: {line.wrong}", "yellow")
    if wrong and not anyway:
        raise Trouble(f"Nothing was sent: {len(wrong)} of {len(lines)} lines are wrong. Correct them, or add --anyway.")
    say(f"{sending.send(lines)} events sent.")
