"""Where does a divorce by agreement stand? Thirty days to withdraw, thirty to collect (Civil Code art. 1077)."""

from datetime import date, datetime

from policy.conditions import condition, decision
from policy.deadlines import due
from policy.figures import CZ_DEMO, Pack
from policy.procedure_limits import STEPS, limit
from schemas.city_time import CITY_TIME
from schemas.decisions import Condition, Decision, Fact
from schemas.divorces import DivorceFacts
from schemas.divorces import Stage as Stage
from schemas.registrations import EntryStatus, MarriageEntry

RULE = ("divorce", "离婚登记")
ACCEPTANCE = ("divorce_acceptance", "离婚登记申请受理")
ARTICLE = "《民法典》第一千零七十七条"
AGREEMENT = "《民法典》第一千零七十六条"
RULES = "《婚姻登记条例》"


STAGES_ZH = {
    Stage.WITHDRAWAL: "离婚冷静期内,任何一方可以撤回",
    Stage.COLLECTION: "双方应亲自共同申请发给离婚证",
    Stage.LAPSED: "逾期未共同申领,视为撤回离婚登记申请",
}


def acceptance(facts: DivorceFacts, on: date) -> Decision:
    """May the office take the application? Both in person, agreed in writing, capable, and married in the mainland."""
    return decision(
        ACCEPTANCE,
        on,
        (
            _stated("both_in_person", facts.in_person, ("both must come in person", "双方应亲自到场"), AGREEMENT),
            _stated("agreement", facts.agreement, ("both must agree in writing", "应签订书面离婚协议"), AGREEMENT),
            _stated("capable", facts.capable, ("both must be of full capacity", "双方应具有完全民事行为能力"), RULES),
            married(facts),
            _in_the_mainland(facts.entry),
        ),
    )


def married(facts: DivorceFacts) -> Condition:
    """The two are married to each other, by the entry in the base; without an entry nobody can tell."""
    entry = facts.entry
    fits = entry and entry.status is EntryStatus.ACTIVE and {each.ref for each in entry.spouses} == set(facts.spouses)
    said = f"{entry.certificate}, {entry.status}" if entry else "no entry found"
    return condition(
        "married_to_each_other",
        bool(fits),
        (f"the two must be married to each other: {said}", "双方应为存续的夫妻关系"),
        RULES,
        facts=(Fact(name="marriage entry", value=said, source="civil-affairs", on=entry.on if entry else None),),
    )


def _in_the_mainland(entry: MarriageEntry | None) -> Condition:
    return condition(
        "registered_in_the_mainland",
        entry.mainland if entry else None,
        ("the marriage must have been registered in the mainland", "结婚登记应在中国内地办理"),
        RULES,
        facts=(Fact(name="registered at", value=entry.office if entry else "unknown", source="civil-affairs"),),
    )


def _stated(code: str, holds: bool, texts: tuple[str, str], article: str) -> Condition:  # noqa: FBT001  as `condition`
    fact = Fact(name=code.replace("_", " "), value="yes" if holds else "no", source="civil-affairs")
    return condition(code, holds, texts, article, facts=(fact,))


def stage(applied_on: date, on: date, pack: Pack = CZ_DEMO) -> Stage:
    """By the days of the two periods; a last day on a holiday moves."""
    withdrawal, collection = _ends(applied_on, pack)
    if on <= withdrawal:
        return Stage.WITHDRAWAL
    return Stage.COLLECTION if on <= collection else Stage.LAPSED


def conditions(
    applied_on: date,
    on: date,
    pack: Pack = CZ_DEMO,
    *,
    together: bool,
    same_office: bool,
    facts: DivorceFacts | None = None,
) -> Decision:
    """Granted when the certificate may be given today; with the facts, the marriage is looked at once more."""
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
            *((married(facts),) if facts else ()),
        ),
    )


def _ends(applied_on: date, pack: Pack) -> tuple[date, date]:
    """The last days of both periods; the second begins where the first ended."""
    withdrawal = _last(applied_on, "divorce_withdrawal", pack)
    return withdrawal, _last(withdrawal, "divorce_collection", pack)


def _last(day: date, step: str, pack: Pack) -> date:
    start = datetime(day.year, day.month, day.day, tzinfo=CITY_TIME)
    return due(start, limit(step, day, pack)).day
