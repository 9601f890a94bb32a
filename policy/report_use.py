"""May a report of the means check be used for a decision today? (domain 4.2)"""

from datetime import date, datetime

from policy.conditions import REASONED, condition, decision
from policy.deadlines import due
from policy.figures import CZ_DEMO, Pack
from policy.procedure_limits import STEPS, limit
from schemas.city_time import CITY_TIME
from schemas.decisions import Decision, Fact
from schemas.means import Conclusion, MeansReport

RULE = ("report_use", "核对报告的使用")
ARTICLE = "《社会救助暂行办法》第五十八条"


def use(report: MeansReport, on: date, pack: Pack = CZ_DEMO, *, evidence_gap: bool = False) -> Decision:
    """Young enough; complete, or somebody decides with the gap on record and asks again."""
    start = datetime(report.on.year, report.on.month, report.on.day, tzinfo=CITY_TIME)
    last = due(start, limit("report_validity", report.on, pack)).day
    again = due(start, limit("requery", report.on, pack)).day
    complete = report.conclusion is not Conclusion.INCOMPLETE
    return decision(
        RULE,
        on,
        (
            condition(
                "young_enough",
                report.on <= on <= last,
                (f"of {report.on}, may be used until {last}", f"核对报告日期{report.on},有效期至{last}"),
                ARTICLE,
                facts=(Fact(name="report", value=str(report.on), source="civil-affairs", on=report.on),),
                figures=(STEPS["report_validity"].figure(report.on, pack),),
            ),
            condition(
                "complete_or_gap_recorded",
                True if complete or evidence_gap else None,
                (
                    f"missing: {', '.join(report.missing) or 'none'}; asked again on {again}",
                    f"应已全部答复;未答复的,经负责人员确认并记录,于{again}前再次查询",
                ),
                REASONED,
                facts=(Fact(name="missing answers", value=str(len(report.missing)), source="civil-affairs"),),
                figures=(STEPS["requery"].figure(report.on, pack),),
            ),
        ),
    )
