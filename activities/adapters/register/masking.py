"""What if an officer wrote a number of a citizen into a text? Only its ends are kept (domain 2.6)."""

import re

NUMBERS = re.compile(
    r"(?<![0-9A-Za-z])(?:"
    r"(?P<citizen>[1-9][0-9]{16}[0-9Xx]|[1-9][0-9]{14})|(?P<phone>1[3-9][0-9]{9})|(?P<account>[0-9]{16}|[0-9]{19})"
    r")(?![0-9A-Za-z])"
)


def masked(text: str) -> str:
    """The text with citizen numbers, telephone numbers and bank accounts masked."""
    return NUMBERS.sub(_mask, text)


def _mask(found: re.Match[str]) -> str:
    number = found.group()
    kept = {"citizen": 4, "phone": 3, "account": 0}[found.lastgroup or "account"]
    return number[:kept] + "*" * (len(number) - kept - 4) + number[-4:]
