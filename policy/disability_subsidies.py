"""Two subsidies for disabled persons (残疾人两项补贴): who, how much, beside what, and until when (domain 9)."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from policy.conditions import REASONED, condition, decision
from policy.exclusions import not_excluded
from policy.figures import CZ_DEMO, Numbers, Pack, numbers, tables
from policy.household import STANDARD
from policy.paid_months import first_unpaid
from policy.single_person import SEVERE_GRADE, severe
from schemas.benefits import Benefit
from schemas.certificates import DisabilityCertificate, DisabledPerson
from schemas.decisions import Condition, Decision, Fact, Figure, Outcome
from schemas.households import Category
from schemas.money import cents
from schemas.people import Disability

LIVING_RULE = (Benefit.DISABILITY_LIVING.value, "困难残疾人生活补贴")
NURSING_RULE = (Benefit.DISABILITY_NURSING.value, "重度残疾人护理补贴")
LIVING_SEVERE = numbers("disability_subsidies", "living_severe", Decimal)
LIVING_OTHER = numbers("disability_subsidies", "living_other", Decimal)
LIVING_NO_INCOME = numbers("disability_subsidies", "living_no_income", Decimal)
LIVING_DEPENDENT = numbers("disability_subsidies", "living_dependent", Decimal)
DEPENDENT_MULTIPLE = numbers("disability_subsidies", "dependent_multiple", Decimal)
NO_INCOME_GRADE = tables("disability_subsidies", "no_income_grade", int)
NURSING = numbers("disability_subsidies", "nursing", Decimal)
CARE_MONTHS = numbers("disability_subsidies", "care_months", int)
REMINDER = numbers("disability_subsidies", "certificate_reminder", int)
ARTICLE = "国发〔2015〕52号(残疾人两项补贴制度)"
_LOW = frozenset({Category.LOW_INCOME, Category.SINGLE_PERSON})
_SHARES: dict[str, Numbers[Decimal]] = {
    "severe": LIVING_SEVERE,
    "other": LIVING_OTHER,
    "no_income": LIVING_NO_INCOME,
    "dependent": LIVING_DEPENDENT,
}


def _published(written: str | Mapping[str, str]) -> dict[str, Decimal]:
    return {} if isinstance(written, str) else {group: Decimal(amount) for group, amount in written.items()}


PUBLISHED = numbers("disability_subsidies", "living_published", _published)


def living(person: DisabledPerson, on: date, pack: Pack = CZ_DEMO, *, law: date | None = None) -> Decision:
    """The living subsidy: in a low-income household, or outside it for whom the province names.

    `law` is the day whose figures count, where that is another one: of a month to come nobody knows them.
    """
    law = law or on
    group = _group(person, law, pack)
    amount = group_amount(group, law, pack) if group else Decimal(0)
    conditions = (
        *_person(person, on),
        _in_need(person, group, law, pack),
        *not_excluded(Benefit.DISABILITY_LIVING, amount, person.drawn, on),
    )
    return decision(LIVING_RULE, on, conditions, cents(amount))


def nursing(person: DisabledPerson, on: date, pack: Pack = CZ_DEMO, *, law: date | None = None) -> Decision:
    """The nursing subsidy: severe, and in need of long care, whatever the income; `law` as above."""
    law = law or on
    amount = NURSING.on(law, pack)
    conditions = (
        *_person(person, on),
        _severe(person, law, pack),
        _long_care(person, law, pack),
        *not_excluded(Benefit.DISABILITY_NURSING, amount, person.drawn, on),
    )
    return decision(NURSING_RULE, on, conditions, cents(amount))


def suspended(decided: Decision, died: date, source: str) -> Decision:
    """The same while one source alone says that the person died: nothing is paid, and nothing ends (domain 8.2)."""
    alive = condition(
        "alive", None,
        ("one source alone says that the person died: suspended, and paid with arrears once that is refuted",
         "仅有一个来源显示本人死亡,自次月起暂停发放;核实为误报的,恢复并补发"), REASONED,
        facts=(Fact(name="death", value=str(died), source=source),),
    )  # fmt: skip
    others = tuple(each for each in decided.conditions if each.code != alive.code)
    return decided.model_copy(update={"outcome": Outcome.UNDECIDED, "amount": None, "conditions": (*others, alive)})


def living_subsidy(disability: Disability, on: date, pack: Pack = CZ_DEMO) -> Decimal:
    """In a low-income household, by severity."""
    return group_amount("severe" if severe(disability, on) else "other", on, pack)


def nursing_subsidy(disability: Disability, on: date, pack: Pack = CZ_DEMO) -> Decimal:
    """The flat rate for a severe disability, nothing otherwise."""
    return NURSING.on(on, pack) if severe(disability, on) else Decimal(0)


def group_amount(group: str, on: date, pack: Pack = CZ_DEMO) -> Decimal:
    """The published amount; where none is published, the formula."""
    return PUBLISHED.on(on, pack).get(group, by_formula(group, on, pack))


def by_formula(group: str, on: date, pack: Pack = CZ_DEMO) -> Decimal:
    """Share of the low-income standard, in whole yuan, half up as the published values are."""
    return (_SHARES[group].on(on, pack) * STANDARD.on(on, pack)).quantize(Decimal(1), rounding=ROUND_HALF_UP)


def plausible(on: date, pack: Pack = CZ_DEMO) -> bool:
    """Every published amount is what the formula gives. It holds either way: a published value is the law."""
    return all(amount == by_formula(group, on, pack) for group, amount in PUBLISHED.on(on, pack).items())


def stops(certificate: DisabilityCertificate, on: date, pack: Pack = CZ_DEMO) -> date | None:
    """The first month without a subsidy: the month after the certificate expires or is cancelled."""
    ends = [day for day in (certificate.valid_to, certificate.cancelled_on) if day]
    return first_unpaid(Benefit.DISABILITY_LIVING, min(ends), pack, by=on) if ends else None


def reminder(certificate: DisabilityCertificate, pack: Pack = CZ_DEMO) -> date | None:
    """The day on which the person is told that the certificate expires."""
    ends = certificate.valid_to
    return ends - timedelta(days=REMINDER.on(ends, pack)) if ends else None


def _group(person: DisabledPerson, on: date, pack: Pack) -> str | None:
    disability = person.certificate.disability
    if person.category in _LOW:
        return "severe" if severe(disability, on) else "other"
    if person.fixed_income is False and disability.grade <= NO_INCOME_GRADE.on(on, pack).get(disability.kind, 0):
        return "no_income"
    return "dependent" if _dependent(person, on, pack) else None


def _dependent(person: DisabledPerson, on: date, pack: Pack) -> bool:
    if not (person.several_disabled or person.kept_by_aged_parents) or person.income_per_head is None:
        return False
    return person.income_per_head <= DEPENDENT_MULTIPLE.on(on, pack) * STANDARD.on(on, pack)


def _person(person: DisabledPerson, on: date) -> tuple[Condition, ...]:
    """What both subsidies ask of the person."""
    certificate, ends = person.certificate, stops(person.certificate, on)
    disability = certificate.disability
    alive = person.died_on is None or on < first_unpaid(Benefit.DISABILITY_LIVING, person.died_on, by=on)
    valid = f"{disability.kind}, grade {disability.grade}" if certificate.holds(on) else "invalid"
    return (
        condition(
            "household_register", person.local,
            ("the household register must lie in this county", "应具有本地户籍"), ARTICLE,
            facts=(Fact(name="local register", value="yes" if person.local else "no", source="public-security"),),
        ),
        condition(
            "certificate", certificate.issued_on <= on and (ends is None or on < ends),
            ("the disability certificate must be valid; paid up to the month in which it ends",
             "应持有有效的残疾人证(残疾人证失效的,自次月起停发)"), ARTICLE,
            facts=(Fact(name="disability certificate", value=valid, source="disabled-persons", on=on),),
        ),
        condition(
            "alive", alive, ("paid up to and with the month of death", "自死亡次月起停发"), ARTICLE,
            facts=(Fact(name="death", value=str(person.died_on or "none"), source="health"),),
        ),
        condition(
            "at_liberty", not person.in_custody,
            ("the person may not be in prison or compulsory rehabilitation", "应不在服刑或者强制隔离戒毒期间"),
            ARTICLE,
            facts=(Fact(name="custody", value="yes" if person.in_custody else "no", source="justice"),),
        ),
    )  # fmt: skip


def _in_need(person: DisabledPerson, group: str | None, on: date, pack: Pack) -> Condition:
    unknown = person.category not in _LOW and person.fixed_income is None and not person.income_per_head
    figures = (STANDARD.figure(on, pack), *_figures(group, on, pack))
    return condition(
        "household_in_need",
        True if group else None if unknown else False,
        (
            "the household must have a low income, or the person no fixed income, or depend on others in need",
            "应属于低保家庭成员,或者无固定收入的重度残疾人,或者一户多残、依老养残的低收入残疾人",
        ),
        ARTICLE,
        facts=(
            Fact(name="recognised category", value=person.category or "none", source="civil-affairs"),
            Fact(name="fixed income", value=_told(person.fixed_income), source="human-resources"),
            Fact(name="several disabled", value=_told(person.several_disabled), source="disabled-persons"),
            Fact(name="kept by aged parents", value=_told(person.kept_by_aged_parents), source="civil-affairs"),
        ),
        figures=figures,
    )


def _figures(group: str | None, on: date, pack: Pack) -> tuple[Figure, ...]:
    if group is None:
        return (NO_INCOME_GRADE.figure(on, pack), DEPENDENT_MULTIPLE.figure(on, pack))
    applied = PUBLISHED if group in PUBLISHED.on(on, pack) else _SHARES[group]
    return (applied.figure(on, pack),)


def _told(fact: bool | None) -> str:  # noqa: FBT001 - the fact itself
    return {True: "yes", False: "no", None: "unknown"}[fact]


def _severe(person: DisabledPerson, on: date, pack: Pack) -> Condition:
    disability = person.certificate.disability
    return condition(
        "severe_disability",
        severe(disability, on),
        ("the disability must be severe", "残疾等级应为一级、二级,或者三级智力、精神残疾"),
        ARTICLE,
        facts=(Fact(name="health", value=f"{disability.kind}, grade {disability.grade}", source="disabled-persons"),),
        figures=(SEVERE_GRADE.figure(on), NURSING.figure(on, pack)),
    )


def _long_care(person: DisabledPerson, on: date, pack: Pack) -> Condition:
    needed = CARE_MONTHS.on(on, pack)
    return condition(
        "long_care",
        person.care_months >= needed,
        (f"care must be needed for at least {needed} months", f"应需要长期照护{needed}个月以上"),
        ARTICLE,
        facts=(Fact(name="care months", value=str(person.care_months), source="disabled-persons"),),
        figures=(CARE_MONTHS.figure(on, pack),),
    )
