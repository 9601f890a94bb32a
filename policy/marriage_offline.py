"""May a marriage that was registered on paper be entered as it is? A double entry and another spouse are found."""

from datetime import date

from policy.conditions import condition, decision
from schemas.decisions import Condition, Decision, Fact
from schemas.marriages import MaritalRecord
from schemas.people import Spouse

RULE = ("offline_entry", "离线登记补录")
ENTERED = "not_entered_yet"
ARTICLE = "《婚姻登记条例》"


def conditions(spouses: tuple[Spouse, Spouse], records: tuple[MaritalRecord, ...], on: date) -> Decision:
    """Granted when the base knows neither this marriage nor another one of the two."""
    found = {record.person: record for record in records}
    first, second = spouses
    both = ((found.get(first.ref), second), (found.get(second.ref), first))
    return decision(RULE, on, tuple(each for record, other in both if record for each in _of(record, other)))


def _of(record: MaritalRecord, other: Spouse) -> tuple[Condition, ...]:
    to_the_other = record.married and record.spouse == other.ref
    where = f"{record.office or '—'}, {record.recorded_on or '—'}, {record.certificate or '—'}"
    said = where if record.married else "none"
    fact = Fact(name=f"marriage entry of {record.person}", value=said, source="civil-affairs")
    return (
        condition(
            ENTERED,
            not to_the_other,
            (f"{record.person}: this marriage is not in the base yet", "该婚姻应尚未录入(已录入的,不得重复)"),
            ARTICLE,
            facts=(fact,),
        ),
        condition(
            "no_spouse",
            not record.married or to_the_other,
            (f"{record.person} has no other spouse in the base", f"应无其他配偶({where})"),
            "《民法典》第一千零四十一条",
            facts=(fact,),
        ),
    )
