"""Is a published standard plausible? By consumption a head; a published value is the law either way (domain 16)."""

from datetime import date
from decimal import Decimal

from policy.figures import CZ_DEMO, Pack, numbers, tables
from policy.household import STANDARD

SHARE = tables("low_income", "standard_share", Decimal)
PAYMENT_DAY = numbers("low_income", "payment_day", int)
_MONTHS = 12


def plausible(yearly_consumption: Decimal, on: date, pack: Pack = CZ_DEMO) -> bool:
    """The standard lies within the shares of last year's consumption a head that the province names."""
    shares, yearly = SHARE.on(on, pack), STANDARD.on(on, pack) * _MONTHS
    return shares["from"] * yearly_consumption <= yearly <= shares["up_to"] * yearly_consumption


def paid_before(month: date, pack: Pack = CZ_DEMO) -> date:
    """The day of the month before which the month's aid is paid."""
    return month.replace(day=PAYMENT_DAY.on(month, pack))
