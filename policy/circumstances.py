"""How urgent is what hit a household, where no amount tells? Death, accident, disability, a child left alone (6.2)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from policy.conditions import condition, decision
from policy.figures import CZ_DEMO, Pack, numbers, tables
from policy.procedure_limits import limit
from schemas.alerts import Grade
from schemas.decisions import Condition, Decision, Fact
from schemas.hardships import Circumstance, Hardship, HardshipGrade
from schemas.money import cents

RULE = ("hardship_grading", "困难情形预警分级")
GRADES = tables("early_warning", "circumstances", Grade)
UNEMPLOYED_MONTHS = numbers("early_warning", "unemployed_months", int)
STAY_LINES = tables("early_warning", "stay_lines", Decimal)
ARTICLE = "国办发〔2023〕39号"
CIRCUMSTANCES_ZH = {
    Circumstance.NO_FOOD_OR_SHELTER: "缺少食物或者住所",
    Circumstance.SOLE_CARER_DEAD: "唯一照料人死亡",
    Circumstance.CHILD_UNATTENDED: "未成年人无人照料",
    Circumstance.MAIN_EARNER_DEAD: "家庭主要劳动力死亡",
    Circumstance.MAIN_EARNER_DISABLED: "家庭主要劳动力重残",
    Circumstance.SERIOUS_ACCIDENT: "遭遇重大事故",
    Circumstance.NEW_SEVERE_DISABILITY: "新增重度残疾",
    Circumstance.LONG_UNEMPLOYED: "低收入家庭成员长期失业",
    Circumstance.SEEN_IN_NEED: "网格员走访发现生活困难",
}


def grading(hardships: Iterable[Hardship], on: date, pack: Pack = CZ_DEMO) -> HardshipGrade:
    """The most urgent of all circumstances, with every one of them as a reason."""
    found = tuple(hardships)
    if not found:
        raise ValueError("A grade needs at least one circumstance.")
    grades = GRADES.on(on, pack)
    grade = max((grades[one.circumstance] for one in found), key=list(Grade).index)
    return HardshipGrade(
        grade=grade,
        decision=decision(RULE, on, tuple(_reason(one, grades[one.circumstance], on, pack) for one in found)),
        first_contact=limit(f"alert_{grade}_contact", on, pack),
        closed_loop=limit(f"alert_{grade}_closed", on, pack),
    )


def long_unemployed(months: int, on: date, pack: Pack = CZ_DEMO) -> bool:
    """Long enough without work, in a low-income home, to raise an alert."""
    return months >= UNEMPLOYED_MONTHS.on(on, pack)


def costly_stay(self_pay: Decimal, on: date, pack: Pack = CZ_DEMO, *, monitored: bool) -> Decision:
    """One hospital stay whose self-pay is above its line; the line of monitored persons is lower."""
    line = STAY_LINES.on(on, pack)["monitored" if monitored else "other"]
    reason = condition(
        "self_pay_of_stay_above_line",
        self_pay > line,
        (
            f"self-pay of one stay {cents(self_pay)}; the line is {line}",
            f"单次住院个人自付{cents(self_pay)}元,预警线为{line}元",
        ),
        ARTICLE,
        facts=(Fact(name="self-pay", value=str(cents(self_pay)), source="medical-insurance"),),
        figures=(STAY_LINES.figure(on, pack),),
    )
    return decision(("costly_stay", "单次住院费用预警"), on, (reason,))


def _reason(hardship: Hardship, grade: Grade, on: date, pack: Pack) -> Condition:
    return condition(
        "circumstance",
        hardship.happened_on <= on,
        (f"{hardship.circumstance}: {grade}", CIRCUMSTANCES_ZH[hardship.circumstance]),
        ARTICLE,
        facts=(
            Fact(
                name="circumstance", value=hardship.circumstance, source=hardship.source, on=hardship.happened_on
            ),
        ),
        figures=(GRADES.figure(on, pack),),
    )  # fmt: skip
