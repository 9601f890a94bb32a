"""What does a household read of a change? What it is paid from when on, why, and how an overpayment comes back."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from policy import destitute, letters, low_income, low_income_edge, rigid_spending, single_person
from policy.letters import day_zh, month_zh, numeral, remedies
from schemas.decisions import Decision
from schemas.households import Category
from schemas.reviews import ChangeLetterRequest, Overpaid
from schemas.rights import Recovery, RecoveryWay, RightSpan, RightState

RECOVERY_TITLE = "多发救助金处理告知书"
NAMES = {
    Category.DESTITUTE: destitute.RULE[1],
    Category.LOW_INCOME: low_income.RULE[1],
    Category.SINGLE_PERSON: single_person.RULE[1],
    Category.LOW_INCOME_EDGE: low_income_edge.RULE[1],
    Category.RIGID_SPENDING: rigid_spending.RULE[1],
}
WAYS = {
    RecoveryWay.SET_OFF: "从以后发放的救助金中抵扣{total}元,每月至多抵扣{monthly}元,直至抵完。",
    RecoveryWay.REPAID: "请退回{total}元。",
    RecoveryWay.WAIVED: "{total}元不予追回。",
    RecoveryWay.RELEASED: "此前决定追回的{total}元不再追回;已经抵扣的,随以后的救助金退还。",
}
ARTICLE = "《社会救助暂行办法》第十三条"


def letter(request: ChangeLetterRequest) -> str:
    """The change, or the end, with every reason; without one, how an overpayment comes back."""
    recovered = _recovered(request.overpaid, request.recovery)
    if request.from_month is None:
        return "\n".join([RECOVERY_TITLE, *recovered, "", *remedies(request.on), "", day_zh(request.on)])
    return letters.letter(
        "stopped" if request.ended else "changed", _as_paid(request.decisions, request.held), request.on,
        from_month=_turns(request), handed_over=request.handed_over,
        held=[*_before(request), *_held(request)], more=recovered,
    )  # fmt: skip


def overpaid_lines(overpaid: Iterable[Overpaid]) -> Iterator[str]:
    """Each month with what arrived and what was due."""
    for one in overpaid:
        yield f"{month_zh(one.month)}:已发{one.paid}元,应发{one.due}元。"


def _as_paid(decisions: Sequence[Decision], held: Sequence[RightSpan]) -> tuple[Decision, ...]:
    """Without sums of months that are paid otherwise."""
    paid = {span.amount for span in held}
    return tuple(
        one.model_copy(update={"amount": None}) if held and one.amount is not None and one.amount not in paid else one
        for one in decisions
    )


def _turns(request: ChangeLetterRequest) -> date | None:
    """From when on it is otherwise; what ends after the months of a taper, from the month after them."""
    ends = [span.first for span in request.held if span.state is RightState.ENDED]
    return max(ends) if request.ended and ends else request.from_month


def _before(request: ChangeLetterRequest) -> Iterator[str]:
    if request.amount_before is not None:
        yield f"原待遇:每月{request.amount_before}元。"


def _held(request: ChangeLetterRequest) -> Iterator[str]:
    """What is paid from when to when, and what ends; that of which the whole letter speaks not once more."""
    for span in request.held:
        told = request.ended and span.state is RightState.ENDED and span.first == _turns(request)
        if not told:
            yield f"{NAMES[Category(span.benefit)]}:{_period(span)}{_state(span)}。"


def _state(span: RightSpan) -> str:
    if span.state is RightState.ENDED:
        return "停止发放"
    if span.state is RightState.SUSPENDED:
        return "暂停发放"
    paid = f"每月{span.amount}元" if span.amount is not None else "予以认定"
    return f"渐退期,{paid}" if span.state is RightState.TAPERING else paid


def _period(span: RightSpan) -> str:
    first = month_zh(span.first)
    if span.last is None:
        return f"自{first}起,"
    last = month_zh(span.last)
    return f"{first}," if first == last else f"{first}至{last},"


def _recovered(overpaid: Iterable[Overpaid], recovery: Recovery | None) -> list[str]:
    """Which months, how much, and how: set off, repaid, waived, or not asked for any more."""
    if recovery is None:
        return []
    released = recovery.way is RecoveryWay.RELEASED
    said = WAYS[recovery.way].format(total=recovery.total, monthly=recovery.monthly)
    months = [] if released else [f"  {numeral(n)}、{line}" for n, line in enumerate(overpaid_lines(overpaid), 1)]
    opening = (
        "追回决定变更如下:"
        if released
        else f"下列月份的救助金多发,本次处理{recovery.total}元,此前已作决定的除外(依据:{ARTICLE}):"
    )
    return ["", opening, *months, f"  处理方式:{said}"]
