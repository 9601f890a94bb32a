"""What do two persons read about their marriage or divorce? Every reason with its article, ways out, remedies."""

from collections.abc import Iterator
from datetime import date

from policy.letters import day_zh, reason_line, remedies
from schemas.decisions import Decision
from schemas.marriages import in_the_way
from schemas.weddings import LetterKind

TITLES = {
    LetterKind.NOT_REGISTERED: "不予办理婚姻登记告知单",
    LetterKind.PENDING_ELSEWHERE: "婚姻登记办理情况告知单",
    LetterKind.MISSING: "婚姻登记一次性告知单",
    LetterKind.NOT_ACCEPTED: "不予受理离婚登记申请告知单",
    LetterKind.NOT_ISSUED: "不予发给离婚证告知单",
    LetterKind.DEEMED_WITHDRAWN: "离婚登记申请视为撤回告知单",
    LetterKind.INTENDED: "拟撤销婚姻登记告知书",
    LetterKind.NEVER_VALID: "婚姻登记自始无效告知书",
    LetterKind.UPHELD: "不予撤销婚姻登记告知书",
    LetterKind.PAPER_RETURNED: "离线结婚登记未予补录告知单",
    LetterKind.PAPER_DOUBLE: "离线结婚登记已录入告知单",
    LetterKind.TAKEN_BACK: "离婚登记申请撤回告知单",
    LetterKind.JUDGMENT_RETURNED: "离婚裁判文书未予载入告知单",
    LetterKind.NO_FILE: "未查到婚姻登记档案告知单",
}
OPENINGS = {
    LetterKind.NOT_REGISTERED: "经审查,现不予办理结婚登记,理由如下。",
    LetterKind.PENDING_ELSEWHERE: "一方正在另一婚姻登记机关办理结婚登记,本机关暂不能办理。",
    LetterKind.MISSING: "办理登记还需补齐下列材料,现一次性告知;补齐后无需重新预约。",
    LetterKind.NOT_ACCEPTED: "经审查,现不予受理离婚登记申请,理由如下。",
    LetterKind.NOT_ISSUED: "经审查,现不发给离婚证,双方仍为夫妻,理由如下。",
    LetterKind.DEEMED_WITHDRAWN: "双方未在法定期限内共同到场申领离婚证,依法视为撤回离婚登记申请,双方仍为夫妻。",
    LetterKind.INTENDED: "现拟撤销下列婚姻登记。您可以在期限内陈述、申辩或者申请听证。",
    LetterKind.NEVER_VALID: "下列婚姻登记自始没有法律约束力,双方户口登记和有关信息将由各部门更正,无需另行申请。",
    LetterKind.UPHELD: "经审查,现不予撤销下列婚姻登记,该登记继续有效。",
    LetterKind.PAPER_RETURNED: (
        "您二人在系统中断期间领取的结婚证未补录入全国婚姻登记信息库,已退回原登记机关处理;"
        "请持证与原登记机关联系,结婚证请妥善保管。"
    ),
    LetterKind.PAPER_DOUBLE: "您二人的婚姻登记此前已录入全国婚姻登记信息库,本次不再重复录入,您无需办理任何手续。",
    LetterKind.TAKEN_BACK: "离婚登记申请已由一方在法定期限内撤回(《民法典》第一千零七十七条),双方仍为夫妻。",
    LetterKind.JUDGMENT_RETURNED: (
        "人民法院的离婚裁判文书与婚姻登记档案不符,未载入婚姻登记信息库,已退回该人民法院核对;文书的效力不受影响。"
    ),
    LetterKind.NO_FILE: (
        "经查全国婚姻登记信息库和纸质档案,未查到下列婚姻登记,无登记可予更正或者撤销。"
        "在其他单位的信息中显示有配偶的,可以凭本告知单向该单位申请更正。"
    ),
}
DECIDED = frozenset(TITLES) - {
    LetterKind.PENDING_ELSEWHERE, LetterKind.MISSING, LetterKind.DEEMED_WITHDRAWN, LetterKind.INTENDED,
    LetterKind.PAPER_DOUBLE, LetterKind.TAKEN_BACK,
}  # fmt: skip
"""Letters of a decision, against which there are remedies; what the law itself brings about has none."""


def letter(kind: LetterKind, decision: Decision | None, on: date, *, about: str = "", said: str = "") -> str:
    """`about` names the file or the other office, `said` is what an officer wrote."""
    lines = [TITLES[kind], "", OPENINGS[kind], *([f"事项:{about}"] if about else []), *_reasons(decision)]
    stated = [f"说明:{said}"] if said else []
    ways = remedies(on) if kind in DECIDED else []
    return "\n".join([*lines, *stated, "", *ways, day_zh(on)])


def _reasons(decision: Decision | None) -> Iterator[str]:
    """Failed conditions, or those that wait; what nobody has asked the two yet stands against nobody."""
    for number, reason in enumerate(in_the_way(decision) if decision else (), 1):
        yield f"  {number}. {reason_line(reason)}"
