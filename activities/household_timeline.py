"""What happened to a household, in order? Across services and years, each thing with its case and its event."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from activities.household_rows import heard_of, name_of
from policy.moments import local
from registry.benefits import owner_of
from registry.items import item
from schemas.decisions import Outcome
from schemas.facts import LifeFact
from schemas.household_files import EntitlementLine, Period
from schemas.household_lists import TimelineEntry, TimelineKind
from schemas.household_lives import Life, RunPayment
from schemas.rights import RightState

KINDS = {RightState.SUSPENDED: TimelineKind.SUSPENDED, RightState.ENDED: TimelineKind.ENDED}


def timeline(life: Life) -> tuple[TimelineEntry, ...]:
    """In the order of the days; what was decided about a fact stands after it."""
    made = (*_facts(life), *_refusals(life), *_rights(life), *_items(life), *_payments(life), *_recoveries(life),
            *_remedies(life))  # fmt: skip
    return tuple(sorted(made, key=lambda entry: entry.on))


def _entry(kind: TimelineKind, **said: Any) -> TimelineEntry:
    return TimelineEntry.model_validate(said | {"kind": kind})


def _facts(life: Life) -> Iterator[TimelineEntry]:
    for fact in life.facts:
        if _concerns(life, fact):
            yield _entry(TimelineKind.FACT, on=fact.happened_on, what=fact.kind, person=fact.person, by=fact.source,
                         event=fact.event, taken_back_by=fact.revoked_by)  # fmt: skip


def _concerns(life: Life, fact: LifeFact) -> bool:
    """What happens to somebody who has left is no longer the household's; what became known before is."""
    periods = [line.period for line in life.members if line.person in {fact.person, fact.other}]
    return any(period.covers(fact.happened_on) or period.covers(fact.known_on) for period in periods)


def _refusals(life: Life) -> Iterator[TimelineEntry]:
    for line in life.decisions:
        if line.outcome is Outcome.REFUSED:
            articles = "; ".join(line.articles)
            yield _entry(TimelineKind.REFUSED, on=line.on, what=line.rule, name_zh=name_of(line.rule), state=articles,
                         by=line.decided_by, case=line.case, event=line.event)  # fmt: skip


def _rights(life: Life) -> Iterator[TimelineEntry]:
    for _, of in groupby(life.rights, key=lambda right: (right.benefit, right.person)):
        before: EntitlementLine | None = None
        for right in of:
            yield _right(right, before)
            before = right


def _right(right: EntitlementLine, before: EntitlementLine | None) -> TimelineEntry:
    """A right is recognised when there was none, or none any more."""
    begins = before is None or before.state is RightState.ENDED
    kind = KINDS.get(right.state) or (TimelineKind.RECOGNISED if begins else TimelineKind.CHANGED)
    return _entry(
        kind, on=local(right.decided_at).date(), what=right.benefit, name_zh=name_of(right.benefit), state=right.state,
        person=right.person, amount=right.amount, period=right.decided, by=owner_of(right.benefit).id, case=right.case,
        event=right.event, taken_back_by=right.changed_by if right.corrected else None,
    )  # fmt: skip


def _items(life: Life) -> Iterator[TimelineEntry]:
    for line in life.items:
        yield _entry(TimelineKind.ITEM, on=line.on, what=line.item, name_zh=item(line.item).name_zh, state=line.state,
                     by=line.department, case=line.case, event=line.event, taken_back_by=line.corrected_by)  # fmt: skip


def _payments(life: Life) -> Iterator[TimelineEntry]:
    for payment in life.payments:
        yield from _paid(payment)
    for once in life.once:
        yield _entry(TimelineKind.PAYMENT, on=once.on, what=once.purpose, name_zh=once.purpose, amount=once.amount,
                     state="paid" if once.event else "ordered", case=once.case, event=once.event)  # fmt: skip


def _paid(payment: RunPayment) -> Iterator[TimelineEntry]:
    for said in heard_of(payment):
        yield _entry(TimelineKind.PAYMENT, on=said.on, what=payment.benefit, name_zh=payment.purpose, state=said.state,
                     person=payment.person, amount=payment.amount, case=payment.case, event=said.event or payment.event,
                     period=Period(first=payment.month))  # fmt: skip


def _recoveries(life: Life) -> Iterator[TimelineEntry]:
    for recovery in life.recoveries:
        common = {"what": recovery.benefit, "name_zh": name_of(recovery.benefit), "case": recovery.case}
        yield _entry(TimelineKind.RECOVERY, **common, on=local(recovery.decided_at).date(), state=recovery.way,
                     amount=recovery.total, by=recovery.decided_by, event=recovery.event)  # fmt: skip
        for part in recovery.repaid:
            yield _entry(TimelineKind.REPAYMENT, **common, on=part.on, amount=part.amount, event=recovery.event,
                         state="set off" if part.payment else "paid in")  # fmt: skip


def _remedies(life: Life) -> Iterator[TimelineEntry]:
    for remedy in life.remedies:
        yield _entry(TimelineKind.REMEDY, on=remedy.on, what=remedy.path, state=remedy.state, case=remedy.case,
                     event=remedy.event)  # fmt: skip
