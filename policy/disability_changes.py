"""What do facts change in somebody's disability subsidies, and what was paid too much? The ground of a decision (9.2).

Only the difference is proposed; people decide. What is due and was not paid, the payment runs pay by the rights alone.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from policy.disability_person import Moment, certificate_at, died_on, suspected_on
from policy.disability_subsidies import suspended
from policy.disability_timeline import (
    DAY,
    NOTHING_HELD,
    Holding,
    Stretch,
    counted_claims,
    edges,
    holding,
    judged,
    stretches,
)
from policy.exclusions import Manner, between
from policy.figures import CZ_DEMO, Pack
from policy.months import after, month_of
from schemas.benefits import Benefit
from schemas.decisions import Decision, Outcome
from schemas.disability import (
    Overpayment,
    Subsidy,
    SubsidyAssessment,
    SubsidyChange,
    SubsidyFile,
    SubsidyRequest,
    SubsidyRuling,
    Turn,
)
from schemas.money import cents
from schemas.rights import RecoveryWay, RightSpan, RightState


def assessment(request: SubsidyRequest, pack: Pack = CZ_DEMO) -> SubsidyAssessment:
    """Both subsidies, as they are held and as they are due."""
    file, on = _as_decided(request), request.on
    known = after(month_of(on))
    found = {kind: stretches(file, kind, known, pack) for kind in Subsidy}
    changes = tuple(change(file, kind, found[kind], known, pack) for kind in Subsidy)
    unasked = tuple(_unasked(file, found, on, pack))
    return SubsidyAssessment(
        changes=changes, overpaid=tuple(overpayments(file, found, known)), unclear=_unclear(found, on),
        offers=tuple(kind for kind, outcome in unasked if outcome is Outcome.GRANTED),
        possible=tuple(kind for kind, outcome in unasked if outcome is not Outcome.REFUSED),
    )  # fmt: skip


def _as_decided(request: SubsidyRequest) -> SubsidyFile:
    """With the claim that is being decided, less what the person did not choose of it, or gives up."""
    file = request.file.model_copy(update={"deciding": request.claim})
    if request.wish is not None:
        file = file.model_copy(update={"rulings": (*file.rulings, request.wish)})
    if request.claim is None or file.household is None or not request.declined:
        return file
    chosen = SubsidyRuling(case=request.claim, person=file.person, household=file.household, on=request.on,
                           declined=request.declined)  # fmt: skip
    return file.model_copy(update={"rulings": (*file.rulings, chosen)})


def change(
    file: SubsidyFile, kind: Subsidy, found: Sequence[Stretch], known: date, pack: Pack = CZ_DEMO
) -> SubsidyChange:  # fmt: skip
    """From the first month that differs; where none does, whether what the claim asks for is refused or unclear."""
    months = sorted({*edges(file, known, pack), *_held_edges(file, kind)})
    wanted = [(month, _wanted(file, kind, found, month)) for month in months]
    differing = [(month, now) for month, now in wanted if now != holding(file.rights, kind, month)]
    if not differing:
        return _unchanged(file, kind, found, known, pack)
    since, now = differing[0]
    before, spans = holding(file.rights, kind, since), tuple(_spans(file, kind, wanted, since))
    decided = _reason(file, kind, found, since, known, pack)
    return SubsidyChange(
        kind=kind, turn=_turn(before, now), since=since, before=before.paid, after=now.paid, spans=spans,
        decision=decided, until=next((span.last for span in reversed(spans) if span.state is RightState.ACTIVE), None),
        rivals=_rivals(decided, kind, since),
        less=any((now.paid or 0) < (holding(file.rights, kind, month).paid or 0) for month, now in differing),
    )  # fmt: skip


def _wanted(file: SubsidyFile, kind: Subsidy, found: Sequence[Stretch], month: date) -> Holding:
    """What should be held; suspended, where one source alone says that the person died."""
    amount, stretch = _owed(file, kind, found, month), _at(found, month)
    if amount is None:
        return NOTHING_HELD
    return Holding(amount, RightState.SUSPENDED if stretch and stretch.suspected else RightState.ACTIVE)


def _owed(file: SubsidyFile, kind: Subsidy, found: Sequence[Stretch], month: date) -> Decimal | None:
    """What is due; what is held already, where nobody can judge what is due."""
    stretch = _at(found, month)
    if stretch is not None and stretch.decision is not None and stretch.decision.outcome is Outcome.UNDECIDED:
        return holding(file.rights, kind, month).amount
    return stretch.amount if stretch else None


def overpayments(
    file: SubsidyFile, found: dict[Subsidy, tuple[Stretch, ...]], known: date
) -> Iterable[Overpayment]:  # fmt: skip
    """Months of which more arrived than is due or held undecided, less what people have decided about before.

    What was paid to somebody of whom one source says that they died is nothing to recover yet.
    """
    for kind in Subsidy:
        paid: dict[date, Decimal] = {}
        for line in file.paid:
            if line.benefit == kind.value:
                paid[line.month] = paid.get(line.month, Decimal(0)) + line.amount
        more = {month: amount - (_owed(file, kind, found[kind], month) or Decimal(0))
                for month, amount in sorted(paid.items())}  # fmt: skip
        months = tuple(month for month, surplus in more.items() if surplus > 0)
        total = sum((more[month] for month in months), Decimal(0)) - _decided(file, kind)
        if total:
            goes_on = _wanted(file, kind, found[kind], known).paid is not None
            yield Overpayment(kind=kind, months=months, total=cents(total), goes_on=goes_on)


def _unchanged(file: SubsidyFile, kind: Subsidy, found: Sequence[Stretch], known: date, pack: Pack) -> SubsidyChange:
    """What the claim asks for and no month of it is due: its own day tells why."""
    claim = next((one for one in counted_claims(file) if one.case == file.deciding and kind in one.kinds), None)
    if claim is None or any(one.amount is not None and _ends_after(one, claim.on) for one in found):
        return SubsidyChange(kind=kind, turn=Turn.NONE, decision=_standing(found, known))
    decided = judged(file, kind, Moment(claim.on, whole=True), known, pack)
    open_ = any(one.decision is not None and one.decision.outcome is Outcome.UNDECIDED for one in found)
    turn = Turn.UNCLEAR if open_ else Turn.REFUSED
    return SubsidyChange(kind=kind, turn=turn, decision=decided, rivals=_rivals(decided, kind, claim.on))


def _ends_after(stretch: Stretch, day: date) -> bool:
    return stretch.last is None or stretch.last >= day


def _standing(found: Sequence[Stretch], month: date) -> Decision | None:
    stretch = _at(found, month)
    return stretch.decision if stretch else None


def _reason(
    file: SubsidyFile, kind: Subsidy, found: Sequence[Stretch], since: date, known: date, pack: Pack
) -> Decision:  # fmt: skip
    """Why the first month differs; where nobody's claim carries it any more, how the person stands then."""
    stretch = _at(found, since)
    if stretch is None or stretch.decision is None:
        return judged(file, kind, Moment(since), known, pack)
    if stretch.suspected is None or stretch.decision.outcome is Outcome.REFUSED:
        return stretch.decision
    by_police = file.newest is not None and file.newest.died_on == stretch.suspected
    return suspended(stretch.decision, stretch.suspected, "public-security" if by_police else "civil-affairs")


def _turn(before: Holding, now: Holding) -> Turn:
    if now.state is RightState.SUSPENDED:
        return Turn.SUSPENDED
    if now.amount is None:
        return Turn.ENDED
    return Turn.STARTED if before.paid is None else Turn.CHANGED


def _spans(
    file: SubsidyFile, kind: Subsidy, wanted: Sequence[tuple[date, Holding]], since: date
) -> Iterable[RightSpan]:  # fmt: skip
    """What holds from the month on; months of nothing are ended, so that an earlier decision holds in them no more."""
    ahead = [one for one in wanted if one[0] >= since]
    runs = [(now, next(run)[0]) for now, run in groupby(ahead, key=lambda one: one[1])]
    lasts = [*(first - DAY for _, first in runs[1:]), None]
    for (now, first), last in zip(runs, lasts, strict=True):
        yield RightSpan(benefit=kind.value, person=file.person, amount=now.amount, first=first, last=last,
                        state=now.state)  # fmt: skip


def _at(found: Sequence[Stretch], month: date) -> Stretch | None:
    return next((one for one in found if one.first <= month and (one.last is None or month <= one.last)), None)


def _due(found: Sequence[Stretch], month: date) -> Decimal | None:
    stretch = _at(found, month)
    return stretch.amount if stretch else None


def _held_edges(file: SubsidyFile, kind: Subsidy) -> Iterable[date]:
    for span in file.rights:
        if span.benefit == kind.value:
            yield month_of(span.first)
            if span.last is not None:
                yield month_of(span.last + DAY)


def _unasked(
    file: SubsidyFile, found: dict[Subsidy, tuple[Stretch, ...]], on: date, pack: Pack
) -> Iterable[tuple[Subsidy, Outcome]]:  # fmt: skip
    """What no claim carries, and what the rule would say if the person asked today."""
    following = after(month_of(on))
    dead = died_on(file) or suspected_on(file)
    if dead is not None or any(claim.case not in {one.case for one in file.rulings} for claim in file.claims):
        return
    unknown = certificate_at(file, Moment(on, whole=True)) is None and not file.findings
    for kind in Subsidy:
        if _due(found[kind], following) is not None or _asked(found[kind], following):
            continue
        if unknown:  # only the federation knows whether there is a certificate
            yield kind, Outcome.UNDECIDED
        else:
            yield kind, judged(file, kind, Moment(on, whole=True), following, pack).outcome


def _asked(found: Sequence[Stretch], month: date) -> bool:
    """A living claim carries the month, though it may fail."""
    stretch = _at(found, month)
    return stretch is not None and stretch.decision is not None


def _unclear(found: dict[Subsidy, tuple[Stretch, ...]], on: date) -> tuple[str, ...]:
    """What must be asked before a right is ended or refused for want of knowledge."""
    following = after(month_of(on))
    ahead = [one for stretches_ in found.values() if (one := _at(stretches_, following)) is not None]
    decided = [one.decision for one in ahead if one.decision and one.decision.outcome is Outcome.UNDECIDED]
    return tuple(dict.fromkeys(reason.code for each in decided for reason in each.reasons))


def _rivals(decided: Decision | None, kind: Subsidy, on: date) -> tuple[Benefit, ...]:
    """Benefits beside which only the higher of the two is paid."""
    codes = {condition.code for condition in decided.conditions} if decided else set()
    drawn = (other for other in Benefit if f"not_with_{other}" in codes)
    rows = ((other, between(Benefit(kind.value), other, on)) for other in drawn)
    return tuple(other for other, row in rows if row is not None and row.manner is Manner.HIGHER)


def _decided(file: SubsidyFile, kind: Subsidy) -> Decimal:
    """What people decided to recover, or not to, of this person's subsidy."""
    own = [one for one in file.recoveries if one.benefit == kind.value]
    return sum((-one.total if one.way is RecoveryWay.RELEASED else one.total for one in own), Decimal(0))
