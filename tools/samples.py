"""What does each event look like as it travels? The golden samples, which tests keep readable for ever."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "tests/events/contracts/golden"


def sample(type_: str) -> dict[str, Any]:
    """The whole event, in the structured form."""
    event: dict[str, Any] = json.loads((FOLDER / f"{type_}.json").read_text("utf-8"))
    return event
