"""Is a value within a bound? Bounds are written as the law words them: below, at most, above, at least."""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

_SIGNS: dict[str, tuple[Callable[[Any, Any], bool], str, str]] = {
    "<": (operator.lt, "below", "低于"),
    "<=": (operator.le, "at most", "不高于"),
    ">": (operator.gt, "above", "高于"),
    ">=": (operator.ge, "at least", "不低于"),
}


@dataclass(frozen=True)
class Bound:
    """A bound such as `< 4 yearly standards` or `> 0.60`."""

    sign: str
    value: Decimal
    unit: str = ""

    def holds(self, amount: Decimal | Fraction, bound: Decimal | None = None) -> bool:
        """True when the amount keeps within the bound, or within the given amount that stands for it."""
        return _SIGNS[self.sign][0](amount, self.value if bound is None else bound)

    @property
    def words(self) -> tuple[str, str]:
        """The comparison in English and Chinese."""
        return _SIGNS[self.sign][1:]


def bound(written: str) -> Bound:
    """A bound as the number files write it."""
    sign, value, *unit = written.split(" ", 2)
    if sign not in _SIGNS:
        raise ValueError(f"{written!r} does not begin with one of {', '.join(_SIGNS)}.")
    return Bound(sign, Decimal(value), *unit)
