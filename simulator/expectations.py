"""Did a case end as its scenario says? Every difference in plain words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import Field

from schemas.base import Model
from schemas.cases import Asked, CaseRecord, ClockLine
from schemas.household_files import PaidLine
from schemas.identifiers import HouseholdRef
from schemas.money import Yuan
from schemas.payments import PaymentState
from schemas.questions import Topic


class Expectation(Model):
    """What a scenario expects of one case; what is left out is not looked at."""

    case: str
    absent: bool = Field(default=False, description="There must be no such case")
    status: str | None = "closed"
    outcome: str | None = None
    category: str | None = None
    amount: Yuan | None = None
    evidence_gap: bool | None = None
    opened_by: str | None = None
    parent: str | None = None
    children: tuple[str, ...] | None = None
    asked: dict[str, str] = Field(
        default_factory=dict, description="department, or department/subject or /topic → status"
    )
    items: dict[str, str] | None = Field(None, description="All linked items that were asked for, with their status")
    decisions: dict[str, str] = Field(default_factory=dict, description="rule → outcome of its last decision")
    rulings: dict[str, str] = Field(default_factory=dict, description="question → what people chose the last time")
    announced: tuple[str, ...] = Field((), description="Event types in this order, others may lie between")
    not_announced: tuple[str, ...] = ()
    notes: tuple[str, ...] = Field((), description="Texts that the notes contain")
    clocks: dict[str, str] = Field(default_factory=dict, description="clock → the limit with which it ended")
    effects: dict[str, int] = Field(default_factory=dict, description="department/task → how many the case had there")


class Money(Model):
    """What a scenario expects a household to have been paid, by whatever runs."""

    household: HouseholdRef
    month: date
    amount: Yuan = Field(description="Yuan for the month, what was set off included")
    set_off: bool = Field(default=False, description="Of some payment to the household a part was kept")


class DeadLetters(Model):
    """How much a scenario leaves in the dead letters, and what their reasons contain."""

    number: int
    reasons: tuple[str, ...] = ()


PLAIN = ("status", "outcome", "category", "amount", "evidence_gap", "opened_by", "parent")


def differences(expected: Expectation, found: CaseRecord | None) -> list[str]:
    """Empty when the case is as expected."""
    return [f"{expected.case}: {difference}" for difference in _differences(expected, found)]


def effect_differences(expected: Expectation, effects: Iterable[Mapping[str, Any]]) -> list[str]:
    """Compares what the offices did for the case; whatever it was, it was done once."""
    done = [effect for effect in effects if effect["case"] == expected.case]
    counted = Counter(f"{effect['department']}/{effect['task']}" for effect in done if effect["executed"])
    wrong = (
        f"{expected.case}: {name}: expected {wanted} effects, found {counted[name]}"
        for name, wanted in expected.effects.items()
        if counted[name] != wanted
    )
    repeated = (f"{expected.case}: {effect['key']} was done again" for effect in done if effect["executed"] > 1)
    return [*wrong, *repeated]


def money_differences(expected: Money, paid: Iterable[PaidLine]) -> list[str]:
    """Compares the payments in the household's file."""
    lines = [line for line in paid if line.state is PaymentState.PAID]
    given = sum((line.due for line in lines if line.month == expected.month), Decimal(0))
    told = [f"{expected.month:%Y-%m}: expected {expected.amount} paid, found {given}"]
    if given == expected.amount:
        told.clear()
    if expected.set_off and not any(line.set_off > 0 for line in lines):
        told.append("nothing was set off")
    return [f"{expected.household}: {line}" for line in told]


def dead_letter_differences(expected: DeadLetters, reasons: Sequence[str]) -> list[str]:
    """Compares the reasons of the dead letters; each expected text needs one of its own."""
    left, missing = list(reasons), []
    for text in expected.reasons:
        fitting = next((reason for reason in left if text in reason), None)
        if fitting is None:
            missing.append(f"dead letters: none says {text!r}")
        else:
            left.remove(fitting)
    if len(reasons) != expected.number:
        missing.append(f"dead letters: expected {expected.number}, found {len(reasons)}")
    return missing


def _differences(expected: Expectation, found: CaseRecord | None) -> Iterator[str]:
    if found is None or expected.absent:
        if expected.absent and found is not None:
            yield "should not exist"
        if not expected.absent and found is None:
            yield "does not exist"
        return
    yield from _plain(expected, found)
    yield from _children(expected, found)
    yield from _table("question to", expected.asked, _asked(found.asked))
    yield from _items(expected, found)
    yield from _table("rule", expected.decisions, {each.rule: each.outcome.value for each in found.decisions})
    yield from _table("clock", expected.clocks, {clock.name: _limit(clock) for clock in found.clocks})
    yield from _table("ruling", expected.rulings, {each.question: each.choice for each in found.rulings})
    yield from _announced(expected, [line.type for line in found.announced])
    yield from (f"no note says {note!r}" for note in expected.notes if not any(note in n for n in found.notes))


def _limit(clock: ClockLine) -> str:
    """The whole of it, also when it stood still."""
    return str(clock.due.course.whole if clock.due.course else clock.due.limit)


def _plain(expected: Expectation, found: CaseRecord) -> Iterator[str]:
    for name in PLAIN:
        wanted, is_ = getattr(expected, name), getattr(found, name)
        if wanted is not None and wanted != is_:
            yield f"{name}: expected {wanted}, found {is_}"


def _children(expected: Expectation, found: CaseRecord) -> Iterator[str]:
    if expected.children is not None and set(expected.children) != set(found.children):
        yield f"children: expected {_listed(expected.children)}, found {_listed(found.children)}"


def _items(expected: Expectation, found: CaseRecord) -> Iterator[str]:
    if expected.items is None:
        return
    asked = {each.subject: each.status.value for each in found.asked if each.topic is Topic.LINKED_ITEM}
    yield from _table("linked item", expected.items, asked)
    yield from (f"linked item {item}: asked for, but not expected" for item in asked if item not in expected.items)


def _table(what: str, expected: Mapping[str, str], found: Mapping[str, str]) -> Iterator[str]:
    for name, wanted in expected.items():
        if found.get(name) != wanted:
            yield f"{what} {name}: expected {wanted}, found {found.get(name, 'nothing')}"


def _asked(asked: Iterable[Asked]) -> dict[str, str]:
    """Under department/subject, department/topic, and the department alone, which then means its first question."""
    found: dict[str, str] = {}
    for line in asked:
        for name in (f"{line.department}/{line.subject}", f"{line.department}/{line.topic}", str(line.department)):
            found.setdefault(name, line.status.value)
    return found


def _announced(expected: Expectation, types: Sequence[str]) -> Iterator[str]:
    left = iter(types)
    for wanted in expected.announced:
        if not any(_same(wanted, type_) for type_ in left):
            yield f"did not announce {wanted} (in this order: {_listed(expected.announced)}; found: {_listed(types)})"
            return
    for unwanted in expected.not_announced:
        if any(_same(unwanted, type_) for type_ in types):
            yield f"announced {unwanted}, which was not expected"


def _same(wanted: str, type_: str) -> bool:
    return type_ in {wanted, f"cn.onething.{wanted}.v1"}


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(texts) or "none"
