"""Whatever became of the payments: what the list adds up is what it shows, and what the accounts have (domain 13)."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from activities.household_rows import rows
from policy.household_list import of_year, total
from policy.months import after
from schemas.household_lives import Life

YEARS = (2025, 2026, 2027)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
AMOUNTS = st.decimals("0.01", "9999.99", places=2)
HISTORIES = st.lists(st.sampled_from([("paid",), ("failed",), ("paid", "returned")]), max_size=3)


@st.composite
def payments(draw, number):
    """A month's payment: attempts that fail, come back or stand, each on a later day; the last may be on its way."""
    attempts = draw(HISTORIES)
    attempts = [each for each in attempts[:-1] if each != ("paid",)] + attempts[-1:]
    states = [state for each in attempts for state in ("owed", *each)]
    if not states or (attempts[-1] != ("paid",) and draw(st.booleans())):
        states.append("owed")
    days = sorted(draw(st.lists(DAYS, min_size=len(states), max_size=len(states))))
    key = f"h-1/low_income/{number}"
    results = [{"attempt": 1, "state": state, "on": day, "event": f"{key}/{place}"}
               for place, (state, day) in enumerate(zip(states, days, strict=True))]  # fmt: skip
    return {"key": key, "benefit": "low_income", "month": after(date(2025, 1, 1), number), "purpose": "最低生活保障",
            "amount": draw(AMOUNTS), "set_off": "0.00", "case": "assistance:A-1", "results": results}  # fmt: skip


@st.composite
def lives(draw):
    count = draw(st.integers(0, 8))
    once = [{"key": f"once-{number}", "purpose": "临时救助(急难型)", "payee": "h-1", "amount": draw(AMOUNTS),
             "on": draw(DAYS), "case": "assistance:A-1", "event": draw(st.sampled_from([None, f"e-{number}"]))}
            for number in range(draw(st.integers(0, 3)))]  # fmt: skip
    paid = [draw(payments(number)) for number in range(count)]
    return Life.model_validate({"household": "h-1", "payments": paid, "once": once})


def on_the_accounts(life, year):
    """What nobody took back, by what the bank did last."""
    last = [(payment.amount, payment.results[-1]) for payment in life.payments]
    by_runs = sum((amount for amount, said in last if said.state == "paid" and said.on.year == year), Decimal(0))
    return by_runs + sum((aid.amount for aid in life.once if aid.event and aid.on.year == year), Decimal(0))


@given(lives())
def test_the_total_of_a_year_is_the_sum_of_its_paid_lines(life):
    for year in YEARS:
        shown = of_year(rows(life), year)
        corrected = {row.corrects for row in shown}
        standing = [row for row in shown if row.status == "paid" and row.line not in corrected]

        found = total(shown, year).amount

        assert found == sum(
            (row.amount or 0 for row in standing if row.paid_on and row.paid_on.year == year), Decimal(0)
        )
        assert found == on_the_accounts(life, year)


@given(lives())
def test_no_line_is_lost_and_each_is_told_once(life):
    every = rows(life)
    told = [row.line for year in YEARS for row in of_year(every, year)]

    assert set(told) == {row.line for row in every}
    assert len({row.line for row in every}) == len(every)
    assert all(row.event or row.status == "ordered" for row in every)
