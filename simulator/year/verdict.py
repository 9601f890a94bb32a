"""Is the register what the other computation says? Rights month by month, and money to the cent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from schemas.facts import ChoiceKind
from schemas.rights import RecoveryWay, RightState, Standing
from simulator.year.lives import Life
from simulator.year.recomputation import NONE, Cut, Recomputation, Right, Taper

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Difference:
    """A household of which the register says something else."""

    number: str
    what: str
    register: str
    computed: str


@dataclass
class Verdict:
    """All households together."""

    households: int = 0
    recognised: int = 0
    months: int = 0
    due: Decimal = ZERO
    received: Decimal = ZERO
    to_come_back: Decimal = ZERO
    differences: tuple[Difference, ...] = ()

    @property
    def same(self) -> bool:
        return not self.differences


def judged(pairs: Sequence[tuple[Life, Standing | None]], last: date) -> Verdict:
    """Every household; those that were never recognised must have nothing."""
    verdict = Verdict(households=len(pairs))
    for life, standing in pairs:
        if standing is None:
            continue
        verdict.recognised += 1
        computed = _computed(life, standing, last)
        verdict.months += len(computed)
        verdict.differences += (*_rights(life, standing, computed), *_money(life, standing, computed, verdict))
    return verdict


def _computed(life: Life, standing: Standing, last: date) -> dict[date, Right]:
    first = standing.snapshots[0]
    tapers = [Taper(one.since) for one in standing.choices if one.kind is ChoiceKind.TAPER]
    cuts = [Cut(str(one.person), one.since) for one in standing.choices if one.kind is ChoiceKind.SHARE_CUT]
    return Recomputation(life.application, life.happenings, str(first.category), tapers, cuts).due(
        first.first_month, last
    )


def _rights(life: Life, standing: Standing, computed: dict[date, Right]) -> list[Difference]:
    found = []
    for month, right in computed.items():
        held = _held(standing, month)
        if held != right:
            found.append(Difference(life.application.number, f"{month:%Y-%m}", _said(held), _said(right)))
    return found


def _held(standing: Standing, month: date) -> Right:
    for span in standing.rights:
        within = span.first <= month and (span.last is None or month <= span.last)
        if within and span.person is None and span.state in {RightState.ACTIVE, RightState.TAPERING}:
            return span.benefit, span.amount or ZERO
    return NONE


def _money(life: Life, standing: Standing, computed: dict[date, Right], verdict: Verdict) -> list[Difference]:
    """What was received, less what people decided to take back, is what was due: neither more nor less."""
    due = sum((amount for _, amount in computed.values()), ZERO)
    received = sum((paid.amount for paid in standing.paid), ZERO)
    back = sum((-one.total if one.way is RecoveryWay.RELEASED else one.total for one in standing.recoveries), ZERO)
    verdict.due += due
    verdict.received += received
    verdict.to_come_back += back
    if received - back == due:
        return []
    return [Difference(life.application.number, "money", f"{received} received, {back} to come back", f"{due} due")]


def _said(right: Right) -> str:
    return f"{right[0] or 'nothing'} {right[1]}"
