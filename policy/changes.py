"""What do facts change in what a household holds, and what was paid too much? The ground of a review (domain 3.5).

Only the difference is proposed; people decide. Nothing that is not decided changes anything.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from policy import destitute, taper
from policy.figures import CZ_DEMO, Pack
from policy.household import counted_members
from policy.job_refusal import LIMIT, own_share, proposal
from policy.months import after, month_of
from policy.moves import in_new_town
from policy.timeline import INCOME, ORDER, Month, months, refusals, spans
from schemas.decisions import Decision
from schemas.employment import RiseGround
from schemas.facts import FactKind, LifeFact
from schemas.households import Category
from schemas.identifiers import PersonRef
from schemas.money import cents
from schemas.reviews import Change, CutOffer, Overpaid, ReviewAssessment, ReviewRequest, TaperOffer
from schemas.rights import Recovery, RecoveryWay, RightSpan, RightState, Standing

Held = tuple[Category | None, Decimal | None, RightState]
NOTHING: Held = (None, None, RightState.ENDED)
RISES = {FactKind.JOB_STARTED, FactKind.PENSION_STARTED}


def assessment(request: ReviewRequest, pack: Pack = CZ_DEMO) -> ReviewAssessment:
    """What holds beside what is due, from the first month that differs."""
    standing = _with_the_newest(request)
    # Before the first month of all nothing is held, and nothing could be less or more than that.
    following = max(after(month_of(request.on)), standing.snapshots[0].first_month)
    found = months(standing, _decided_to(standing, following), pack)
    differing = [month for month in found if month.right != holds(standing.rights, month.month)]
    since = differing[0].month if differing else None
    before, now = holds(standing.rights, following), _at(found, following)
    due = [month for month in found if since is not None and month.month >= since]
    overpaid = _overpaid(standing, found)
    return ReviewAssessment(
        change=_change(before, now, due, standing), since=since,
        spans=spans(due, _held(standing.rights, since)) if since else (),
        before=before[0], after=now.category, amount_before=before[1], amount_after=now.amount,
        adverse=any(_less(month.right, holds(standing.rights, month.month)) for month in due),
        could_move_to=now.fits if now.category is None else None,
        taper=_taper(standing, due, pack), cut=_cut(standing, now, request.on, pack),
        decisions=_decisions(due[0] if due else now),
        reasons=tuple(reason.code for reason in (due[0] if due else now).decisions[-1].reasons),
        overpaid=overpaid, to_recover=_to_recover(standing, overpaid),
        benefit=before[0] or now.category or standing.newest.category or Category.LOW_INCOME,
        application=now.application, takeover=in_new_town(standing, now.application.household.applicant.ref),
        obligors_unknown=_obligors_unknown(now),
    )  # fmt: skip


def _obligors_unknown(now: Month) -> tuple[PersonRef, ...]:
    """Of whom it is all that keeps the destitute from being decided about."""
    if now.category is not Category.DESTITUTE or not destitute.left_open(now.decisions[-1]):
        return ()
    return destitute.unknown_obligors(counted_members(now.application, (), now.month))


def _decided_to(standing: Standing, following: date) -> date:
    """The month to come, or a later one from which on people have decided already: a new standard, for instance."""
    begun = (span.first for span in standing.rights
             if span.person is None and span.benefit in ORDER and span.state is RightState.ACTIVE)  # fmt: skip
    return max([following, *begun])


def holds(rights: Sequence[RightSpan], month: date) -> Held:
    """The household's category in a month, as the register has it."""
    for span in rights:
        within = span.first <= month and (span.last is None or month <= span.last)
        if within and span.person is None and span.benefit in ORDER and span.state is not RightState.ENDED:
            return Category(span.benefit), span.amount, span.state
    return NOTHING


def _with_the_newest(request: ReviewRequest) -> Standing:
    standing = request.standing
    fresh = (request.fresh,) if request.fresh else ()
    return standing.model_copy(
        update={"snapshots": (*standing.snapshots, *fresh), "choices": (*standing.choices, *request.choices)}
    )


def _at(found: Sequence[Month], month: date) -> Month:
    return next((one for one in found if one.month == month), found[-1])


def _held(rights: Sequence[RightSpan], since: date) -> set[Category]:
    """Categories that would go on, or begin, from the month on, if nobody said otherwise."""
    return {
        Category(span.benefit)
        for span in rights
        if span.person is None and span.benefit in ORDER and (span.last is None or span.last >= since)
    }


def _less(due: Held, held: Held) -> bool:
    if held[0] is None:
        return False
    if due[0] is None or ORDER.index(due[0]) > ORDER.index(held[0]):
        return True
    return (due[1] or Decimal(0)) < (held[1] or Decimal(0))


def _change(before: Held, now: Month, due: Sequence[Month], standing: Standing) -> Change:
    """By the month to come; where that is the same, by the sum of the months that differ."""
    if not due:
        return Change.NONE
    if before[0] != now.category:
        return Change.ENDED if now.category is None else Change.RESTORED if before[0] is None else Change.MOVED
    if now.state is RightState.SUSPENDED and before[2] is not RightState.SUSPENDED:
        return Change.SUSPENDED
    more = (now.amount or Decimal(0)) - (before[1] or Decimal(0))
    if not more:
        more = sum((_gain(month, standing) for month in due), Decimal(0))
    return Change.RAISED if more >= 0 else Change.LOWERED


def _gain(month: Month, standing: Standing) -> Decimal:
    return (month.amount or Decimal(0)) - (holds(standing.rights, month.month)[1] or Decimal(0))


def _taper(standing: Standing, due: Sequence[Month], pack: Pack) -> TaperOffer | None:
    """Where work or a pension alone lifted the income above the standard, the county may grant a taper."""
    if not due:
        return None
    since = due[0].month
    held = holds(standing.rights, after(since, -1))
    low = next((one for one in due[0].decisions if one.rule == Category.LOW_INCOME), None)
    rise = _rise(standing, since)
    if held[0] is not Category.LOW_INCOME or held[1] is None or low is None or low.granted or rise is None:
        return None
    if due[0].state is RightState.TAPERING or any(reason.code not in INCOME for reason in low.reasons):
        return None
    ground = RiseGround.PENSION if rise.kind is FactKind.PENSION_STARTED else rise.ground or RiseGround.WORK
    amounts = [amount for _, amount in taper.schedule(held[1], since, ground, pack)]
    return TaperOffer(since=since, ground=ground, months=len(amounts), former=held[1], total=sum(amounts, Decimal(0)))


def _rise(standing: Standing, since: date) -> LifeFact | None:
    """The fact of the month before that lifted the income."""
    rises = (fact for fact in standing.facts if fact.kind in RISES and fact.revoked_by is None)
    return next((fact for fact in rises if after(month_of(fact.happened_on)) == since), None)


def _cut(standing: Standing, now: Month, on: date, pack: Pack) -> CutOffer | None:
    """What may be cut, where jobs were refused often enough and nobody has decided about it yet."""
    whole = next((one.amount for one in now.decisions if one.rule == Category.LOW_INCOME), None)
    members = counted_members(now.application, (), now.month)
    whole_shares = {member.ref for member in members} - refusals(standing, now.month, pack).keys()
    report = next((one for one in _refused(standing, on, pack) if one.person in whole_shares), None)
    if now.category is not Category.LOW_INCOME or not now.amount or not whole or report is None:
        return None
    said = proposal(whole, len(members), report.refusals, on, pack)
    share = min(own_share(whole, len(members)), now.amount)
    return CutOffer(person=report.person, share=share, fact=report.key, decision=said)


def _refused(standing: Standing, on: date, pack: Pack) -> list[LifeFact]:
    """Reports that allow a cut, of which people have not decided; what came after the day has a review of its own."""
    answered = {key for choice in standing.choices for key in choice.facts}
    return [
        fact
        for fact in standing.facts
        if fact.kind is FactKind.JOBS_REFUSED and fact.revoked_by is None and fact.key not in answered
        and fact.known_on <= on and fact.refusals >= LIMIT.on(on, pack)
    ]  # fmt: skip


def _decisions(month: Month) -> tuple[Decision, ...]:
    """What the category rests on, and why another amount than its own is paid."""
    return (*month.decisions, *month.adjusted)


def _overpaid(standing: Standing, found: Sequence[Month]) -> tuple[Overpaid, ...]:
    """Months of which more arrived than is due; benefits of single persons are other services' own."""
    paid: dict[date, Decimal] = {}
    for line in standing.paid:
        if line.person is None and line.benefit in ORDER:
            paid[line.month] = paid.get(line.month, Decimal(0)) + line.amount
    due = {month: _due(found, month) for month in paid}
    return tuple(
        Overpaid(month=month, paid=cents(amount), due=cents(due[month]))
        for month, amount in sorted(paid.items())
        if amount > due[month]
    )


def _due(found: Sequence[Month], month: date) -> Decimal:
    """After the last month that was worked out it goes on as in that one; before the first nothing was due."""
    known = next((one for one in found if one.month == month), found[-1] if month > found[-1].month else None)
    return known.amount or Decimal(0) if known else Decimal(0)


def _to_recover(standing: Standing, overpaid: Sequence[Overpaid]) -> Decimal:
    """Overpaid, less what people have decided about before."""
    decided = (_signed(one) for one in standing.recoveries if one.benefit in ORDER)
    return sum((one.paid - one.due for one in overpaid), Decimal("0.00")) - sum(decided, Decimal(0))


def _signed(recovery: Recovery) -> Decimal:
    return -recovery.total if recovery.way is RecoveryWay.RELEASED else recovery.total
