"""From which month is a benefit paid, and which month is the first that is not? (domain 2.3, 3.3, 8.2, 9.2, 10.3)"""

from dataclasses import dataclass
from datetime import date

from policy.figures import CZ_DEMO, Numbers, Pack, tables
from policy.months import after, month_of
from schemas.benefits import Benefit
from schemas.decisions import Figure


@dataclass(frozen=True)
class Offset:
    """A number of months after a day of one kind, for example `confirmation + 1`."""

    anchor: str
    months: int


def offset(written: str) -> Offset:
    """An offset as the number files write it."""
    anchor, _, months = written.partition(" + ")
    if anchor not in {"application", "confirmation", "fact"}:
        raise ValueError(f"{written!r} counts from no application, confirmation or fact.")
    return Offset(anchor, int(months))


START = tables("benefit_months", "start", offset)
START_DEMO = tables("benefit_months", "start_demo", offset)
STOP = tables("benefit_months", "stop", offset)


def first_paid(benefit: Benefit, applied_on: date, confirmed_on: date, pack: Pack = CZ_DEMO) -> date:
    """The month after the confirmation, or the month of the application itself, as the benefit's own rule says."""
    begins = _table(benefit, confirmed_on, pack).on(confirmed_on, pack)[benefit]
    return after(month_of(applied_on if begins.anchor == "application" else confirmed_on), begins.months)


def first_unpaid(benefit: Benefit, happened_on: date, pack: Pack = CZ_DEMO, *, by: date | None = None) -> date:
    """The month after the fact, whenever it became known; by the rule of the fact's day, or of the day that is given.

    Who asks about today gives today: a certificate may have expired before the rule was made.
    """
    return after(month_of(happened_on), _stop(benefit, by or happened_on, pack).months)


def handover(transferred_on: date) -> tuple[date, date]:
    """Who moves: the last month that the old place pays, and the first of the new place, without a gap."""
    month = month_of(transferred_on)
    return month, after(month)


def start_figure(benefit: Benefit, on: date, pack: Pack = CZ_DEMO) -> Figure:
    """The rule of the first month, as it is cited."""
    return _table(benefit, on, pack).figure(on, pack)


def _table(benefit: Benefit, on: date, pack: Pack) -> Numbers[dict[str, Offset]]:
    for table in (START, START_DEMO):
        if benefit in table.on(on, pack):
            return table
    raise LookupError(f"No rule says from which month {benefit} is paid.")


def _stop(benefit: Benefit, on: date, pack: Pack) -> Offset:
    try:
        return STOP.on(on, pack)[benefit]
    except KeyError:
        raise LookupError(f"No rule says from which month {benefit} is not paid any more.") from None
