"""`chain`: what came of an event, across cases, as a tree with times."""

from datetime import datetime
from typing import Annotated

import typer
from rich.tree import Tree

from commands.words import console, say

app = typer.Typer(no_args_is_help=True, help="Follow what came of an event, across cases and services.")

EventId = Annotated[str, typer.Argument(metavar="EVENT", help="Id of an event, as its sender gave it.")]
AsJson = Annotated[bool, typer.Option("--json", help="For machines.")]


@app.command()
def show(event: EventId, json: AsJson = False) -> None:
    """The cases that read the event, what they announced, who read that, and so on; with the seconds of each link."""
    from commands import chains
    from commands.lineage import Node

    found = chains.lineage(event)
    if json:
        say(chains.as_json(found))
        return

    def grown(node: Node, into: Tree, before: datetime | None) -> None:
        at = node.at or before
        took = f" [dim]+{(node.at - before).total_seconds():.2f} s[/]" if node.at and before else ""
        note = f"  [dim]{node.note}[/]" if node.note else ""
        branch = into.add(f"{node.what}  [bold]{node.name}[/]{took}{note}")
        for below in node.below:
            grown(below, branch, at)

    root = Tree(f"{found.what}  [bold]{found.name}[/]  {found.at:%Y-%m-%d %H:%M:%S}" if found.at else found.what)
    for below in found.below:
        grown(below, root, found.at)
    console.print(root)
