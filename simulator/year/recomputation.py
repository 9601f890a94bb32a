"""What is every household due, computed a second time: day by day, from the facts, by other means than the product.

Plain sums over a state that changes with each day; none of the product's rules is used. Demonstration figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from schemas.households import Application
from simulator.year.lives import Happening, What

STANDARDS = ((date(2022, 1, 1), Decimal(1000)), (date(2027, 7, 1), Decimal(1080)))
WORK_COST = Decimal("0.3")
EDGE = 2
TAPER_MONTHS = 6
CAPITAL_LIMIT = Decimal(100000)
CENT = Decimal("0.01")
NOTHING = Decimal("0.00")
Right = tuple[str | None, Decimal]
NONE: Right = (None, NOTHING)


@dataclass(frozen=True)
class Taper:
    """The county granted it: from which month on."""

    since: date


@dataclass(frozen=True)
class Cut:
    """The county cut the share of a person who refused work, from a month on."""

    person: str
    since: date


@dataclass
class _Day:
    """How the household stands in the evening."""

    members: list[str]
    pension: dict[str, Decimal]
    wage: dict[str, Decimal] = field(default_factory=dict)
    inside: set[str] = field(default_factory=set)
    capital: Decimal = NOTHING

    def passes(self, happened: Happening) -> None:
        who = happened.person
        match happened.what:
            case What.DEATH | What.MOVE:
                self.members = [each for each in self.members if each != who]
            case What.BIRTH if who in self.members and happened.child is not None:
                self.members.append(happened.child.ref)
            case What.JOB:
                self.wage[who] = happened.amount
            case What.JOB_LOST:
                self.wage.pop(who, None)
            case What.PENSION:
                self.pension[who] = happened.amount
            case What.PRISON:
                self.inside.add(who)
            case What.RELEASE:
                self.inside.discard(who)
            case What.COMPANY:
                self.capital += happened.amount

    def begins_after_another(self, happened: Happening) -> bool:
        """A sentence of who is inside already: on its day the release from the earlier one comes first."""
        return happened.what is What.PRISON and happened.person in self.inside

    @property
    def rich(self) -> bool:
        return self.capital > CAPITAL_LIMIT

    @property
    def here(self) -> list[str]:
        return [each for each in self.members if each not in self.inside]


@dataclass
class Recomputation:
    """One household, from its application, what truly happened, and what people chose."""

    application: Application
    happenings: Sequence[Happening]
    category: str
    tapers: Sequence[Taper] = ()
    cuts: Sequence[Cut] = ()
    _broken: set[date] = field(default_factory=set, init=False)
    """Tapers that are over before their time."""

    def due(self, first_month: date, until: date) -> dict[date, Right]:
        """Category and money of every month, by the evening before it."""
        true = [each for each in self.happenings if each.revoked_on is None]
        state = _Day(
            [member.ref for member in self.application.household.members],
            {income.person: income.monthly for income in self.application.incomes},
        )
        months: dict[date, Right] = {}
        ended = False
        day = min([first_month, *(each.on for each in true)])
        while day <= until:
            if day.day == 1 and day >= first_month:
                right = NONE if ended else self._month(state, day, months)
                ended = ended or (right == NONE and bool(state.here or not state.members))
                months[day] = right
            today = (each for each in true if each.on == day)
            for happened in sorted(today, key=state.begins_after_another):
                state.passes(happened)
            day += timedelta(days=1)
        return months

    def _month(self, state: _Day, day: date, months: dict[date, Right]) -> Right:
        category, amount = self._plain(state, day)
        if category == "low_income":
            self._break_off(day)
            return category, max(amount - self._cut(state, amount, day), NOTHING)
        for taper in self.tapers:
            within = taper.since <= day < _plus(taper.since, TAPER_MONTHS)
            category_before, former = months.get(_plus(taper.since, -1), NONE)
            lasts = within and category_before == "low_income" and taper.since not in self._broken
            if lasts and state.here and not state.rich:
                return "low_income", former
        self._break_off(day)
        return category, amount

    def _plain(self, state: _Day, day: date) -> Right:
        heads, standard = len(state.here), _standard(day)
        if not heads or state.rich:
            return NONE
        income = _income(state, standard)
        if income < standard * heads:
            return "low_income", (standard * heads - income).quantize(CENT, ROUND_HALF_UP)
        if income < standard * EDGE * heads and (
            self.application.transfer_consent or self.category == "low_income_edge"
        ):
            return "low_income_edge", NOTHING
        return NONE

    def _break_off(self, day: date) -> None:
        self._broken.update(taper.since for taper in self.tapers if taper.since <= day)

    def _cut(self, state: _Day, amount: Decimal, day: date) -> Decimal:
        persons = {
            cut.person for cut in self.cuts if cut.since <= day and self._refused(cut) and not self._works(cut, day)
        }
        share = (amount / len(state.here)).quantize(CENT, ROUND_HALF_UP)
        return share * len(persons & set(state.here))

    def _refused(self, cut: Cut) -> bool:
        """It was so: a report that was taken back cuts nothing."""
        return any(
            each.what is What.REFUSAL and each.person == cut.person and each.revoked_on is None and each.on < cut.since
            for each in self.happenings
        )

    def _works(self, cut: Cut, day: date) -> bool:
        return any(
            each.what is What.JOB
            and each.person == cut.person
            and each.revoked_on is None
            and cut.since <= each.on < day
            for each in self.happenings
        )


def _standard(day: date) -> Decimal:
    return next(value for since, value in reversed(STANDARDS) if since <= day)


def _income(state: _Day, standard: Decimal) -> Decimal:
    total = NOTHING
    for person in state.here:
        wage = state.wage.get(person, NOTHING)
        total += state.pension.get(person, NOTHING) + wage - min(WORK_COST * standard, wage)
    return total


def _plus(month: date, count: int) -> date:
    years, index = divmod(month.month - 1 + count, 12)
    return date(month.year + years, index + 1, 1)
