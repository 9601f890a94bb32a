"""What does the household read of its clock? That it runs longer, stands still, or goes on: why and until when."""

from policy.letters import day_zh, law_of, length
from policy.running_time import standstill
from schemas.clocks import Extended, Paused, PauseGround
from schemas.limits import Due

GROUNDS_ZH = {
    PauseGround.CORRECTION: "补正材料",
    PauseGround.APPRAISAL: "鉴定",
    PauseGround.HEARING: "听证",
    PauseGround.APPLICANT: "申请人自身原因",
}
STEPS_ZH = {
    "total": "办理",
    "opinion": "审核",
    "confirmation": "确认",
    "correction": "补正",
    "hearing": "陈述申辩",
    "reconsideration_decision": "行政复议审理",
}
_ASK = "对期限有疑问的,可以向受理机关查询。"


def extended(step: str, due: Due, by: Extended) -> str:
    """The limit runs longer, once."""
    whole = due.course.whole if due.course else due.limit
    was = by.was.course.whole if by.was.course else by.was.limit
    approved = f",批准文件:{by.approval}" if by.approval else ""
    return "\n".join((
        "延长办理期限告知书", "",
        f"因{by.reasons},经批准{approved},您的申请的{_step(step)}期限由{length(was)}延长为{length(whole)}。",
        f"原期限至{day_zh(by.was.day)},现延长至{day_zh(due.day)}。期限只延长一次。",
        f"依据:{law_of(whole)}。", _ASK, "",
        day_zh(by.at.date()),
    ))  # fmt: skip


def paused(step: str, by: Paused) -> str:
    """The limit stands still, and how long that is expected to take."""
    until = f"预计至{day_zh(by.until)}。" if by.until else ""
    return "\n".join((
        "办理期限中止计算告知书", "",
        f"因{GROUNDS_ZH[by.ground]}(依据材料:{by.evidence}),您的申请的{_step(step)}期限自{day_zh(by.at.date())}起停止计算。",
        f"{until}该期间不计入{_step(step)}期限,恢复计算时另行告知。",
        f"依据:{standstill(step, by.ground)}。", _ASK, "", day_zh(by.at.date()),
    ))  # fmt: skip


def resumed(step: str, due: Due) -> str:
    """The limit goes on: what is left of it, and until when."""
    return "\n".join((
        "办理期限恢复计算告知书", "",
        f"您的申请的{_step(step)}期限自{day_zh(due.start.date())}起恢复计算,剩余{length(due.limit)},至{day_zh(due.day)}届满。",
        _ASK, "", day_zh(due.start.date()),
    ))  # fmt: skip


def _step(step: str) -> str:
    return STEPS_ZH.get(step, "办理")
