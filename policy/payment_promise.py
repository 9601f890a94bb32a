"""Until when must a payment run have paid? (domain 3.3 step 13, 12)"""

from datetime import date, timedelta

from policy.figures import CZ_DEMO, Pack, numbers
from policy.procedure_limits import limit
from policy.working_days import is_working_day
from schemas.limits import Limit, calendar_days
from schemas.payments import RunKind

PAYMENT_DAY = numbers("low_income", "payment_day", int)


def promised(kind: RunKind, month: date, on: date, pack: Pack = CZ_DEMO) -> Limit | None:
    """The month's money before the day that the rule names; the price subsidy within its own limit; else nothing."""
    if kind is RunKind.PRICE_SUBSIDY:
        return limit("price_payment", on, pack)
    if kind is not RunKind.MONTHLY:
        return None
    last = month.replace(day=PAYMENT_DAY.on(on, pack) - 1)
    while not is_working_day(last):  # a limit would end on the next working day, which is too late here
        last -= timedelta(days=1)
    figure = PAYMENT_DAY.figure(on, pack)
    return calendar_days(max((last - on).days, 0), f"{figure.law} {figure.source}")
