"""What does a household read before anything is decided to its disadvantage? Every ground, and that it may answer."""

from collections.abc import Iterator

from policy.change_letters import ARTICLE, overpaid_lines
from policy.letters import DEMO, day_zh, law_of, length, month_zh, reason_line
from policy.procedure_limits import STEPS
from policy.words import FACTS, SOURCES, fact_zh
from schemas.hearings import HearingGrounds, HearingLetterRequest, HearingSubject, VisitFound
from schemas.means import Conflict

TITLE = "陈述申辩权利告知书"
OPENINGS = {
    HearingSubject.FINDINGS: "办理您的申请时,经办机关查到下列情况,可能对您的申请不利。",
    HearingSubject.REFUSAL: "经办机关拟对您的申请作出不予确认的决定,理由如下。",
    HearingSubject.CHANGE: "经办机关拟{since}调整您的待遇,理由如下。",
    HearingSubject.ENDING: "经办机关拟{since}停止您的待遇,理由如下。",
    HearingSubject.RECOVERY: "经办机关拟追回已经发放的救助金,理由如下。",
}
VISITED_BY = {
    "town": "镇街入户调查",
    "county": "县级民政部门入户核实",
    "residence": "居住地镇街入户调查",
}
GONE = {"death": "死亡", "prison": "服刑"}
"""Why somebody who was declared as a member is none."""


def letter(request: HearingLetterRequest) -> str:
    """It is no decision, and silence admits nothing."""
    grounds, within = request.grounds, request.within
    since = f"自{month_zh(grounds.from_month)}起" if grounds.from_month else ""
    lines = [f"  {number}. {ground}" for number, ground in enumerate(_grounds(grounds), 1)]
    facts = dict.fromkeys(fact_zh(fact) for condition in grounds.conditions for fact in condition.facts)
    demo = [each for condition in grounds.conditions for each in condition.figures if each.demo]
    return "\n".join([
        TITLE, *([DEMO] if demo or STEPS["hearing"].figure(request.on).demo else []), "",
        OPENINGS[grounds.subject].format(since=since), *lines,
        *(("  所依据的信息:", *(f"  - {fact}" for fact in facts)) if facts else ()), "",
        f"您可以自收到本告知书之日起{length(within)}内陈述、申辩,并提交证明材料(依据:{law_of(within)})。",
        "登记信息有误的,可以请登记该信息的部门更正;更正后重新核对。",
        "本告知书不是决定。逾期未答复的,不视为承认,由工作人员根据已经查明的情况作出决定。", "", day_zh(request.on),
    ])  # fmt: skip


def _grounds(grounds: HearingGrounds) -> Iterator[str]:
    yield from (reason_line(condition) for condition in grounds.conditions)
    yield from (_conflict(conflict) for conflict in grounds.conflicts)
    yield from (_visit(visit) for visit in grounds.visits)
    if grounds.stated:
        yield grounds.stated
    if grounds.amount_before is not None and grounds.amount_after is not None:
        yield f"每月救助金额:现为{grounds.amount_before}元,拟为{grounds.amount_after}元。"
    if grounds.to_recover is not None:
        yield from overpaid_lines(grounds.overpaid)
        yield (
            f"多发的救助金中尚未处理的{grounds.to_recover}元,由经办机关决定抵扣、退回或者不予追回;"
            f"决定前继续多发的,一并处理(依据:{ARTICLE})。"
        )


def _visit(visit: VisitFound) -> str:
    return f"{VISITED_BY[visit.by]}所见与您的申报不一致{':' if visit.saw else '。'}{visit.saw}"


def _conflict(conflict: Conflict) -> str:
    source = SOURCES.get(conflict.source, conflict.source)
    if conflict.field in GONE:
        gone = f"{conflict.person}已于{conflict.found}{GONE[conflict.field]}"
        return f"{source}登记{gone},申报为家庭成员({conflict.ranking})"
    field = FACTS.get(conflict.field, conflict.field)
    return f"{field}({conflict.person}):申报{conflict.declared},{source}登记{conflict.found}({conflict.ranking})"
