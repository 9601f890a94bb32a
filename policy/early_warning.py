"""Which alert does a year's medical self-pay raise, and how urgent is it? (domain 6.2-6.4)"""

from datetime import date
from decimal import Decimal

from policy.conditions import condition, decision
from policy.figures import CZ_DEMO, Pack, tables
from policy.procedure_limits import limit
from schemas.alerts import Alert, Grade, Grading
from schemas.decisions import Condition, Fact
from schemas.money import cents

RULE = ("early_warning", "医疗支出预警分级")
BANDS = tables("early_warning", "bands", Decimal)
INCOME_SHARES = tables("early_warning", "income_shares", Decimal)
ARTICLE = "国办发〔2023〕39号"


def crossed(before: Decimal, after: Decimal, on: date, pack: Pack = CZ_DEMO) -> tuple[Decimal, ...]:
    """The lines that the yearly sum now exceeds and did not exceed before; a line itself is not exceeded."""
    return tuple(line for line in sorted(BANDS.on(on, pack).values()) if before <= line < after)


def grading(alert: Alert, household_yearly_income: Decimal | None, on: date, pack: Pack = CZ_DEMO) -> Grading:
    """The most urgent grade of which a trigger holds; yellow with the failed condition if none does."""
    triggers = {grade: _triggers(grade, alert, household_yearly_income, on, pack) for grade in Grade}
    holding = [grade for grade in Grade if any(trigger.met for trigger in triggers[grade])]
    grade = max(holding, key=list(Grade).index, default=Grade.YELLOW)
    reasons = tuple(trigger for trigger in triggers[grade] if trigger.met) or triggers[grade]
    return Grading(
        grade=grade,
        decision=decision(RULE, on, reasons),
        first_contact=limit(f"alert_{grade}_contact", on, pack),
        closed_loop=limit(f"alert_{grade}_closed", on, pack),
    )


def _triggers(grade: Grade, alert: Alert, yearly_income: Decimal | None, on: date, pack: Pack) -> tuple[Condition, ...]:
    by_line = _above_line(alert, BANDS.on(on, pack)[grade], on, pack)
    share = INCOME_SHARES.on(on, pack).get(grade)
    if share is None or yearly_income is None:
        return (by_line,)
    return by_line, _above_share(alert, share, yearly_income, on, pack)


def _above_line(alert: Alert, line: Decimal, on: date, pack: Pack) -> Condition:
    return condition(
        "self_pay_above_line",
        alert.self_pay > line,
        (
            f"self-pay of {alert.year} is {cents(alert.self_pay)} yuan; the line is {line}",
            f"{alert.year}年度个人自付医疗费用{cents(alert.self_pay)}元,预警线为{line}元",
        ),
        ARTICLE,
        facts=(_self_pay(alert),),
        figures=(BANDS.figure(on, pack),),
    )


def _above_share(alert: Alert, share: Decimal, yearly_income: Decimal, on: date, pack: Pack) -> Condition:
    percent = f"{share * 100:.0f}%"
    return condition(
        "self_pay_above_share_of_income",
        alert.self_pay > share * yearly_income,
        (
            f"self-pay of {cents(alert.self_pay)} yuan; the line is {percent} of the income of {cents(yearly_income)}",
            f"个人自付医疗费用{cents(alert.self_pay)}元,预警线为家庭年收入{cents(yearly_income)}元的{percent}",
        ),
        ARTICLE,
        facts=(
            _self_pay(alert),
            Fact(name="yearly income", value=str(cents(yearly_income)), source="household record"),
        ),
        figures=(INCOME_SHARES.figure(on, pack),),
    )


def _self_pay(alert: Alert) -> Fact:
    return Fact(name="self-pay", value=str(cents(alert.self_pay)), source="medical-insurance", on=alert.crossed_on)
