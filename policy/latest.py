"""How is a household's question not worked out again and again? A rule's last answers are kept beside it.

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
    """The rule, which gives one of its last two answers again when it is asked with the very same things."""
    kept: tuple[tuple[tuple[object, ...], R], ...] = ()

    @wraps(rule)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        nonlocal kept
        if kwargs:
            return rule(*args, **kwargs)
        for things, answer in kept:
            if len(things) == len(args) and all(map(is_, things, args)):
                return answer
        found = rule(*args, **kwargs)
        kept = ((args, found), *kept[:1])  # replaced as a whole: another thread may be reading
        return found

    return asked
