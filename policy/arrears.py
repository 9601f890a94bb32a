"""What was paid too much or too little, month by month, when a fact becomes known late? (domain 2.9, 4.4, 8.2, 17)

An end counts from the month after the fact, not after its discovery. The sum is computed here; whether and how it is
recovered is decided by a person.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from policy.benefit_names import NAMES
from policy.conditions import REASONED, condition, decision
from policy.figures import CZ_DEMO, Pack
from policy.months import after, month_of, span
from policy.paid_months import first_unpaid
from schemas.benefits import Arrears, Benefit, Entitled, LateFact, MonthDue, Payment
from schemas.decisions import Decision, Fact
from schemas.money import cents

RULE = ("arrears", "待遇差额清算")
NOT_RECOVERED = frozenset({Benefit.PRICE_SUBSIDY})
"""Paid on an index that was revised afterwards: kept by whoever received it (domain 12)."""
ARTICLE = "《社会救助暂行办法》第十三条、第六十八条"

Book = dict[tuple[date, Benefit], Decimal]
"""Amounts by month and benefit."""


def corrected(history: Iterable[Entitled], fact: LateFact, pack: Pack = CZ_DEMO) -> tuple[Entitled, ...]:
    """The entitlements as they were, had the fact been known: cut at its month, and the new amount from there on."""
    changes = first_unpaid(fact.benefit, fact.happened_on, pack)
    return tuple(part for one in history for part in _changed(one, fact, changes))


def settlement(history: Iterable[Entitled], payments: Iterable[Payment], until: date) -> Arrears:
    """Every month of every benefit, up to `until`, in which what was paid is not what was due."""
    due: Book = {}
    paid: Book = {}
    for one in history:
        for month in span(one.first_month, min(one.last_month or until, until)):
            _enter(due, one.benefit, month, one.monthly)
    for payment in payments:
        _enter(paid, payment.benefit, payment.month, payment.amount)
    months = (_month(key, due, paid) for key in sorted({*due, *paid}) if key[0] <= until)
    return _summed(tuple(month for month in months if month.paid != month.due))


def recovery(arrears: Arrears, fact: LateFact) -> Decision:
    """What is to be given back, with its months; the finding of a person goes before any recovery."""
    name, name_zh = NAMES[fact.benefit]
    conditions = (
        condition(
            "overpaid",
            arrears.overpaid > 0,
            (
                f"{name} was overpaid by {arrears.overpaid} yuan in {len(arrears.months)} months: {fact.text}",
                f"{fact.text},{name_zh}多发{len(arrears.months)}个月,合计{arrears.overpaid}元",
            ),
            ARTICLE,
            facts=(
                Fact(name="late fact", value=str(fact.happened_on), source=fact.source, on=fact.known_on),
                *(_cited(month) for month in arrears.months),
            ),
        ),
        condition(
            "from_the_month_after_the_fact",
            met=True,
            texts=(
                f"counted from the month after {fact.happened_on}, whenever it became known",
                f"自事实发生({fact.happened_on})的次月起计算",
            ),
            article=REASONED,
        ),
    )
    return decision(RULE, fact.known_on, conditions, arrears.overpaid)


def _changed(one: Entitled, fact: LateFact, changes: date) -> tuple[Entitled, ...]:
    if (one.benefit, one.payee) != (fact.benefit, fact.payee) or (one.last_month and one.last_month < changes):
        return (one,)
    begins = max(one.first_month, changes)
    before = [one.model_copy(update={"last_month": after(changes, -1)})] if one.first_month < changes else []
    if fact.monthly is None:
        return tuple(before)
    return (*before, one.model_copy(update={"first_month": begins, "monthly": fact.monthly}))


def _enter(book: Book, benefit: Benefit, month: date, amount: Decimal) -> None:
    key = month_of(month), benefit
    book[key] = book.get(key, Decimal(0)) + amount


def _month(key: tuple[date, Benefit], due: Book, paid: Book) -> MonthDue:
    month, benefit = key
    was_paid, was_due = paid.get(key, Decimal(0)), due.get(key, Decimal(0))
    owed = max(was_due, was_paid) if benefit in NOT_RECOVERED else was_due
    return MonthDue(benefit=benefit, month=month, paid=cents(was_paid), due=cents(owed))


def _summed(months: tuple[MonthDue, ...]) -> Arrears:
    differences = [month.paid - month.due for month in months]
    return Arrears(
        months=months,
        overpaid=sum((one for one in differences if one > 0), Decimal("0.00")),
        underpaid=-sum((one for one in differences if one < 0), Decimal("0.00")),
    )


def _cited(month: MonthDue) -> Fact:
    return Fact(name=f"payment of {month.month:%Y-%m}", value=f"{month.paid}", source="finance")
