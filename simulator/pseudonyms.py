"""How does a city write of a person without naming them? By a keyed pseudonym."""

import hashlib
import hmac
from typing import Literal

LENGTH = 20
PREFIX = {"person": "p-", "household": "h-"}
SAID = {"person": "", "household": "household:"}
"""Goes before the value, so that a household cannot be recognised by the number of its applicant."""


def pseudonym(kind: Literal["person", "household"], value: str, key: str) -> str:
    """The same person or household always has the same pseudonym under one key; nobody without the key finds back."""
    digest = hmac.new(key.encode(), (SAID[kind] + value).encode(), hashlib.sha256).hexdigest()
    return PREFIX[kind] + digest[:LENGTH]
