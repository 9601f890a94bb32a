"""Which lines does a household's list have? Rights, payments and items, each with its case and event (domain 13)."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby, pairwise
from typing import Any

from policy.benefit_names import NAMES
from policy.household_state import under_review
from policy.moments import DAY, local
from policy.months import after
from registry.benefits import contact, item_of, owner_of
from registry.departments import department
from registry.items import item
from schemas.benefits import Benefit
from schemas.household_files import EntitlementLine, ItemLine, ItemState, Period
from schemas.household_lists import ListRow, RowStatus
from schemas.household_lives import Life, OncePayment, PaymentResult, RunPayment
from schemas.households import Category
from schemas.payments import PaymentState
from schemas.rights import RightState

RIGHTS = {
    RightState.ACTIVE: RowStatus.RECOGNISED,
    RightState.TAPERING: RowStatus.TAPERING,
    RightState.SUSPENDED: RowStatus.SUSPENDED,
    RightState.ENDED: RowStatus.ENDED,
}
STOPPED = frozenset({ItemState.ENDED, ItemState.GIVEN_UP})
RENAMED = {ItemState.GRANTED: RowStatus.SERVED, ItemState.GIVEN_UP: RowStatus.ENDED}
ITEMS = {state: RENAMED.get(state) or RowStatus(state) for state in ItemState}
PAYMENTS = {
    PaymentState.OWED: RowStatus.ORDERED,
    PaymentState.PAID: RowStatus.PAID,
    PaymentState.FAILED: RowStatus.FAILED,
    PaymentState.RETURNED: RowStatus.RETURNED,
}
CAME_BACK = frozenset({RowStatus.FAILED, RowStatus.RETURNED})
ONCE = {"急难": "emergency-aid", "支出": "spending-aid"}
"""What aid that is paid once calls itself, and the item it is."""


def rows(life: Life) -> tuple[ListRow, ...]:
    """Every line of every year; what was corrected stands beside what corrects it."""
    review = under_review(life)
    made = (*_rights(life), *_payments(life), *map(_once, life.once), *_items(life))
    told = (row.model_copy(update={"under_review": review[row.case]}) if row.case in review else row for row in made)
    return tuple(sorted(told, key=lambda row: (row.item, row.person or "", row.on or date.max, row.line)))


def name_of(benefit: str) -> str:
    """What the household calls it."""
    if benefit in set(Benefit):
        return NAMES[Benefit(benefit)][1]
    found = item_of(benefit)
    return found.name_zh if found else benefit


def _rights(life: Life) -> Iterator[ListRow]:
    for _, of in groupby(life.rights, key=lambda right: (right.benefit, right.person)):
        chain = tuple(of)
        corrects = {new.key: old.key for old, new in pairwise(chain) if old.corrected}
        yield from (_right(life, right, corrects.get(right.key)) for right in chain)


def _right(life: Life, right: EntitlementLine, corrects: str | None) -> ListRow:
    return ListRow.model_validate(_of_benefit(right.benefit) | {
        "line": right.key, "status": RIGHTS[right.state], "person": right.person, "case": right.case,
        "amount": right.amount, "period": right.holds or right.decided, "on": local(right.decided_at).date(),
        "next_review": None if right.corrected else _review_due(life, right.benefit), "event": right.event,
        "corrects": corrects,
    })  # fmt: skip


def _payments(life: Life) -> Iterator[ListRow]:
    """What is paid for a month in place of a payment that came back corrects it."""
    for _, of in groupby(life.payments, key=lambda payment: (payment.benefit, payment.person, payment.month)):
        open_: str | None = None
        for payment in of:
            made = tuple(_paid(life, payment, open_))
            open_ = made[-1].line if made[-1].status in CAME_BACK else None
            yield from made


def _paid(life: Life, payment: RunPayment, corrects: str | None) -> Iterator[ListRow]:
    """One line for everything that became of it; the later one corrects the earlier."""
    common = _of_benefit(payment.benefit) | {
        "name_zh": payment.purpose, "person": payment.person, "case": payment.case, "amount": payment.amount,
        "period": Period(first=payment.month, last=after(payment.month) - DAY), "set_off": payment.set_off or None,
        "next_review": _review_due(life, payment.benefit),
    }  # fmt: skip
    for number, said in enumerate(heard_of(payment), 1):
        line = f"{payment.key}#{number}"
        yield ListRow.model_validate(common | {
            "line": line, "corrects": corrects, "status": PAYMENTS[said.state], "on": said.on,
            "paid_on": said.on if said.state is PaymentState.PAID else None, "event": said.event or payment.event,
        })  # fmt: skip
        corrects = line


def heard_of(payment: RunPayment) -> tuple[PaymentResult, ...]:
    """That it is on its way is told only as long as nothing else is."""
    said = tuple(each for each in payment.results if each.state is not PaymentState.OWED)
    on_its_way = payment.results[-1:] if payment.results[-1].state is PaymentState.OWED else ()
    return (*said, *on_its_way)


def _once(payment: OncePayment) -> ListRow:
    benefit = next((name for word, name in ONCE.items() if word in payment.purpose), payment.purpose)
    return ListRow.model_validate(_of_benefit(benefit) | {
        "line": payment.key, "name_zh": payment.purpose, "case": payment.case, "amount": payment.amount,
        "status": RowStatus.PAID if payment.event else RowStatus.ORDERED, "on": payment.on,
        "paid_on": payment.on if payment.event else None, "event": payment.event,
    })  # fmt: skip


def _items(life: Life) -> Iterator[ListRow]:
    """An answer in whichever case takes the place of an older silence."""
    answered = {line.item: line.on for line in sorted(life.items, key=lambda line: line.on)
                if line.state is not ItemState.NOT_REPORTED}  # fmt: skip
    told = [line for line in life.items
            if line.state is not ItemState.NOT_REPORTED or line.on > answered.get(line.item, date.min)]  # fmt: skip
    for _, of in groupby(told, key=lambda line: (line.case, line.item)):
        before: ItemLine | None = None
        for line in of:
            yield _item(line, _line(before) if before and line.state not in STOPPED else None)
            before = line


def _item(line: ItemLine, corrects: str | None) -> ListRow:
    owner = department(line.department)
    return ListRow(
        line=_line(line), item=line.item, name_zh=item(line.item).name_zh, department=owner.id, contact=contact(owner),
        status=ITEMS[line.state], case=line.case, on=line.on, event=line.event, corrects=corrects,
    )  # fmt: skip


def _line(line: ItemLine) -> str:
    return f"{line.case}/item/{line.item}/{line.event}"


def _of_benefit(benefit: str) -> dict[str, Any]:
    found, owner = item_of(benefit), owner_of(benefit)
    named = found.id if found else benefit
    return {"item": named, "name_zh": name_of(benefit), "department": owner.id, "contact": contact(owner)}


def _review_due(life: Life, benefit: str) -> date | None:
    newest = life.snapshot
    return newest.review_due if newest is not None and benefit in set(Category) else None
