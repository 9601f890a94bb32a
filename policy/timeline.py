"""What is a household entitled to, month by month? From how it was found, what happened since and what people chose.

The same facts give the same months in whatever order they became known; a fact that is taken back leaves no trace.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby

from policy import destitute, low_income, low_income_edge, payments, rigid_spending, single_person, taper
from policy.figures import CZ_DEMO, Pack
from policy.household import counted_members
from policy.job_refusal import LIMIT, own_share, reduction
from policy.months import after, month_of, span
from policy.situation import as_of, not_counted, standing_on
from schemas.decisions import Decision
from schemas.employment import RiseGround
from schemas.facts import Choice, ChoiceKind, FactKind
from schemas.households import Application, Category
from schemas.identifiers import PersonRef
from schemas.people import Absence
from schemas.rights import RightSpan, RightState, Standing
from schemas.snapshots import Snapshot

ENTITLEMENTS = {
    Category.DESTITUTE: destitute.continued,
    Category.LOW_INCOME: low_income.entitlement,
    Category.SINGLE_PERSON: single_person.entitlement,
    Category.LOW_INCOME_EDGE: low_income_edge.entitlement,
    Category.RIGID_SPENDING: rigid_spending.entitlement,
}
ORDER = tuple(Category)
_ONE = Decimal(1)
INCOME = {"income_below_standard"}
"""A taper is for a rise of income: any other condition that fails ends it."""


@dataclass(frozen=True)
class Month:
    """The household's category and money in one month, with the decisions that carry it."""

    month: date
    category: Category | None
    amount: Decimal | None
    state: RightState
    decisions: tuple[Decision, ...]
    application: Application
    fits: Category | None
    """What the facts fit, whether or not the household agreed to be moved there."""
    adjusted: tuple[Decision, ...] = ()
    """Why another amount is paid than the category's: a share that was cut, a taper."""

    @property
    def right(self) -> tuple[Category | None, Decimal | None, RightState]:
        """What makes a month different from the one before."""
        return self.category, self.amount, self.state


def months(standing: Standing, known: date, pack: Pack = CZ_DEMO) -> tuple[Month, ...]:
    """Every month from the first of the recognition to the last that differs from the one before.

    The law, and who is how old, are known up to the month `known`; what comes later goes on as in that month.
    """
    tapers = [choice for choice in standing.choices if choice.kind is ChoiceKind.TAPER]
    found: list[Month] = []
    for month in span(standing.snapshots[0].first_month, _horizon(standing, tapers, known, pack)):
        plain, given_up = _plain(standing, month, min(month, known), pack), _given_up(standing, month)
        month_ = plain if given_up else _tapered(plain, found, tapers, pack)
        found.append(_stays_ended(month_, found, standing))
    return tuple(found)


def _stays_ended(month: Month, before: Sequence[Month], standing: Standing) -> Month:
    """What has ended comes back by a new recognition only; what had to be suspended comes back by itself."""
    ended = bool(before) and before[-1].state is RightState.ENDED
    anew = any(one.recognition and one.first_month == month.month for one in standing.snapshots)
    if not ended or anew:
        return month
    return replace(month, category=None, amount=None, state=RightState.ENDED, fits=None)


def _horizon(standing: Standing, tapers: Sequence[Choice], known: date, pack: Pack) -> date:
    """A taper and a recognition for a time end later than the month that is known."""
    ends = [known, *(ending for ending in _endings(standing.newest, standing.choices, pack))]
    for choice in tapers:
        schedule = taper.schedule(choice.amount or _ONE, choice.since, choice.ground or RiseGround.WORK, pack)
        ends += [month for month, _ in schedule]
    return after(month_of(max(ends)))


def spans(found: Sequence[Month], held: Iterable[Category]) -> tuple[RightSpan, ...]:
    """The months as rights: the last goes on without an end; what was held and is not any more is ended."""
    told = [span_ for category in ORDER for span_ in _of(category, found, ended_first=category in set(held))]
    return tuple(sorted(told, key=lambda one: (one.first, one.benefit)))


def _of(category: Category, found: Sequence[Month], *, ended_first: bool) -> Iterator[RightSpan]:
    """One category's spans; before it was ever held there is nothing to say."""
    stands = ended_first
    shares = groupby(found, key=lambda one: _share(one, category))
    runs = [(share, [month.month for month in run]) for share, run in shares]
    for index, (share, run) in enumerate(runs):
        last = None if index == len(runs) - 1 else _eve(after(run[-1]))
        if share is not None:
            stands = True
            yield RightSpan(benefit=category, amount=share[0], first=run[0], last=last, state=share[1])
        elif stands:
            yield RightSpan(benefit=category, first=run[0], last=last, state=RightState.ENDED)


def _share(month: Month, category: Category) -> tuple[Decimal | None, RightState] | None:
    return (month.amount, month.state) if month.category is category else None


def _eve(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def _plain(standing: Standing, month: date, law: date, pack: Pack) -> Month:
    """Without any taper, by the law of a day: the first category that fits, as far as the household agreed."""
    ground = standing_on(standing.snapshots, month)
    application = as_of(ground, standing.facts, standing.choices, month)
    decisions, fits = _tested(ground, application, law, pack)
    given_up = _given_up(standing, month)
    if given_up:
        fits = None
    if fits is Category.RIGID_SPENDING and _expired(ground, standing.choices, month, pack):
        fits = None
    if not given_up and _nobody_for_now(standing, application, month) and ground.category is not None:
        return Month(month, ground.category, None, RightState.SUSPENDED, decisions, application, None)
    held = fits if fits is None or _may_hold(fits, ground, standing.choices, month) else None
    granted = decisions[-1] if held is not None else None
    amount, cut = _cut(standing, granted, application, month, pack) if granted else (None, ())
    if granted is not None and destitute.left_open(granted):
        amount = destitute.meanwhile(application, law, pack)
    state = RightState.ACTIVE if held else RightState.ENDED
    return Month(month, held, amount, state, decisions, application, fits, cut)


def _nobody_for_now(standing: Standing, application: Application, month: date) -> bool:
    """Nobody is left to be aided for now: in prison, or said to be dead by one source alone."""
    suspected = _suspected(standing, month)
    members = application.household.members
    away = [member.absence is Absence.PRISON or (member.ref in suspected and not member.absence) for member in members]
    return all(away)


def _suspected(standing: Standing, month: date) -> set[PersonRef]:
    """Until the death is confirmed, or taken back."""
    settled = {fact.person for fact in standing.facts if fact.kind is FactKind.DEATH}
    return {
        fact.person
        for fact in standing.facts
        if fact.kind is FactKind.DEATH_SUSPECTED and fact.happened_on < month and fact.person not in settled
    }


def _tested(
    ground: Snapshot, application: Application, law: date, pack: Pack
) -> tuple[tuple[Decision, ...], Category | None]:
    """From the strongest category that the household may come to without another procedure, down.

    Who is destitute stays so as long as nobody knows about the obligors of who has joined.
    """
    first = Category.DESTITUTE if ground.category is Category.DESTITUTE else Category.LOW_INCOME
    decisions: list[Decision] = []
    for category in ORDER[ORDER.index(first) :]:
        decisions.append(ENTITLEMENTS[category](application, None, law, pack))
        if decisions[-1].granted or (category is Category.DESTITUTE and destitute.left_open(decisions[-1])):
            return tuple(decisions), category
    return tuple(decisions), None


def _expired(ground: Snapshot, choices: Sequence[Choice], month: date, pack: Pack) -> bool:
    """A recognition that is given for a time does not outlive it."""
    ends = _endings(ground, choices, pack)
    return bool(ends) and month > max(ends)


def _endings(ground: Snapshot, choices: Sequence[Choice], pack: Pack) -> tuple[date, ...]:
    """Last days of recognitions for a time: as recognised, or as moved into."""
    moved = (one.since for one in choices if one.kind is ChoiceKind.TRANSFER)
    by_choice = (payments.valid_to(Category.RIGID_SPENDING, since, pack) for since in moved)
    return tuple(day for day in (ground.valid_to, *by_choice) if day is not None)


def _may_hold(category: Category, ground: Snapshot, choices: Sequence[Choice], month: date) -> bool:
    """Nobody is moved to a weaker category without having agreed; a stronger one needs no consent."""
    if ground.category is None or ORDER.index(category) <= ORDER.index(ground.category):
        return True
    return ground.application.transfer_consent or any(
        choice.kind is ChoiceKind.TRANSFER and choice.since <= month for choice in choices
    )


def _given_up(standing: Standing, month: date) -> bool:
    """The household asked for the end of what this case, or one before it, had found."""
    ground = standing_on(standing.snapshots, month)
    return any(
        choice.kind is ChoiceKind.GIVEN_UP and choice.since <= month and ground.case in choice.facts
        for choice in standing.choices
    )  # fmt: skip


def _cut(
    standing: Standing, granted: Decision, application: Application, month: date, pack: Pack
) -> tuple[Decimal | None, tuple[Decision, ...]]:
    """Less the own share of whoever refused work, until that person works (AC-L9), with the decision that says so."""
    amount = granted.amount
    if amount is None or granted.rule != Category.LOW_INCOME:
        return amount, ()
    members = counted_members(application, (), month)
    refused = refusals(standing, month, pack)
    mine = [refused[member.ref] for member in members if member.ref in refused]
    if not mine:
        return amount, ()
    left = max(amount - own_share(amount, len(members)) * len(mine), Decimal(0))
    said = reduction(amount, len(members), max(times for times, _ in mine), min(since for _, since in mine), pack)
    return left, (said.model_copy(update={"amount": left}),)


def refusals(standing: Standing, month: date, pack: Pack = CZ_DEMO) -> dict[PersonRef, tuple[int, date]]:
    """Whose share is cut in a month: how many jobs were refused in a row, and since when it is cut."""
    found: dict[PersonRef, tuple[int, date]] = {}
    for choice in standing.choices:
        times = _still_refuses(standing, choice, month, pack) if choice.kind is ChoiceKind.SHARE_CUT else None
        if times is not None and choice.person is not None:
            found[choice.person] = times, choice.since
    return found


def _still_refuses(standing: Standing, choice: Choice, month: date, pack: Pack) -> int | None:
    """How often; None before the cut, once the person works, and when the report of it does not hold."""
    works = any(
        fact.kind is FactKind.JOB_STARTED and fact.person == choice.person and choice.since <= fact.happened_on < month
        for fact in standing.facts
        if fact.revoked_by is None
    )
    return _refused(standing, choice, pack) if choice.since <= month and not works else None


def _refused(standing: Standing, choice: Choice, pack: Pack) -> int | None:
    """As the reports that were decided about say now; what was taken back, or set aside, never was so."""
    limit = LIMIT.on(choice.since, pack)
    if not choice.facts:
        return limit
    dead = not_counted(standing.facts, standing.choices)
    reports = (fact for fact in standing.facts if fact.kind is FactKind.JOBS_REFUSED and fact.key in choice.facts)
    times = max((report.refusals for report in reports if report.key not in dead), default=0)
    return times if times >= limit else None


def _tapered(plain: Month, before: Sequence[Month], tapers: Sequence[Choice], pack: Pack) -> Month:
    """Paid on while income is too high for aid; low again, the taper is over and the ordinary amount counts (AC-T3)."""
    low = next((one for one in plain.decisions if one.rule == Category.LOW_INCOME), None)
    if low is None or low.granted or any(reason.code not in INCOME for reason in low.reasons):
        return plain
    for choice in tapers:
        paid = _step(choice, before, plain.month, low, pack)
        if paid is not None:
            return Month(plain.month, Category.LOW_INCOME, paid.amount, RightState.TAPERING, plain.decisions,
                         plain.application, plain.fits, (paid,))  # fmt: skip
    return plain


def _step(choice: Choice, before: Sequence[Month], month: date, current: Decision, pack: Pack) -> Decision | None:
    """The taper's payment of the month, also of 0.00; None before it, after it, or when it was broken off."""
    former = next((one.amount for one in before if one.month == after(choice.since, -1)), choice.amount)
    since = [one for one in before if one.month >= choice.since]
    if former is None or choice.ground is None or any(one.state is not RightState.TAPERING for one in since):
        return None
    paid = taper.payment(former, choice.since, current, month, pack, ground=choice.ground)
    return paid if paid.granted else None
