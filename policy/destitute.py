"""Support for the destitute (特困人员救助供养): 社会救助暂行办法 arts. 14-19, 民发〔2021〕43号 (domain 3.6)."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil

from policy.ages import age
from policy.conditions import condition, decision, household_register
from policy.figures import CZ_DEMO, Pack, numbers, tables
from policy.household import STANDARD, Purse, counted_members, purse, replies_of
from policy.latest import latest
from policy.low_income import members_counted, per_capita
from policy.property import Layer, belongings, property_conditions
from policy.self_care import CARE_MONEY, care_money
from schemas.decisions import Condition, Decision, Fact, Outcome
from schemas.households import Application, Category, IncomeKind, SupportPlace
from schemas.identifiers import PersonRef
from schemas.means import MeansReport
from schemas.money import cents
from schemas.people import Member

RULE = (Category.DESTITUTE.value, "特困人员救助供养")
SUPPORT = numbers("destitute", "standard", Decimal)
SUPPORT_INSTITUTION = numbers("destitute", "standard_institution", Decimal)
MULTIPLE = numbers("destitute", "multiple", Decimal)
OLD_AGE = numbers("destitute", "old_age", int)
MINOR_AGE = numbers("destitute", "minor_age", int)
SCHOOL_AGE = numbers("destitute", "school_age_limit", int)
SAMPLE = numbers("destitute", "sample", Decimal)
NO_WORK_GRADE = tables("destitute", "no_work_grade", int)
ARTICLE = "《社会救助暂行办法》第十四条"
PLACES_ZH = {SupportPlace.HOME: "分散供养", SupportPlace.INSTITUTION: "集中供养"}
OBLIGOR = "no_able_obligor"
_KNOWN = {True: "yes", False: "no", None: "unknown"}
_MONTHS = 12


@latest
def entitlement(application: Application, report: MeansReport | None, on: date, pack: Pack = CZ_DEMO) -> Decision:
    """Art. 14: no ability to work, no source of income, nobody able who is obliged to support."""
    return _tested(application, report, on, pack, unable_to_work)


@latest
def continued(application: Application, report: MeansReport | None, on: date, pack: Pack = CZ_DEMO) -> Decision:
    """Of somebody who is destitute already: at school after the sixteenth birthday nothing is lost."""
    return _tested(application, report, on, pack, stays)


def _tested(
    application: Application, report: MeansReport | None, on: date, pack: Pack, unable: Callable[..., bool]
) -> Decision:
    replies = replies_of(report)
    living = purse(application, replies, on, pack)
    conditions = (
        household_register(application.household.local, application.household.region),
        members_counted(living),
        _no_work_ability(living, on, pack, unable),
        _no_income(living, on, pack),
        _no_obligor(living),
        *property_conditions(Layer.LOW_INCOME, belongings(application.property, replies), living, on, pack),
        *_arranged(application, living, on, pack),
    )
    return decision(RULE, on, conditions, support(application, living.members, on, pack))


def left_open(found: Decision) -> bool:
    """Everything holds, but whether somebody able is obliged to support who has joined is not known."""
    return found.outcome is Outcome.UNDECIDED and all(reason.code == OBLIGOR for reason in found.reasons)


def unknown_obligors(members: Iterable[Member]) -> tuple[PersonRef, ...]:
    """Of whom nobody was asked yet."""
    return tuple(member.ref for member in members if member.own_obligor_able is None)


def meanwhile(application: Application, on: date, pack: Pack = CZ_DEMO) -> Decimal:
    """What those go on to receive whose obligors are known, until the county has looked into the others'."""
    members = counted_members(application, (), on)
    return support(application, (member for member in members if member.own_obligor_able is not None), on, pack)


def support(application: Application, members: Iterable[Member], on: date, pack: Pack = CZ_DEMO) -> Decimal:
    """Each head's standard for the place of support, and care money where self-care was tested (arts. 15, 19)."""
    heads, institution = tuple(members), application.support_place is SupportPlace.INSTITUTION
    tested = (member.self_care for member in heads if member.self_care is not None)
    care = sum((care_money(tier, on, pack) for tier in tested), Decimal(0))
    return cents(monthly_support(on, pack, institution=institution) * len(heads) + care)


def could_fit(application: Application, report: MeansReport | None, on: date) -> bool:
    """Worth testing: somebody who lives alone, or a household in which nobody has an able obligor."""
    members = counted_members(application, replies_of(report), on)
    return len(members) == 1 or not any(member.own_obligor_able for member in members)


def plausible(on: date, pack: Pack = CZ_DEMO) -> bool:
    """The published standard is not below its formula. It holds either way: a published value is the law."""
    return SUPPORT.on(on, pack) >= MULTIPLE.on(on, pack) * STANDARD.on(on, pack)


def unable_to_work(member: Member, on: date, pack: Pack = CZ_DEMO) -> bool:
    """Old, a child, or disabled to the grade that the rule names for the kind."""
    years = age(member.born, on)
    grade = NO_WORK_GRADE.on(on, pack).get(member.disability.kind, 0) if member.disability else 0
    disabled = member.disability is not None and member.disability.grade <= grade
    return disabled or years >= OLD_AGE.on(on, pack) or years < MINOR_AGE.on(on, pack)


def monthly_support(on: date, pack: Pack = CZ_DEMO, *, institution: bool) -> Decimal:
    """A head and month, dispersed or in an institution, whose standard is published for the year."""
    return cents(SUPPORT_INSTITUTION.on(on, pack) / _MONTHS) if institution else cents(SUPPORT.on(on, pack))


def stays(member: Member, on: date, pack: Pack = CZ_DEMO) -> bool:
    """Who is destitute already stays so at school after the sixteenth birthday, up to the eighteenth."""
    at_school = member.student and age(member.born, on) < SCHOOL_AGE.on(on, pack)
    return unable_to_work(member, on, pack) or at_school


def sample(confirmations: int, on: date, pack: Pack = CZ_DEMO) -> int:
    """How many of the confirmations by towns the county visits itself, at least."""
    return ceil(confirmations * SAMPLE.on(on, pack))


def _arranged(application: Application, living: Purse, on: date, pack: Pack) -> tuple[Condition, ...]:
    """Nothing before the person chose a place, or was tested."""
    tested = [member for member in living.members if member.self_care is not None]
    if application.support_place is None and not tested:
        return ()
    place = application.support_place or SupportPlace.HOME
    standard = SUPPORT_INSTITUTION if place is SupportPlace.INSTITUTION else SUPPORT
    amount = monthly_support(on, pack, institution=place is SupportPlace.INSTITUTION)
    care = sum((care_money(member.self_care, on, pack) for member in tested if member.self_care), Decimal(0))
    return (
        condition(
            "support_arranged",
            met=True,
            texts=(
                f"supported at {place}: {amount} yuan a head, and {cents(care)} yuan of care money",
                f"{PLACES_ZH[place]},基本生活标准每人{amount}元,照料护理费合计{cents(care)}元",
            ),
            article="《社会救助暂行办法》第十五条、第十九条",
            facts=(
                Fact(name="support place", value=place, source="declaration"),
                *(
                    Fact(name=f"self-care of {one.ref}", value=str(one.self_care), source="civil-affairs")
                    for one in tested
                ),
            ),
            figures=(standard.figure(on, pack), *((CARE_MONEY.figure(on, pack),) if tested else ())),
        ),
    )


def _no_work_ability(living: Purse, on: date, pack: Pack, unable: Callable[..., bool]) -> Condition:
    able = [member for member in living.members if not unable(member, on, pack)]
    return condition(
        "no_work_ability",
        not able,
        (f"nobody may be able to work; {len(able)} are", f"应无劳动能力,现有劳动能力人员{len(able)}人"),
        ARTICLE,
        facts=tuple(
            Fact(name=f"age of {member.ref}", value=str(age(member.born, on)), source="declaration")
            for member in living.members
        ),
        figures=(OLD_AGE.figure(on, pack), MINOR_AGE.figure(on, pack), NO_WORK_GRADE.figure(on, pack)),
    )


def _no_income(living: Purse, on: date, pack: Pack) -> Condition:
    """The basic part of a residents' pension is not counted; the registers do not tell that part apart."""
    standard = Fraction(STANDARD.on(on, pack))
    pensions = sum((line.amount for line in living.lines if line.kind is IncomeKind.PENSION), Decimal(0))
    without = living.per_capita - Fraction(pensions) / max(len(living.members), 1)
    met = True if living.per_capita < standard else None if without < standard else False
    return condition(
        "no_income_source",
        met,
        (
            f"income a head of {per_capita(living)} yuan, without the basic pension, must be below {standard}",
            f"月人均收入{per_capita(living)}元(基础养老金不计入),应低于最低生活保障标准{STANDARD.on(on, pack)}元",
        ),
        ARTICLE,
        facts=living.facts,
        figures=(STANDARD.figure(on, pack),),
    )


def _no_obligor(living: Purse) -> Condition:
    """Unknown of who joined by a fact, until the county has looked into it."""
    supported = [member.ref for member in living.members if member.own_obligor_able]
    unknown = unknown_obligors(living.members)
    return condition(
        OBLIGOR,
        False if supported else None if unknown else True,
        (
            f"nobody able may be obliged to support them; {len(supported)} have such a person, {len(unknown)} unknown",
            f"应无法定赡养、抚养、扶养义务人或其义务人无履行能力,现有履行能力义务人的{len(supported)}人,待核实{len(unknown)}人",
        ),
        ARTICLE,
        facts=tuple(
            Fact(
                name=f"able obligor of {member.ref}",
                value=_KNOWN[member.own_obligor_able],
                source="declaration",
            )
            for member in living.members
        ),
    )
