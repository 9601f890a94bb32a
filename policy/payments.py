"""From when is it paid, until when does a recognition hold, and when is it checked again? (domain 3.3, 3.5)"""

from datetime import date, datetime

from policy.deadlines import due
from policy.destitute import unable_to_work
from policy.figures import CZ_DEMO, Pack, numbers
from policy.household import counted_members
from policy.procedure_limits import limit
from schemas.city_time import CITY_TIME
from schemas.households import Application, Category
from schemas.limits import Due, Limit, months

VALIDITY = numbers("rigid_spending", "validity", int)
_DECEMBER = 12


def first_month(confirmed_on: date) -> date:
    """Payment begins with the month after the confirmation."""
    years, month = divmod(confirmed_on.month, _DECEMBER)
    return date(confirmed_on.year + years, month + 1, 1)


def valid_to(category: Category, given_on: date, pack: Pack = CZ_DEMO) -> date | None:
    """The last day of a recognition that is given for a time; None where only a review ends it."""
    if category is not Category.RIGID_SPENDING:
        return None
    return _end(given_on, months(VALIDITY.on(given_on, pack))).day


def review_due(application: Application, category: Category, given_on: date, pack: Pack = CZ_DEMO) -> Due:
    """Before a limited recognition ends; otherwise yearly, half-yearly where a member could find work."""
    ends = valid_to(category, given_on, pack)
    if ends:
        notice = limit("review_notice", given_on, pack)
        return _end(given_on, notice.model_copy(update={"value": (ends - given_on).days - notice.value}))
    members = counted_members(application, (), given_on)
    settled = all(unable_to_work(member, given_on) or member.student for member in members)
    return _end(given_on, limit("review_yearly" if settled else "review_half_yearly", given_on, pack))


def _end(given_on: date, limit: Limit) -> Due:
    return due(datetime(given_on.year, given_on.month, given_on.day, tzinfo=CITY_TIME), limit)
