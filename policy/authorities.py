"""Whose word decides, field by field, when several sources contradict each other? (domain 2.10)

A source that is not named for a field decides nothing, and the applicant's own word comes after all of them.
"""

from collections.abc import Iterable
from datetime import date

from policy.conditions import REASONED, condition, decision
from policy.sources import DECLARATION
from schemas.decisions import Decision, Fact
from schemas.registers import Authority, RegisterField, Statement

RULE = ("authority", "权威数据来源")
RANKS: dict[RegisterField, tuple[str, ...]] = {
    RegisterField.IDENTITY: ("public-security", "civil-affairs"),
    RegisterField.HOUSEHOLD_MEMBERS: ("public-security", "civil-affairs"),
    RegisterField.MARITAL_STATUS: ("civil-affairs", "public-security"),
    RegisterField.DEATH: (
        "health",
        "public-security",
        "courts",
        "civil-affairs",
        "human-resources",
        "medical-insurance",
    ),
    RegisterField.DISABILITY: ("disabled-persons",),
    RegisterField.HOUSES: ("natural-resources", "housing", "agriculture"),
    RegisterField.VEHICLES: ("public-security", "transport", "agriculture"),
    RegisterField.EMPLOYMENT: ("human-resources", "taxation"),
    RegisterField.PENSION: ("human-resources", "taxation"),
    RegisterField.UNEMPLOYMENT: ("human-resources", "taxation"),
    RegisterField.DEPOSITS: ("financial-institutions",),
    RegisterField.SECURITIES: ("financial-institutions",),
    RegisterField.INSURANCE: ("financial-institutions",),
    RegisterField.COMPANIES: ("market-regulation", "taxation"),
    RegisterField.DISEASE_COST: ("medical-insurance", "health"),
    RegisterField.INSURED_STATUS: ("medical-insurance", "health"),
    RegisterField.STUDENT: ("education",),
    RegisterField.PRISON: ("justice",),
    RegisterField.REHABILITATION: ("public-security", "justice"),
    RegisterField.MISSING: ("courts", "public-security"),
}
"""Sources in rank; the funeral halls speak through civil affairs, the institutions through the provincial platform."""

FIELDS_ZH = {
    RegisterField.IDENTITY: "身份信息",
    RegisterField.HOUSEHOLD_MEMBERS: "户籍成员",
    RegisterField.MARITAL_STATUS: "婚姻状况",
    RegisterField.DEATH: "死亡",
    RegisterField.DISABILITY: "残疾",
    RegisterField.HOUSES: "房屋",
    RegisterField.VEHICLES: "车辆",
    RegisterField.EMPLOYMENT: "就业",
    RegisterField.PENSION: "养老金",
    RegisterField.UNEMPLOYMENT: "失业待遇",
    RegisterField.DEPOSITS: "存款",
    RegisterField.SECURITIES: "证券",
    RegisterField.INSURANCE: "商业保险",
    RegisterField.COMPANIES: "企业、个体工商户",
    RegisterField.DISEASE_COST: "医疗费用",
    RegisterField.INSURED_STATUS: "参保状态",
    RegisterField.STUDENT: "学籍",
    RegisterField.PRISON: "服刑",
    RegisterField.REHABILITATION: "强制隔离戒毒",
    RegisterField.MISSING: "失踪",
}


def authority(field: RegisterField, statements: Iterable[Statement]) -> Authority:
    """The highest-ranking source decides, the newest of its statements; every other value that differs is kept."""
    ranking = (*RANKS[field], DECLARATION)
    known = [one for one in statements if one.source in ranking]
    if not known:
        raise LookupError(f"No source that may speak of {field}. Known: {', '.join(ranking)}.")
    decides = min(known, key=lambda one: (ranking.index(one.source), -one.on.toordinal()))
    against = tuple(one for one in known if one.value != decides.value)
    return Authority(field=field, decides=decides, against=against, ranking=ranking)


def heard(found: Authority, on: date, *, person_heard: bool) -> Decision:
    """A contradiction may go against a person only after that person was heard (domain 2.9)."""
    reason = condition(
        "person_heard",
        True if person_heard or not found.against else None,
        (
            f"{found.field}: {found.decides.value} by {found.decides.source}; {len(found.against)} others differ",
            f"{FIELDS_ZH[found.field]}以权威来源为准;其他来源不一致{len(found.against)}项,作出不利认定前应听取本人意见",
        ),
        REASONED,
        facts=tuple(
            Fact(name=f"stated {found.field}", value=one.value, source=one.source, on=one.on)
            for one in (found.decides, *found.against)
        ),
    )
    return decision(RULE, on, (reason,))
