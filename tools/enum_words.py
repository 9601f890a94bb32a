"""What does each value of a list mean? The sentence that stands below it in schemas/."""

import ast
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

SCHEMAS = Path(__file__).parent.parent / "schemas"


@cache
def meanings() -> dict[tuple[str, str], str]:
    """Name of the list and value → what it means, where that is written down."""
    trees = (ast.parse(file.read_text("utf-8")) for file in sorted(SCHEMAS.glob("*.py")))
    classes = (node for tree in trees for node in tree.body if isinstance(node, ast.ClassDef))
    return {(node.name, value): said for node in classes for value, said in _explained(node)}


def _explained(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for member, below in pairwise(node.body):
        match member, below:
            case ast.Assign(value=ast.Constant(value=str(value))), ast.Expr(value=ast.Constant(value=str(said))):
                yield value, said
