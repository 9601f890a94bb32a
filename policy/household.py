"""What does a household live on? Counted members and counted monthly income (domain 3.4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from policy.figures import CZ_DEMO, Pack, numbers
from policy.latest import latest
from policy.sources import (
    DECLARATION,
    PARTIAL_REGISTERS,
    REGISTERS,
    Answers,
    Replies,
    happened,
    read,
    registered_income,
)
from policy.work_costs import WORK_COST_SHARE, work_cost
from schemas.decisions import Fact, Figure
from schemas.households import Application, IncomeKind
from schemas.identifiers import PersonRef
from schemas.means import MeansReport
from schemas.money import cents
from schemas.people import Member, Relation
from schemas.questions import ItemCode

STANDARD = numbers("low_income", "standard", Decimal)

NOT_COUNTED = {
    IncomeKind.VETERAN_BENEFIT: "《军人抚恤优待条例》",
    IncomeKind.DISABILITY_SUBSIDY: "残疾人两项补贴制度",
    IncomeKind.OLD_AGE_ALLOWANCE: "民发〔2021〕57号 第二章",
    IncomeKind.SCHOLARSHIP: "民发〔2021〕57号 第二章",
    IncomeKind.TEMPORARY_AID: "民发〔2021〕57号 第二章",
    IncomeKind.CHARITY: "民发〔2021〕57号 第二章",
}
"""Kinds of income that are not counted, and the act that says so."""

_EARNED = (IncomeKind.WAGE, IncomeKind.BUSINESS)
_KINDS = tuple((kind, kind.value, REGISTERS.get(kind, ()), PARTIAL_REGISTERS.get(kind, ())) for kind in IncomeKind)
_INCOME_CODES = tuple(code for _, _, whole, partial in _KINDS for code in whole + partial)
_GONE = (ItemCode.DEATH, ItemCode.PRISON)
_ZERO = Decimal(0)

Codes = tuple[ItemCode, ...]
Costs = tuple[tuple[PersonRef, Decimal], ...]


@dataclass(frozen=True)
class Line:
    """One member's income of one kind: how much a month, who says so, as of which day."""

    person: PersonRef
    kind: IncomeKind
    amount: Decimal
    source: str
    on: date | None

    @property
    def counted(self) -> Decimal:
        """The amount, or nothing for a kind that is not counted."""
        return _ZERO if self.kind in NOT_COUNTED else self.amount

    @property
    def fact(self) -> Fact:
        """The line as it is cited in a decision."""
        name = f"{self.kind} of {self.person}"
        return Fact(name=name, value=str(cents(self.amount)), source=self.source, on=self.on)


@dataclass(frozen=True)
class Purse:
    """The counted members and what they live on a month; exact until the end.

    `income` is before work costs and `net` after them; `facts` are members, incomes and deductions with their sources.
    """

    members: tuple[Member, ...]
    lines: tuple[Line, ...]
    work_costs: dict[PersonRef, Decimal]
    work_cost_figure: Figure
    income: Decimal
    net: Decimal
    facts: tuple[Fact, ...]

    @property
    def heads(self) -> int:
        """By how many the income is divided; nobody is divided by nobody."""
        return max(len(self.members), 1)

    @property
    def per_capita(self) -> Fraction:
        """Net counted income a head, as an exact fraction."""
        return Fraction(self.net) / self.heads

    def below(self, limit: Decimal) -> bool:
        """Net counted income a head is below the limit, to the last fraction of a cent."""
        return self.net < limit * self.heads

    def of(self, person: PersonRef) -> Decimal:
        """Counted income of one member."""
        return sum((line.counted for line in self.lines if line.person == person), _ZERO)


@latest
def replies_of(report: MeansReport | None) -> Answers:
    """The departments' replies; none before a means check, when only the declaration speaks."""
    return read(report.replies if report else ())


@latest
def counted_members(application: Application, replies: Replies, on: date) -> tuple[Member, ...]:
    """Who shares the purse (民发〔2021〕57号 ch. 2): not the absent, the dead, or adult children on their own feet."""
    answers = read(replies)
    return tuple(member for member in application.household.members if _counts(member, answers, on))


@latest
def purse(application: Application, replies: Replies, on: date, pack: Pack = CZ_DEMO) -> Purse:
    """The household's purse on that day; a register's word goes before the declaration (domain 2.10)."""
    members, lines = _told(application, read(replies), on)
    standard = STANDARD.on(on, pack)
    costs = tuple(
        (member.ref, work_cost(member, _earned(lines, member.ref), standard, on, pack))
        for member in members
        if member.works
    )
    return _purse(members, lines, costs, WORK_COST_SHARE.figure(on, pack))


@latest
def _told(application: Application, answers: Answers, on: date) -> tuple[tuple[Member, ...], tuple[Line, ...]]:
    """Members and lines, which no figure changes."""
    members = counted_members(application, answers, on)
    return members, tuple(line for member in members for line in _lines(application, answers, member.ref))


@latest
def _purse(members: tuple[Member, ...], lines: tuple[Line, ...], costs: Costs, figure: Figure) -> Purse:
    income = sum((line.counted for line in lines), _ZERO)
    net = income - sum((cost for _, cost in costs), _ZERO)
    return Purse(members, lines, dict(costs), figure, income, net, tuple(_facts(members, lines, costs, figure)))


def _facts(members: tuple[Member, ...], lines: tuple[Line, ...], costs: Costs, figure: Figure) -> Iterator[Fact]:
    yield Fact(name="counted members", value=str(len(members)), source=DECLARATION)
    yield from (line.fact for line in lines)
    for person, cost in costs:
        yield Fact(name=f"work cost of {person}", value=str(cents(cost)), source=figure.law)


def _counts(member: Member, answers: Answers, on: date) -> bool:
    if member.absence or (member.relation is Relation.ADULT_CHILD and not (member.dependent or member.student)):
        return False
    gone = answers.tell(member.ref, _GONE) and any(happened(answers, code, member.ref, on) for code in _GONE)
    return not gone


def _lines(application: Application, answers: Answers, person: PersonRef) -> Iterator[Line]:
    declared, registered = _declared(application, person), answers.tell(person, _INCOME_CODES)
    if not (declared or registered):
        return
    for kind, name, whole, partial in _KINDS:
        line = declared.get(name)
        if registered and answers.tell(person, whole + partial):
            line = _registered(person, kind, answers, whole, partial, line) or line
        if line:
            yield line


def _declared(application: Application, person: PersonRef) -> dict[str, Line]:
    lines: dict[str, Line] = {}
    for income in application.incomes:
        if income.person == person:
            name = income.kind.value
            amount = income.monthly + lines[name].amount if name in lines else income.monthly
            lines[name] = Line(person, income.kind, amount, DECLARATION, application.submitted_on)
    return lines


def _registered(
    person: PersonRef, kind: IncomeKind, answers: Answers, whole: Codes, partial: Codes, declared: Line | None
) -> Line | None:
    """What a register says; one that knows only a part does not go before a higher declaration."""
    found = registered_income(answers, person, whole)
    if found is None:
        found = registered_income(answers, person, partial)
        if found is None or (declared and (found[1].amount or _ZERO) < declared.amount):
            return None
    return Line(person, kind, found[1].amount or _ZERO, found[0], found[1].as_of)


def _earned(lines: tuple[Line, ...], person: PersonRef) -> Decimal:
    return sum((line.amount for line in lines if line.person == person and line.kind in _EARNED), _ZERO)
