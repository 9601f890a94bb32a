"""How is a household's question not worked out again and again? A rule's last answer is kept beside it.

The categories are tested one after another; they ask for each other's result and for the same purse. What they ask
about is frozen, so the very same things have the same answer; everything else is worked out anew.
"""

from collections.abc import Callable
from functools import wraps
from operator import is_
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def latest(rule: Callable[P, R]) -> Callable[P, R]:
    """The rule, which gives its last answer again when it is asked with the very same things."""
    kept: tuple[tuple[object, ...], R] | None = None

    @wraps(rule)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        nonlocal kept
        if kwargs:
            return rule(*args, **kwargs)
        known = kept  # read once: another thread may be asking about another household
        if known and len(known[0]) == len(args) and all(map(is_, known[0], args)):
            return known[1]
        answer = rule(*args, **kwargs)
        kept = args, answer
        return answer

    return asked
