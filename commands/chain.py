"""`chain`: what came of an event, across cases, as a tree with times."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text
from rich.tree import Tree

from commands.words import console, say

if TYPE_CHECKING:
    from commands.lineage import Node

app = typer.Typer(no_args_is_help=True, help="Follow what came of an event, across cases and services.")

EventId = Annotated[str, typer.Argument(metavar="EVENT", help="Id of an event, as its sender gave it.")]
AsJson = Annotated[bool, typer.Option("--json", help="For machines.")]


@app.command()
def show(event: EventId, json: AsJson = False) -> None:
    """The cases that read the event, what they announced, who read that, and so on; with the seconds of each link."""
    from commands import chains

    found = chains.lineage(event)
    if json:
        say(chains.as_json(found))
        return

    console.print(drawn(found))


def drawn(found: "Node") -> Tree:
    """The tree as it is printed."""
    root = Tree(_line(found, f"  {found.at:%Y-%m-%d %H:%M:%S}" if found.at else ""))
    for below in found.below:
        _grow(root, below, found.at)
    return root


def _grow(tree: Tree, node: "Node", before: datetime | None) -> None:
    took = f"  +{(node.at - before).total_seconds():.2f} s" if node.at and before else ""
    branch = tree.add(_line(node, took))
    for below in node.below:
        _grow(branch, below, node.at or before)


def _line(node: "Node", took: str) -> Text:
    note = f"  {node.note}" if node.note else ""
    return Text.assemble(f"{node.what}  ", (node.name, "bold"), (took, "dim"), (note, "dim"))
