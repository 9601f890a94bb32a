"""What is a person told about the two subsidies, and how is a refusal against the assessment put down? (domain 9.2)"""

from collections.abc import Iterable
from datetime import date, timedelta

from policy.benefit_names import NAMES
from policy.conditions import condition
from policy.disability_subsidies import ARTICLE
from policy.letters import DEMO, day_zh, letter, month_zh, reason_line, remedies, result_line
from schemas.benefits import Benefit
from schemas.decisions import Decision, Outcome
from schemas.disability import (
    LetterKind,
    NoDecision,
    NoDecisionLetterRequest,
    OfferLetterRequest,
    RefusalRequest,
    Subsidy,
    SubsidyLetterRequest,
    Unaltered,
    UnalteredLetterRequest,
)
from schemas.rights import RightState

DAY = timedelta(days=1)
OPENINGS = {
    Unaltered.UNCHANGED: "您的{asked}已收悉。经核对,您的补贴不因本次{asked}变更。",
    Unaltered.KEPT: "您的{asked}已收悉。经审定,您的补贴维持不变。",
}
ASK = "如有疑问,可以向提出申请的窗口,或者户籍所在地乡镇人民政府(街道办事处)、县级民政部门询问。"
PERSON_DECIDED = "person_decided"
"""The condition that holds an officer's own words."""


def decided(request: SubsidyLetterRequest) -> str:
    """What was granted, changed, ended or refused, from which month, with every reason and the remedies."""
    decisions = tuple(change.decision for change in request.changes if change.decision is not None)
    since = min((change.since for change in request.changes if change.since is not None), default=None)
    told = since if request.kind in {LetterKind.CHANGED, LetterKind.STOPPED} else None
    return letter(request.kind.value, decisions, request.on, from_month=told)


def changed(decisions: tuple[Decision, ...], on: date, since: date) -> str:
    """Another amount by a new standard."""
    return letter("changed", decisions, on, from_month=since)


def no_decision(request: NoDecisionLetterRequest) -> str:
    """Why an application was not decided; what is not accepted is not refused, and can be asked for again."""
    if request.end is NoDecision.MERGED:
        lines = [
            "残疾人两项补贴申请并案告知书", "",
            f"您申请的补贴已有申请正在办理(办件编号:{request.reasons}),本次申请并入该件办理,不再另行审定;",
            "该件审定后将书面告知结果;符合条件的,补贴自较早的申请当月起计发。", "", ASK,
        ]  # fmt: skip
    else:
        lines = [
            "残疾人两项补贴申请不予受理告知书", "", "您的申请未予受理,理由如下。",
            f"  {request.reasons or '未载明理由,请向受理窗口询问'}(依据:{ARTICLE})",
            "不予受理不影响再次申请;理由消除后,可以向任何受理窗口重新提出。", "", ASK, *remedies(request.on),
        ]  # fmt: skip
    return "\n".join([*lines, "", day_zh(request.on)])


def unaltered(request: UnalteredLetterRequest) -> str:
    """What was asked for and changes nothing: what is held and since when, why it stays, and the remedies."""
    asked, decided = ("终止申请" if request.given_up else "申请"), _carrying(request)
    lines = [
        "残疾人两项补贴待遇不变告知书", *([DEMO] if any(each.demo for each in decided) else []), "",
        OPENINGS[request.end].format(asked=asked), *(_held(request, kind) for kind in request.kinds), "理由:",
        *(f"  按您的选择,不享受{_listed((kind.value,))}。" for kind in request.declined),
    ]  # fmt: skip
    if request.end is Unaltered.KEPT:
        lines.append(f"  {request.reasons or '未载明理由,请向作出决定的民政部门询问'}(依据:{ARTICLE})")
    for number, result in enumerate(decided, 1):
        lines += [result_line(number, result), *(f"  {reason_line(reason)}" for reason in result.reasons)]
    return "\n".join([*lines, "", ASK, *remedies(request.on), "", day_zh(request.on)])


def _carrying(request: UnalteredLetterRequest) -> tuple[Decision, ...]:
    """What the rules say of each subsidy that was asked for."""
    asked = (one for one in request.changes if one.kind in request.kinds and one.kind not in request.declined)
    return tuple(change.decision for change in asked if change.decision is not None)


def _held(request: UnalteredLetterRequest, kind: Subsidy) -> str:
    """Since when without a gap, how much now, or until when it was held."""
    own = [span for span in request.rights if span.benefit == kind.value and span.state is not RightState.ENDED]
    begun = sorted((span for span in own if span.first <= request.on), key=lambda span: span.first)
    if not begun:
        return f"{_listed((kind.value,))}:未享受。"
    newest, since = begun[-1], begun[-1].first
    for span in reversed(begun):
        since = span.first if span.last is not None and span.last + DAY == since else since
    began = f"{_listed((kind.value,))}:自{month_zh(since)}起"
    if newest.last is not None and newest.last < request.on:
        return f"{began}享受至{month_zh(newest.last)}。"
    paused = ",现暂停发放" if newest.state is RightState.SUSPENDED else ""
    return f"{began}享受,现每月{newest.amount}元{paused}。"


def offer(request: OfferLetterRequest) -> str:
    """That nothing has to be applied for: a word is enough, and no word loses nothing."""
    wanted = _listed(kind.value for kind in request.kinds)
    lines = ["残疾人两项补贴主动服务告知书", ""]
    if request.instead_of:
        others = _listed(request.instead_of)
        lines.append(f"经核对,您可以享受{wanted};该补贴与您正在享受的{others}择高享受,不重复享受。")
        lines.append(f"请于{day_zh(request.until)}前告知您的选择;未答复的,按较高的一项发放。")
    else:
        lines.append(f"经数据比对,您符合{wanted}的享受条件,无需另行提交材料。")
        lines.append(f"同意享受的,请于{day_zh(request.until)}前答复;未答复的,由镇街工作人员上门确认,不视为放弃。")
    return "\n".join([*lines, "", day_zh(request.on)])


def reminder(valid_to: date) -> str:
    """That the certificate expires, and what to do so that nothing stops."""
    return "\n".join([
        "残疾人证到期提醒",
        "",
        f"您的残疾人证将于{day_zh(valid_to)}到期。到期后未换证的,两项补贴自到期次月起停发;",
        "请在到期前向户籍所在地残疾人联合会申请换证。到期前换证的,两项补贴继续发放,无需重新申请;",
        "停发后换证的,需要重新申请,补贴自重新申请当月起计发。",
    ])  # fmt: skip


def refused(request: RefusalRequest) -> Decision:
    """People may refuse what the assessment would grant; the person then reads their reasons, not its own."""
    found = request.decision
    if not found.granted:
        return found
    ground = condition(PERSON_DECIDED, met=False, texts=(request.reasons, request.reasons), article=ARTICLE)
    return found.model_copy(
        update={"outcome": Outcome.REFUSED, "amount": None, "conditions": (*found.conditions, ground)}
    )


def _listed(benefits: Iterable[str]) -> str:
    return "、".join(NAMES[Benefit(benefit)][1] for benefit in benefits)
