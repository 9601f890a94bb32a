"""How is money written? Yuan with two decimals, as text in JSON, never as a float."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from pydantic import Field

Yuan = Annotated[Decimal, Field(max_digits=14, decimal_places=2, description="Yuan, two decimals")]

CENT = Decimal("0.01")


def cents(amount: Decimal) -> Decimal:
    """The amount to the cent, half up (domain 3.4: exact fractions until the end)."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)
