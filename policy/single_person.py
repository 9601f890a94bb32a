"""Single-person allowance (单人保): a severely disabled or ill member, aided as if living alone (domain 3.1, 3.4)."""

from datetime import date
from decimal import Decimal

from policy.conditions import condition, decision, household_register
from policy.figures import CZ_DEMO, Pack, numbers, tables
from policy.household import STANDARD, Purse, purse, replies_of
from policy.latest import latest
from policy.low_income import per_capita
from policy.property import Layer, belongings, property_conditions
from schemas.decisions import Condition, Decision, Fact
from schemas.households import Application, Category
from schemas.means import MeansReport
from schemas.money import cents
from schemas.people import Disability, Member

RULE = (Category.SINGLE_PERSON.value, "单人保(最低生活保障)")
MULTIPLE = numbers("single_person", "multiple", Decimal)
SEVERE_GRADE = tables("single_person", "severe_grade", int)
DISABILITY_SHARE = numbers("single_person", "disability_share", Decimal)
DISEASE_SHARE = numbers("single_person", "disease_share", Decimal)
OWN_INCOME_TEST = numbers("single_person", "own_income_test", str)
ARTICLE = "民发〔2021〕57号(单人保)"


def entitlement(application: Application, report: MeansReport | None, on: date, pack: Pack = CZ_DEMO) -> Decision:
    """Household between the standard and its multiple; a fitting person; property as for low income."""
    replies = replies_of(report)
    living = purse(application, replies, on, pack)
    conditions = (
        household_register(application.household.local, application.household.region),
        _household_low_income(living, on, pack),
        _person_fits(living, on, pack),
        *property_conditions(Layer.LOW_INCOME, belongings(application.property, replies), living, on, pack),
    )
    shares = (_share(member, on, pack) for member in fitting(living, on, pack))
    return decision(RULE, on, conditions, cents(sum(shares, Decimal(0)) * STANDARD.on(on, pack)))


@latest
def fitting(living: Purse, on: date, pack: Pack = CZ_DEMO) -> tuple[Member, ...]:
    """The members who are aided as if living alone."""
    poor = {
        member.ref: OWN_INCOME_TEST.on(on, pack) == "no" or living.of(member.ref) < STANDARD.on(on, pack)
        for member in living.members
    }
    return tuple(member for member in living.members if poor[member.ref] and _share(member, on, pack))


def severe(disability: Disability | None, on: date, pack: Pack = CZ_DEMO) -> bool:
    """Grade 1-2 of any kind, grade 3 of intellectual or mental disability."""
    return disability is not None and disability.grade <= SEVERE_GRADE.on(on, pack)[disability.kind]


def _share(member: Member, on: date, pack: Pack) -> Decimal:
    """Both grounds: the higher share."""
    disease = DISEASE_SHARE.on(on, pack) if member.major_disease else Decimal(0)
    return max(disease, DISABILITY_SHARE.on(on, pack) if severe(member.disability, on, pack) else Decimal(0))


def _household_low_income(living: Purse, on: date, pack: Pack) -> Condition:
    standard = STANDARD.on(on, pack)
    limit = standard * MULTIPLE.on(on, pack)
    return condition(
        "household_low_income",
        not living.below(standard) and living.below(limit),
        (
            f"monthly income a head of {per_capita(living)} yuan must be from {standard} to below {cents(limit)}",
            f"共同生活家庭成员月人均收入{per_capita(living)}元,应不低于{standard}元且低于{cents(limit)}元",
        ),
        ARTICLE,
        facts=living.facts,
        figures=(STANDARD.figure(on, pack), MULTIPLE.figure(on, pack)),
    )


def _person_fits(living: Purse, on: date, pack: Pack) -> Condition:
    persons = fitting(living, on, pack)
    return condition(
        "person_severely_disabled_or_ill",
        bool(persons),
        (
            "a member must be severely disabled or have a major disease",
            f"家庭成员中应有重度残疾人或重病患者,符合条件{len(persons)}人",
        ),
        ARTICLE,
        facts=tuple(_ground(member) for member in persons),
        figures=(SEVERE_GRADE.figure(on, pack), DISABILITY_SHARE.figure(on, pack), DISEASE_SHARE.figure(on, pack)),
    )


def _ground(member: Member) -> Fact:
    disability = f"{member.disability.kind}, grade {member.disability.grade}" if member.disability else "no disability"
    value = f"{disability}, major disease" if member.major_disease else disability
    return Fact(name=f"health of {member.ref}", value=value, source="declaration")
