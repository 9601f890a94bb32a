"""What do operators see of a case? Search attributes, and a page that reads as the procedure."""

from datetime import datetime
from typing import Any

from temporalio import workflow
from temporalio.common import SearchAttributeKey

from registry.departments import DEPARTMENTS
from registry.services import SERVICES
from schemas.cases import Asked, CaseRecord, ClockLine
from schemas.city_time import CITY_TIME
from schemas.limits import Standstill
from schemas.questions import ReplyStatus

SERVICE = SearchAttributeKey.for_keyword("Service")
STAGE = SearchAttributeKey.for_keyword("Stage")
WAITING_ON = SearchAttributeKey.for_keyword("WaitingOn")
UNIT = SearchAttributeKey.for_keyword("Unit")
OUTCOME = SearchAttributeKey.for_keyword("Outcome")
CHAIN = SearchAttributeKey.for_keyword("Chain")
DUE = SearchAttributeKey.for_datetime("Due")
LATE = SearchAttributeKey.for_bool("Late")

ATTRIBUTES: dict[str, str] = {
    **{key.name: "Keyword" for key in (SERVICE, STAGE, WAITING_ON, UNIT, OUTCOME, CHAIN)},
    DUE.name: "Datetime",
    LATE.name: "Bool",
}
"""The budget of search attributes, for the whole product: name and type. Ten keywords is what SQL stores allow."""

_SAID = {
    ReplyStatus.ANSWERED: "已答复 answered",
    ReplyStatus.PENDING: "办理中 working on it",
    ReplyStatus.REFUSED: "不予办理 refused",
    ReplyStatus.UNREACHABLE: "未接通 unreachable",
    ReplyStatus.SILENT: "逾期未答复 silent",
    ReplyStatus.NOT_LINKABLE: "无接口 not linkable",
}


def show(record: CaseRecord, due: datetime | None) -> None:
    """Puts the state of the case where operators search and read."""
    workflow.set_current_details(page(record))
    _search(record, due)


def _search(record: CaseRecord, due: datetime | None) -> None:
    waiting = record.waiting_on
    wanted: dict[SearchAttributeKey[Any], Any] = {
        UNIT: record.unit,
        STAGE: record.stage,
        WAITING_ON: waiting,
        DUE: due,
        OUTCOME: record.outcome,
        LATE: True if any("breach" in clock.rungs for clock in record.clocks) else None,
    }
    present = workflow.info().typed_search_attributes
    updates = [
        key.value_unset() if value is None else key.value_set(value)
        for key, value in wanted.items()
        if present.get(key) != value
    ]
    if updates:
        workflow.upsert_search_attributes(updates)


def page(record: CaseRecord) -> str:
    """The case in Markdown: where it stands, what it waits for and until when, who answered what."""
    service = SERVICES[record.service]
    parts = (
        f"## {service.name_zh} · {service.name}\n`{record.case}`",
        _standing(record),
        _clocks(record),
        _departments(record),
        _decisions(record),
        _rulings(record),
        _events(record),
        _notes(record),
    )
    return "\n\n".join(part for part in parts if part)


def _standing(record: CaseRecord) -> str:
    lines = [f"**阶段 Stage:** {record.stage}"]
    if record.waiting_on:
        lines.append(f"**等待 Waiting for:** {record.waiting_on}{_until(record)}")
    if record.pending:
        ask = record.pending
        until = f", 期限 until {ask.due.day}" if ask.due else ""
        proposal = f" (拟 proposed: {ask.proposal})" if ask.proposal else ""
        lines.append(f"**待决 To be decided:** {ask.question_zh}{proposal} — {' / '.join(ask.choices)}{until}")
    if record.evidence_gap and not record.outcome:
        lines.append("**证据缺口 Evidence gap:** an answer or a proper home visit is missing")
    if record.contested and not record.outcome:
        lines.append("**家庭有异议 Contested:** the household objects; see the notes")
    if record.outcome:
        amount = f", {record.amount} 元/月" if record.amount is not None else ""
        lines.append(f"**结果 Outcome:** {record.outcome} {record.category or ''}{amount}")
    return "  \n".join(lines)


def _until(record: CaseRecord) -> str:
    running = [clock.due.day for clock in record.clocks if clock.state == "running"]
    return f", 期限 until {min(running)}" if running else ""


def _table(title: str, heads: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    if not rows:
        return ""
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    lines += [f"| {' | '.join(str(cell).replace('|', '/') for cell in row)} |" for row in rows]
    return f"### {title}\n\n" + "\n".join(lines)


def _clocks(record: CaseRecord) -> str:
    rows: list[tuple[object, ...]] = [
        (
            clock.name,
            clock.due.limit,
            f"{clock.due.day}{' (暂定 provisional)' if clock.due.provisional else ''}",
            _state(clock),
            ", ".join(clock.rungs) or "–",
        )
        for clock in record.clocks
    ]
    return _table("期限 Clocks", ("step", "limit", "until", "state", "rungs"), rows)


def _state(clock: ClockLine) -> str:
    """How it runs, and whose word changed that."""
    paused, extended, still = clock.paused, clock.extended, clock.due.course
    parts = (
        f"中止 {clock.state} since {paused.at:%F}: {paused.ground}, by {paused.officer}" if paused else clock.state,
        f"恢复 stood still {sum(_days(each) for each in still.standstills)} days" if still else "",
        f"延长 extended from {extended.was.day} by {extended.officer}" if extended else "",
    )
    return "; ".join(part for part in parts if part)


def _days(still: Standstill) -> int:
    return (still.resumed_at.date() - still.paused_at.date()).days


def _departments(record: CaseRecord) -> str:
    rows: list[tuple[object, ...]] = [_asked(line) for line in record.asked]
    return _table("部门 Departments", ("department", "asked for", "answer", "until", "remark"), rows)


def _asked(line: Asked) -> tuple[object, ...]:
    remark = " ".join(filter(None, ("迟到 late" if line.late else "", line.reason or "")))
    name, until = DEPARTMENTS[line.department].name_zh, line.due or line.within or "–"
    return name, f"{line.topic} {line.subject}".strip(), _SAID[line.status], until, remark or "–"


def _decisions(record: CaseRecord) -> str:
    rows: list[tuple[object, ...]] = [
        (
            decision.rule_zh,
            decision.outcome,
            decision.amount if decision.amount is not None else "–",
            "; ".join(f"{reason.text_zh} [{reason.article}]" for reason in decision.reasons),
            "演示数据 demo values" if decision.demo else "",
        )
        for decision in record.decisions
    ]
    return _table("认定测算 Assessment", ("rule", "outcome", "yuan", "reasons", ""), rows)


def _rulings(record: CaseRecord) -> str:
    rows: list[tuple[object, ...]] = [
        (
            ruled.question,
            f"**{ruled.choice}**{' (证据缺口 evidence gap)' if ruled.evidence_gap else ''}",
            f"{ruled.officer} ({ruled.role})",
            ruled.reasons or "–",
            ruled.at.astimezone(CITY_TIME).strftime("%Y-%m-%d"),
        )
        for ruled in record.rulings
    ]
    return _table("决定 Decisions by people", ("question", "decision", "by", "reasons", "on"), rows)


def _events(record: CaseRecord) -> str:
    lines = [("收到 read", line) for line in record.read] + [("公布 announced", line) for line in record.announced]
    lines.sort(key=lambda pair: pair[1].at)
    rows: list[tuple[object, ...]] = [(kind, line.type, line.id) for kind, line in lines[-12:]]
    return _table("最近事件 Last events", ("", "type", "id"), rows)


def _notes(record: CaseRecord) -> str:
    return "### 备注 Notes\n\n" + "\n".join(f"* {note}" for note in record.notes) if record.notes else ""
