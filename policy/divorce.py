"""Where does a divorce by agreement stand? Thirty days to withdraw, thirty to collect (Civil Code art. 1077)."""

from datetime import date, datetime
from enum import StrEnum

from policy.conditions import condition, decision
from policy.deadlines import SHANGHAI, due
from policy.figures import CZ_DEMO, Pack
from policy.procedure_limits import STEPS, limit
from schemas.decisions import Decision, Fact

RULE = ("divorce", "离婚登记")
ARTICLE = "《民法典》第一千零七十七条"


class Stage(StrEnum):
    """Until the certificate is collected the two are married."""

    WITHDRAWAL = "withdrawal period"
    COLLECTION = "to be collected"
    LAPSED = "deemed withdrawn"


STAGES_ZH = {
    Stage.WITHDRAWAL: "离婚冷静期内,任何一方可以撤回",
    Stage.COLLECTION: "双方应亲自共同申请发给离婚证",
    Stage.LAPSED: "逾期未共同申领,视为撤回离婚登记申请",
}


def stage(applied_on: date, on: date, pack: Pack = CZ_DEMO) -> Stage:
    """By the days of the two periods; a last day on a holiday moves."""
    withdrawal, collection = _ends(applied_on, pack)
    if on <= withdrawal:
        return Stage.WITHDRAWAL
    return Stage.COLLECTION if on <= collection else Stage.LAPSED


def conditions(applied_on: date, on: date, pack: Pack = CZ_DEMO, *, together: bool, same_office: bool) -> Decision:
    """Granted when the certificate may be given today."""
    now = stage(applied_on, on, pack)
    ends = ", ".join(str(day) for day in _ends(applied_on, pack))
    figures = tuple(STEPS[step].figure(on, pack) for step in ("divorce_withdrawal", "divorce_collection"))
    return decision(
        RULE,
        on,
        (
            condition(
                "collection_period",
                now is Stage.COLLECTION,
                (f"{now}; the periods end on {ends}", STAGES_ZH[now]),
                ARTICLE,
                facts=(Fact(name="divorce application", value=str(applied_on), source="civil-affairs"),),
                figures=figures,
            ),
            condition("both_in_person", together, ("both must come in person", "双方应亲自到场"), ARTICLE),
            condition(
                "same_office", same_office, ("at the office of the application", "应向受理申请的登记机关申领"), ARTICLE
            ),
        ),
    )


def _ends(applied_on: date, pack: Pack) -> tuple[date, date]:
    """The last days of both periods; the second begins where the first ended."""
    withdrawal = _last(applied_on, "divorce_withdrawal", pack)
    return withdrawal, _last(withdrawal, "divorce_collection", pack)


def _last(day: date, step: str, pack: Pack) -> date:
    start = datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
    return due(start, limit(step, day, pack)).day
