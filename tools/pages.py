"""Which files are made from the code? `python -m tools.pages` makes them; a test says when one is old.

A new page is one line in the list: a function that returns what its files hold, by their path in the repository.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tools import asyncapi, chains_page, drawing, event_schemas, events_page, items_page, law_page

ROOT = Path(__file__).parent.parent
Maker = Callable[[], Mapping[str, str]]

MAKERS: dict[str, Maker] = {
    "event schemas": event_schemas.pages,
    "asyncapi": asyncapi.pages,
    "events": events_page.pages,
    "chains": chains_page.pages,
    "picture of the chains": drawing.pages,
    "law": law_page.pages,
    "items": items_page.pages,
}
RENEW = "make pages"


def old(made: Mapping[str, str], root: Path = ROOT) -> list[str]:
    """The files that do not hold what they should."""
    return [path for path, text in made.items() if _read(root / path) != text]


def main() -> int:
    """Writes what is old; nothing at all when that would break the promise of a published event."""
    if broken := event_schemas.broken_promises():
        sys.stderr.write("\n".join([*broken, event_schemas.REMEDY, ""]))
        return 1
    for made in (make() for make in MAKERS.values()):
        for path in old(made):
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_text(made[path], "utf-8")
            sys.stdout.write(f"{path}\n")
    return 0


def _read(file: Path) -> str | None:
    return file.read_text("utf-8") if file.exists() else None


if __name__ == "__main__":
    sys.exit(main())
