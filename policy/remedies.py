"""Was a remedy filed in time, and what is due when a decision falls? (domain 2.8; 行政复议法, 行政诉讼法)

The review body and the court decide; here their limits are worked out, and the months that are paid back.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from policy import payments
from policy.conditions import condition, decision
from policy.deadlines import due
from policy.figures import CZ_DEMO, Pack
from policy.letters import day_zh, letter
from policy.months import month_of, span
from policy.paid_months import first_paid
from policy.procedure_limits import STEPS, limit
from schemas.benefits import Benefit
from schemas.city_time import CITY_TIME
from schemas.decisions import Decision, Fact
from schemas.households import Category
from schemas.money import cents
from schemas.remedies import (
    AdmissibilityRequest,
    DueMonth,
    DueMonthRequest,
    Learnt,
    NewDecisionLetterRequest,
    NewDecisionRequest,
    NewRightRequest,
    RemedyPath,
    RemedyResult,
)
from schemas.rights import PaidMonth, RightSpan, RightState

RULE = ("remedy_admissibility", "救济申请期限")
FILED_WITHIN = {RemedyPath.RECONSIDERATION: "reconsideration", RemedyPath.COURT: "lawsuit"}
PATHS_ZH = {RemedyPath.RECONSIDERATION: "行政复议", RemedyPath.COURT: "行政诉讼"}
RESULTS_ZH = {RemedyResult.REVOKED: "撤销", RemedyResult.CHANGED: "变更"}
NEW_DECISION = ("new_decision", "重新作出的决定")
ARTICLES = {
    RemedyPath.RECONSIDERATION: "《行政复议法》第六十三条、第六十四条",
    RemedyPath.COURT: "《行政诉讼法》第七十条、第七十一条、第七十七条",
}
LEARNT = {
    Learnt.LATE_ANSWER: ("an office answered after it", "作出后,有关部门补充答复"),
    Learnt.CORRECTED: ("a source corrected what it rested on", "作出后,来源部门更正了所依据的信息"),
}
LEARNT_ARTICLE = "《社会救助暂行办法》第十一条"
DECIDED = {
    True: ("a person who had not decided before decided in favour", "由未参与原决定的工作人员重新作出有利决定"),
    False: (
        "a person who had not decided before found other reasons",
        "由未参与原决定的工作人员依新的理由重新作出决定",
    ),
}
PAID_STATES = frozenset({RightState.ACTIVE, RightState.TAPERING})


def admissibility(request: AdmissibilityRequest, pack: Pack = CZ_DEMO) -> Decision:
    """Counted from the day of knowledge; whether a late one is taken up all the same is for the review body to say."""
    step = FILED_WITHIN[request.path]
    known = datetime(request.known_on.year, request.known_on.month, request.known_on.day, tzinfo=CITY_TIME)
    figure = STEPS[step].figure(request.on, pack)
    last = due(known, limit(step, request.on, pack)).day
    reason = condition(
        "filed_in_time",
        request.filed_on <= last,
        (f"filed on {request.filed_on}, possible until {last}", f"{day_zh(request.filed_on)}提出,期限至{day_zh(last)}"),
        figure.law,
        facts=(Fact(name="known", value=str(request.known_on), source="justice", on=request.known_on),),
        figures=(figure,),
    )
    return decision(RULE, request.on, (reason,))


def due_month(request: DueMonthRequest, pack: Pack = CZ_DEMO) -> DueMonth:
    """As if it had been decided so on the day of the decision that fell."""
    category, on = request.category, request.decided_on
    if category.value in set(Benefit):
        first = first_paid(Benefit(category.value), request.applied_on, on, pack)
    else:
        first = payments.first_month(on)
    return DueMonth(first=first, last=payments.valid_to(category, on, pack))


def new_rights(request: NewRightRequest) -> tuple[RightSpan, ...]:
    """What holds from the first changed day on. Months that a later decision gave something for stay as they are."""
    contested = request.contested
    if request.category is None or request.due is None:
        return _restored(contested.without, contested.touched, contested.since)
    first, category = request.due.first, request.category
    later = sorted((one for one in contested.without if _of_household(one) and one.first >= first),
                   key=lambda one: one.first)  # fmt: skip
    ends = [end for end in (request.due.last, _eve(later[0].first) if later else None) if end is not None]
    granted = RightSpan(benefit=category, amount=request.amount, first=first, last=min(ends, default=None))
    replaced = (RightSpan(benefit=benefit, first=first, state=RightState.ENDED) for benefit in contested.touched
                if benefit in set(Category) and benefit != category)  # fmt: skip
    following = (one for one in later if one.benefit == category)
    return (granted, *following, *replaced)


def new_decision(request: NewDecisionRequest) -> Decision:
    """What a person decided after the judgment, with the ground that compels it and the person's own."""
    rule = (request.category.value, NEW_DECISION[1]) if request.category else NEW_DECISION
    said, said_zh = _fell(request)
    fell = (f"the decision in {request.of_case} {said}", f"原决定{said_zh},依法重新作出决定")
    article = ARTICLES[request.path] if request.path else LEARNT_ARTICLE
    conditions = (
        condition("decision_fell", met=True, texts=fell, article=article),
        condition("decided_anew", request.grants, DECIDED[request.grants], article),
    )
    return decision(rule, request.on, conditions, request.amount if request.grants else None)


def back_pay(spans: Iterable[RightSpan], paid: Iterable[PaidMonth], until: date) -> Decimal:
    """What is due up to the month and was not paid; months that were paid more stay out of it."""
    given: dict[date, Decimal] = {}
    for month in paid:
        if month.person is None:
            given[month.month] = given.get(month.month, Decimal(0)) + month.amount
    owed = Decimal(0)
    for one in spans:
        if not (_of_household(one) and one.amount and one.state in PAID_STATES) or one.first > until:
            continue
        for due_in in span(month_of(one.first), month_of(min(one.last or until, until))):
            owed += max(one.amount - given.get(due_in, Decimal(0)), Decimal(0))
    return cents(owed)


def told(request: NewDecisionLetterRequest) -> str:
    """The letter of the new decision, with what fell before and what is paid back."""
    granted = any(one.granted for one in request.decisions)
    first = min((one.first for one in request.spans), default=None) if granted else None
    owed = back_pay(request.spans, request.paid, month_of(request.on)) if granted else Decimal(0)
    lines = [
        _looked_at_again(request, granted=granted),
        *([f"应当发放而未发放的待遇予以补发,截至本月共计{owed}元,随下一次发放支付。"] if owed else []),
        *([f"另一次性支付{request.once}元。"] if request.once else []),
        *([f"理由:{request.reasons}"] if request.reasons else []),
    ]
    text = letter("granted" if granted else "refused", request.decisions, request.on, from_month=first)
    return "\n".join([*lines, "", text])


def _fell(request: NewDecisionRequest) -> tuple[str, str]:
    """Why it is decided anew: after a remedy, or because its ground has changed."""
    if request.learnt is not None:
        said, said_zh = LEARNT[request.learnt]
        return f"was made before {said}", said_zh
    if request.path is None or request.result is None:
        raise ValueError("A decision is made anew after a remedy, or on a ground that has changed; neither was named.")
    return f"was {request.result} by {request.path}", f"经{PATHS_ZH[request.path]}{RESULTS_ZH[request.result]}"


def _looked_at_again(request: NewDecisionLetterRequest, *, granted: bool) -> str:
    if request.learnt is not None:
        now = "现重新作出决定" if granted else "已重新核对,仍不符合条件"
        return f"原决定{LEARNT[request.learnt][1]},{now}。"
    if request.path is None or request.result is None:
        raise ValueError("A letter names the remedy or the changed ground; neither was given.")
    return f"原决定已经{PATHS_ZH[request.path]}{RESULTS_ZH[request.result]},现重新作出决定。"


def _restored(without: Iterable[RightSpan], touched: Iterable[str], since: date | None) -> tuple[RightSpan, ...]:
    """Each benefit that was touched, from that day on, as it would be without the decision."""
    if since is None:
        return ()
    found: list[RightSpan] = []
    for benefit in touched:
        going_on = [one for one in without if one.benefit == benefit and (one.last is None or one.last >= since)]
        found += [one.model_copy(update={"first": max(one.first, since)}) for one in going_on]
        if not going_on:
            found.append(RightSpan(benefit=benefit, first=since, state=RightState.ENDED))
    return tuple(found)


def _of_household(one: RightSpan) -> bool:
    return one.person is None and one.benefit in set(Category) and one.state is not RightState.ENDED


def _eve(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)
