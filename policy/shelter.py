"""What does a shelter owe a person on a day, and what has been overtaken? (流浪乞讨救助, domain 11)"""

from datetime import date, datetime

from policy.conditions import condition, decision
from policy.deadlines import due
from policy.figures import CZ_DEMO, Pack, numbers
from policy.months import full_months
from policy.procedure_limits import limit
from schemas.city_time import CITY_TIME
from schemas.decisions import Condition, Decision, Fact
from schemas.shelters import ShelterStanding, ShelterStay, ShelterTask

RULE = ("shelter", "生活无着流浪乞讨人员救助")
READMISSIONS = numbers("shelter", "readmissions", int)
READMISSION_MONTHS = numbers("shelter", "readmission_months", int)
ARTICLE = "《城市生活无着的流浪乞讨人员救助管理办法》"
IDENTIFICATION = "民政部、公安部关于加强生活无着流浪乞讨人员身份查询和照料安置工作的意见"
UNTIL_IDENTIFIED = {
    ShelterTask.PUBLIC_NOTICE: ("shelter_notice", "24小时内发布寻亲公告"),
    ShelterTask.DNA_REQUEST: ("shelter_dna_request", "7个工作日内报请公安机关采集DNA比对"),
    ShelterTask.OVERSTAY: ("shelter_stay", "超过10日转入滞留人员管理"),
    ShelterTask.RENEWED_NOTICE: ("shelter_renewal", "超过1个月更新寻亲信息"),
    ShelterTask.SETTLEMENT: ("shelter_settlement", "超过3个月启动落户安置"),
}
"""What falls due while nobody knows who somebody is, with its limit."""

_AT_THE_END = frozenset({ShelterTask.OVERSTAY, ShelterTask.RENEWED_NOTICE, ShelterTask.SETTLEMENT})
"""These begin when their period has passed; the others must be done within it."""


def admission(stay: ShelterStay, on: date) -> Decision:
    """Voluntary, who says who they are and cannot keep themselves; a qualified person is never turned away."""
    rows = (
        ("voluntary", stay.voluntary, "comes of own will", "应自愿求助", "第二条"),
        ("details_given", stay.details_given, "gives name and circumstances", "应如实提供姓名等基本情况", "第六条"),
        ("without_means", not stay.can_keep_oneself, "cannot keep oneself", "应自身无力解决食宿且无亲友投靠", "第二条"),
    )
    conditions = tuple(
        condition(
            code,
            holds,
            (text, text_zh),
            f"{ARTICLE}{article}",
            facts=(Fact(name=code.replace("_", " "), value="yes" if holds else "no", source="civil-affairs"),),
        )
        for code, holds, text, text_zh, article in rows
    )
    return decision(RULE, on, conditions)


def standing(stay: ShelterStay, at: datetime, pack: Pack = CZ_DEMO) -> ShelterStanding:
    """Tasks that have fallen due by a moment; once somebody is identified the open ones are withdrawn."""
    on = at.astimezone(CITY_TIME).date()
    identified = stay.identified_on is not None and stay.identified_on <= on
    until = _noon(stay.identified_on) if identified and stay.identified_on else at
    begun = {task for task in UNTIL_IDENTIFIED if _begins(task, stay, pack) <= until}
    tasks = {
        ShelterTask.QUICK_SEARCH: True,
        ShelterTask.GUARDIANSHIP: stay.minor,
        ShelterTask.HANDOVER: identified,
        ShelterTask.CAUSE_REVIEW: _comes_back(stay, on, pack),
        ShelterTask.REVERSAL: identified and stay.settled_on is not None,
    } | {task: task in begun and not identified for task in UNTIL_IDENTIFIED}
    open_tasks = tuple(task for task in ShelterTask if tasks[task])
    withdrawn = tuple(task for task in UNTIL_IDENTIFIED if identified and task in begun)
    conditions = tuple(_task(task, stay, on, pack) for task in open_tasks)
    return ShelterStanding(due=open_tasks, withdrawn=withdrawn, decision=decision(RULE, on, conditions))


def latest(task: ShelterTask, stay: ShelterStay, pack: Pack = CZ_DEMO) -> datetime:
    """Until when a task must be done, or from when it is owed."""
    step, _ = UNTIL_IDENTIFIED[task]
    return due(stay.admitted_at, limit(step, stay.admitted_at.astimezone(CITY_TIME).date(), pack)).at


def _begins(task: ShelterTask, stay: ShelterStay, pack: Pack) -> datetime:
    return latest(task, stay, pack) if task in _AT_THE_END else stay.admitted_at


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=CITY_TIME)


def _comes_back(stay: ShelterStay, on: date, pack: Pack) -> bool:
    window = READMISSION_MONTHS.on(on, pack)
    admissions = (*stay.earlier, stay.admitted_at.astimezone(CITY_TIME).date())
    return sum(full_months(day, on) < window for day in admissions if day <= on) >= READMISSIONS.on(on, pack)


def _task(task: ShelterTask, stay: ShelterStay, on: date, pack: Pack) -> Condition:
    text_zh = UNTIL_IDENTIFIED[task][1] if task in UNTIL_IDENTIFIED else _OTHERS_ZH[task]
    last = f", {latest(task, stay, pack):%Y-%m-%d %H:%M}" if task in UNTIL_IDENTIFIED else ""
    figures = (READMISSIONS, READMISSION_MONTHS) if task is ShelterTask.CAUSE_REVIEW else ()
    return condition(
        task.replace(" ", "_").lower(),
        met=True,
        texts=(f"{task}{last}", text_zh),
        article=IDENTIFICATION if task in UNTIL_IDENTIFIED else ARTICLE,
        facts=(
            Fact(name="admission", value=f"{stay.admitted_at:%Y-%m-%d %H:%M}", source="civil-affairs"),
            Fact(name="identified", value=str(stay.identified_on or "no"), source="public-security"),
        ),
        figures=tuple(figure.figure(on, pack) for figure in figures),
    )


_OTHERS_ZH = {
    ShelterTask.QUICK_SEARCH: "入站时查询比对身份信息",
    ShelterTask.GUARDIANSHIP: "未成年人由民政部门临时监护",
    ShelterTask.HANDOVER: "身份查明,通知亲属或者流出地接回",
    ShelterTask.CAUSE_REVIEW: "半年内反复求助,查明原因并走访户籍地",
    ShelterTask.REVERSAL: "身份查明,撤销落户安置并合并身份信息",
}
