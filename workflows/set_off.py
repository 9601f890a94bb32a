"""How much of each payment may be kept for what was paid too much? As a person said, when it can be read."""

from decimal import Decimal, InvalidOperation

from schemas.cases import Ruled
from schemas.money import cents

UNREAD = "每月抵扣金额无法识别,重新提出 details.monthly is no sum of money; asked again"


def monthly(ruling: Ruled, total: Decimal) -> Decimal | None:
    """All of it, when nothing else was said; None when it is no sum of money."""
    try:
        share = cents(Decimal(str(ruling.details.get("monthly", total))))
    except InvalidOperation:  # no number, or one beyond all money
        return None
    return share if share.is_finite() and share > 0 else None
