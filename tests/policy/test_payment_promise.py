"""Until when must a payment run have paid? (domain 3.3 step 13: before the 10th)"""

from datetime import date, datetime

import pytest

from policy.deadlines import due
from policy.payment_promise import promised
from schemas.city_time import CITY_TIME
from schemas.payments import RunKind


@pytest.mark.parametrize(
    ("month", "on", "last"),
    [
        pytest.param("2026-12", "2026-12-01", "2026-12-09", id="before the tenth"),
        pytest.param("2026-12", "2026-11-29", "2026-12-09", id="opened in the month before"),
        pytest.param("2026-05", "2026-05-01", "2026-05-09", id="the ninth is a Saturday that is worked"),
        pytest.param("2026-08", "2026-08-01", "2026-08-07", id="the ninth is a Sunday, the seventh is a Friday"),
        pytest.param("2026-02", "2026-02-01", "2026-02-09", id="the shortest month"),
    ],
)
def test_a_month_is_paid_before_the_tenth_and_never_after_a_weekend(month, on, last):
    opened = date.fromisoformat(on)

    limit = promised(RunKind.MONTHLY, date.fromisoformat(f"{month}-01"), opened)

    assert limit is not None
    start = datetime(opened.year, opened.month, opened.day, 9, tzinfo=CITY_TIME)
    assert due(start, limit).day == date.fromisoformat(last)


def test_a_run_that_is_opened_too_late_has_no_time_left():
    limit = promised(RunKind.MONTHLY, date(2026, 12, 1), date(2026, 12, 20))

    assert limit is not None
    assert limit.value == 0


def test_the_price_subsidy_has_its_own_limit_and_other_occasions_have_none():
    month, on = date(2026, 12, 1), date(2026, 12, 3)

    assert str(promised(RunKind.PRICE_SUBSIDY, month, on)) == "30 calendar days"
    assert promised(RunKind.ARREARS, month, on) is promised(RunKind.CORRECTION, month, on) is None
