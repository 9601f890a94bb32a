"""How much a month, when income comes at uneven times? Averaged over the months before the application (domain 3.4)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from policy.conditions import condition, decision
from policy.figures import CZ_DEMO, Pack, numbers
from policy.months import after, month_of
from schemas.decisions import Decision, Fact
from schemas.money import cents

WINDOW = numbers("low_income", "income_window", int)
IMPUTED = numbers("low_income", "imputed_income", str)


def monthly(receipts: Iterable[tuple[date, Decimal]], applied_on: date, pack: Pack = CZ_DEMO) -> Decimal:
    """The average of what came in the full months of the window; the month of the application does not count."""
    window = WINDOW.on(applied_on, pack)
    last = month_of(applied_on)
    first = after(last, -window)
    return cents(sum((amount for day, amount in receipts if first <= day < last), Decimal(0)) / window)


def imputed(amount: Decimal, on: date, pack: Pack = CZ_DEMO) -> Decision:
    """May income that nobody received be counted? Since May 2024 never."""
    rule = IMPUTED.on(on, pack)
    reason = condition(
        "imputed_income_allowed",
        rule != "never",
        (f"income of {cents(amount)} that nobody received: {rule}", "不得以“虚拟收入”认定家庭收入"),
        "民政部关于加强低收入人口认定的通知(2024)",
        facts=(Fact(name="imputed income", value=str(cents(amount)), source="civil-affairs"),),
        figures=(IMPUTED.figure(on, pack),),
    )
    return decision(("imputed_income", "虚拟收入认定"), on, (reason,), cents(amount))
