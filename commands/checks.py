"""What does the doctor say of one thing that was looked at?"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """With the remedy, when it is not as it should be."""

    what: str
    ok: bool
    said: str
    remedy: str = ""
