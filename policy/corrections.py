"""May a disputed entry of a register be left out before its source has corrected it? (domain 4.2, AC-M3, AC-M7)"""

from collections.abc import Iterable
from datetime import date

from policy.conditions import REASONED, condition, decision
from policy.sources import Replies
from schemas.corrections import Dispute
from schemas.decisions import Decision, Fact
from schemas.questions import DataItem

RULE = ("exclude_entry", "争议信息暂不采用")
ARTICLE = "《政务数据共享条例》(校核)、《个人信息保护法》第四十六条"


def exclusion(dispute: Dispute, on: date) -> Decision:
    """A correction is pending at the source, the police have taken the report, and a person has approved."""
    item, asked = dispute.item, dispute.correction_requested_on
    pending = asked is not None and asked <= on and dispute.corrected is not False
    named = f"{item.code} of {item.person}"
    rows = (
        ("correction_requested", pending, "a correction is pending at the source", "应已向数据来源部门提出校核",
         str(asked or "none"), dispute.source, ARTICLE),
        ("police_receipt", dispute.police_receipt is not None, "the police have taken the report",
         "应有公安机关受案回执", dispute.police_receipt or "none", "public-security", REASONED),
        ("approved", dispute.approved_by is not None, "an officer approved leaving it out", "应经负责人员批准",
         dispute.approved_by or "none", "civil-affairs", REASONED),
    )  # fmt: skip
    conditions = tuple(
        condition(
            code,
            True if holds else None if code == "approved" else False,
            (f"{text}: {named}", text_zh),
            article,
            facts=(Fact(name=code.replace("_", " "), value=value, source=source, on=item.as_of),),
        )
        for code, holds, text, text_zh, value, source, article in rows
    )
    return decision(RULE, on, conditions)


def without(replies: Replies, disputes: Iterable[Dispute], on: date) -> Replies:
    """The replies as the rules may use them: entries left out by a granted exclusion, or corrected by their source."""
    gone = [dispute.item for dispute in disputes if dispute.corrected or exclusion(dispute, on).granted]
    return tuple(
        reply.model_copy(update={"items": tuple(item for item in reply.items if not _among(item, gone))})
        for reply in replies
    )


def _among(item: DataItem, gone: list[DataItem]) -> bool:
    return any(item == other for other in gone)
