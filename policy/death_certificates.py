"""Who certifies a death, in which form, and has it been reported? (domain 8.1, 8.2)"""

from datetime import date, datetime

from policy.conditions import condition, decision
from policy.deadlines import due
from policy.figures import CZ_DEMO, Pack, numbers
from policy.procedure_limits import limit
from schemas.city_time import CITY_TIME
from schemas.death_assessments import ReportRequest
from schemas.deaths import DeathKind, DeathSource, Disposal
from schemas.decisions import Condition, Decision, Fact

FORM = numbers("after_death", "certificate_form", str)
PAPERS = numbers("after_death", "cremation_papers", str)
ISSUERS = {
    DeathKind.HOSPITAL: ("hospital", "救治的医疗卫生机构"),
    DeathKind.HOME: ("community health centre", "社区卫生服务机构"),
    DeathKind.UNCLEAR: ("police", "公安机关"),
    DeathKind.MISSING: ("court", "人民法院"),
    DeathKind.ABROAD: ("embassy or consulate, through the police", "我国驻外使领馆(经公安机关转递)"),
}
"""Who finds out and certifies a death of each kind."""

SOURCES = {
    DeathKind.HOSPITAL: frozenset({DeathSource.CERTIFICATE}),
    DeathKind.HOME: frozenset({DeathSource.CERTIFICATE}),
    DeathKind.UNCLEAR: frozenset({DeathSource.POLICE}),
    DeathKind.MISSING: frozenset({DeathSource.COURT}),
    DeathKind.ABROAD: frozenset({DeathSource.CONSULAR}),
}
"""Whose paper certifies a death of each kind; other offices may tell of it all the same."""

ARTICLE = "国卫规划发〔2026〕5号"
_FORMS_ZH = {"four parts": "死亡医学证明(推断)书(四联)", "national uniform certificate": "居民死亡医学证明(全国统一)"}


def issue(kind: DeathKind, on: date, pack: Pack = CZ_DEMO) -> Decision:
    """Who issues the certificate of a death of this kind on this day, and in which form."""
    issuer, issuer_zh = ISSUERS[kind]
    form = FORM.on(on, pack)
    reason = condition(
        "issuer",
        met=True,
        texts=(f"issued by the {issuer}: {form}", f"由{issuer_zh}出具:{_FORMS_ZH[form]}"),
        article=ARTICLE,
        facts=(Fact(name="death kind", value=kind, source="health"),),
        figures=(FORM.figure(on, pack),),
    )
    return decision(("death_certificate", "死亡证明出具"), on, (reason,))


def reported(report: ReportRequest, pack: Pack = CZ_DEMO) -> Decision:
    """The certificate by the rules of its day: who issues it, in which form, and whether it was reported in time."""
    issued = issue(report.kind, report.issued_on, pack).conditions[0]
    right = report.source in SOURCES[report.kind]
    return decision(
        ("death_certificate", "死亡证明出具"),
        report.reported_on,
        (issued.model_copy(update={"met": True if right else None}), _in_time(report, pack)),
    )


def _in_time(report: ReportRequest, pack: Pack) -> Condition:
    """15 working days on paper, 5 for an electronic one; a report that comes late counts all the same."""
    step = "certificate_report_electronic" if report.electronic else "certificate_report_paper"
    allowed = limit(step, report.issued_on, pack)
    start = datetime(report.issued_on.year, report.issued_on.month, report.issued_on.day, tzinfo=CITY_TIME)
    last = due(start, allowed).day
    return condition(
        "reported_in_time",
        report.reported_on <= last,
        (
            f"issued on {report.issued_on}, to be reported by {last}; reported on {report.reported_on}",
            f"{report.issued_on}出具,应于{last}前报告,实际报告日期{report.reported_on}",
        ),
        ARTICLE,
        facts=(Fact(name="certificate report", value=str(report.reported_on), source="health", on=report.reported_on),),
    )


def cremation(
    papers: frozenset[str], on: date, pack: Pack = CZ_DEMO, *, disposal: Disposal = Disposal.CREMATION
) -> Decision:
    """Nobody is cremated, and since 2026-03-30 nobody is buried, without the papers of the regulation."""
    rule = PAPERS.on(on, pack)
    shown = ", ".join(sorted(papers)) or "none"
    reason = condition(
        "papers_for_cremation",
        "death certificate" in papers,
        (f"shown: {shown}; needed: {rule}", "应凭公安机关或者国务院卫生行政部门规定的医疗机构出具的死亡证明"),
        "《殡葬管理条例》",
        facts=(Fact(name="papers shown", value=shown, source="civil-affairs"),),
        figures=(PAPERS.figure(on, pack),),
    )
    return decision(("cremation", "遗体火化"), on, (reason, _to_be_cremated(disposal)))


def _to_be_cremated(disposal: Disposal) -> Condition:
    """A body that is to be buried by right, or was given away, is cremated on a person's word alone."""
    return condition(
        "to_be_cremated",
        True if disposal is Disposal.CREMATION else None,
        ("the body must be one to be cremated", "遗体应属于火化对象;依法可以土葬或者已捐献的,由承办人员核实"),
        "《殡葬管理条例》",
        facts=(Fact(name="disposal", value=disposal, source="civil-affairs"),),
    )


def overdue(cremated_on: date, reported_on: date | None, on: date, pack: Pack = CZ_DEMO) -> Decision:
    """Granted: the health authority is alerted that a cremation has no reported certificate."""
    start = datetime(cremated_on.year, cremated_on.month, cremated_on.day, tzinfo=CITY_TIME)
    last = due(start, limit("certificate_report_paper", cremated_on, pack)).day
    reason = condition(
        "certificate_not_reported",
        reported_on is None and on > last,
        (
            f"cremated on {cremated_on}; the certificate had to be reported by {last}",
            f"{cremated_on}火化,死亡医学证明应于{last}前完成网络报告",
        ),
        ARTICLE,
        facts=(Fact(name="certificate report", value=str(reported_on or "none"), source="health", on=on),),
    )
    return decision(("certificate_overdue", "死亡医学证明未报告提醒"), on, (reason,))
