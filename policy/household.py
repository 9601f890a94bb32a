"""What does a household live on? Counted members and counted monthly income (domain 3.4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from policy.figures import CZ_DEMO, Pack, numbers
from policy.sources import DECLARATION, PARTIAL_REGISTERS, REGISTERS, Replies, happened, registered_income
from schemas.decisions import Fact, Figure
from schemas.households import Application, IncomeKind
from schemas.identifiers import PersonRef
from schemas.means import MeansReport
from schemas.money import cents
from schemas.people import Member, Relation
from schemas.questions import ItemCode

STANDARD = numbers("low_income", "standard", Decimal)
WORK_COST_SHARE = numbers("low_income", "work_cost_share", Decimal)

NOT_COUNTED = {
    IncomeKind.VETERAN_BENEFIT: "《军人抚恤优待条例》",
    IncomeKind.DISABILITY_SUBSIDY: "残疾人两项补贴制度",
    IncomeKind.OLD_AGE_ALLOWANCE: "民发〔2021〕57号 第二章",
    IncomeKind.SCHOLARSHIP: "民发〔2021〕57号 第二章",
    IncomeKind.TEMPORARY_AID: "民发〔2021〕57号 第二章",
    IncomeKind.CHARITY: "民发〔2021〕57号 第二章",
}
"""Kinds of income that are not counted, and the act that says so."""

_EARNED = {IncomeKind.WAGE, IncomeKind.BUSINESS}
_ZERO = Decimal(0)


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
    """The counted members and what they live on a month; exact until the end."""

    members: tuple[Member, ...]
    lines: tuple[Line, ...]
    work_costs: dict[PersonRef, Decimal]
    work_cost_figure: Figure

    @property
    def income(self) -> Decimal:
        """Counted income of all members, before work costs."""
        return sum((line.counted for line in self.lines), _ZERO)

    @property
    def net(self) -> Decimal:
        """Counted income less work costs."""
        return self.income - sum(self.work_costs.values(), _ZERO)

    @property
    def per_capita(self) -> Fraction:
        """Net counted income a head, as an exact fraction."""
        return Fraction(self.net) / max(len(self.members), 1)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Members, incomes and deductions, each with its source."""
        head = Fact(name="counted members", value=str(len(self.members)), source=DECLARATION)
        costs = tuple(
            Fact(name=f"work cost of {person}", value=str(cents(cost)), source=self.work_cost_figure.law)
            for person, cost in self.work_costs.items()
        )
        return (head, *(line.fact for line in self.lines), *costs)

    def of(self, person: PersonRef) -> Decimal:
        """Counted income of one member."""
        return sum((line.counted for line in self.lines if line.person == person), _ZERO)


def replies_of(report: MeansReport | None) -> Replies:
    """The departments' replies; none before a means check, when only the declaration speaks."""
    return report.replies if report else ()


def counted_members(application: Application, replies: Replies, on: date) -> tuple[Member, ...]:
    """Who shares the purse (民发〔2021〕57号 ch. 2): not the absent, the dead, or adult children on their own feet."""
    return tuple(member for member in application.household.members if _counts(member, replies, on))


def purse(application: Application, replies: Replies, on: date, pack: Pack = CZ_DEMO) -> Purse:
    """The household's purse on that day; a register's word goes before the declaration (domain 2.10)."""
    members = counted_members(application, replies, on)
    lines = tuple(line for member in members for line in _lines(application, replies, member.ref))
    cost = WORK_COST_SHARE.on(on, pack) * STANDARD.on(on, pack)
    costs = {member.ref: min(cost, _earned(lines, member.ref)) for member in members if member.works}
    return Purse(members, lines, costs, WORK_COST_SHARE.figure(on, pack))


def _counts(member: Member, replies: Replies, on: date) -> bool:
    on_own_feet = member.relation is Relation.ADULT_CHILD and not (member.dependent or member.student)
    gone = any(happened(replies, code, member.ref, on) for code in (ItemCode.DEATH, ItemCode.PRISON))
    return not (on_own_feet or gone or member.absence)


def _lines(application: Application, replies: Replies, person: PersonRef) -> Iterator[Line]:
    declared: dict[IncomeKind, Decimal] = {}
    for income in application.incomes:
        if income.person == person:
            declared[income.kind] = declared.get(income.kind, _ZERO) + income.monthly
    for kind in IncomeKind:
        if line := _line(person, kind, declared.get(kind), replies, application.submitted_on):
            yield line


def _line(
    person: PersonRef, kind: IncomeKind, declared: Decimal | None, replies: Replies, submitted_on: date
) -> Line | None:
    whole = registered_income(replies, person, REGISTERS.get(kind, ()))
    found = whole or registered_income(replies, person, PARTIAL_REGISTERS.get(kind, ()))
    if found and (whole or (found[1].amount or _ZERO) >= (declared or _ZERO)):
        return Line(person, kind, found[1].amount or _ZERO, found[0], found[1].as_of)
    return None if declared is None else Line(person, kind, declared, DECLARATION, submitted_on)


def _earned(lines: tuple[Line, ...], person: PersonRef) -> Decimal:
    return sum((line.amount for line in lines if line.person == person and line.kind in _EARNED), _ZERO)
