"""Who reads by a happiness code? In a module of its own, so that a command's help comes at once."""

from enum import StrEnum


class View(StrEnum):
    """Who reads by the code, and so how much is shown."""

    HOLDER = "holder"
    GRID = "grid"
    MERCHANT = "merchant"
