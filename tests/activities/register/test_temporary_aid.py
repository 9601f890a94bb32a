"""Is temporary aid kept once, and found again by whoever received it? On SQLite and on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from activities.adapters.register.book import SqlBook
from activities.adapters.register.temporary_aid import SqlAid
from activities.register import Contradicted
from activities.rights import Outdated
from schemas.household_files import ItemState
from schemas.temporary_aid import AidEntry, AidKind, EarlierRequest, GivenRequest
from tests.activities.register.entries import MARCH, case, decision, order, recognition, request, result, signed

WRITERS = 6


@pytest.fixture
def aid(book: SqlBook) -> SqlAid:
    return SqlAid(book.engine)


def entry(number: int = 1, on: date = MARCH, **changed: Any) -> AidEntry:
    paid = order(number, "3000.00", key="emergency")
    return AidEntry.model_validate({
        "case": case(number), "household": "h-0001", "members": ("p-0001", "p-0002"), "kind": "emergency_aid",
        "cause": "fire", "happened_on": on, "on": on, "order": paid, "signature": signed(on),
        "decision": {"decision": decision("emergency_aid", "3000.00", on), "event": f"e-{number}-paid"},
        "event": f"e-{number}-paid", **changed,
    })  # fmt: skip


def earlier(aid: SqlAid, *persons: str, of: int = 9) -> list[tuple[str, Decimal, date]]:
    found = aid.earlier(EarlierRequest.model_validate({"case": case(of), "persons": persons})).given
    return [(one.cause, one.amount, one.given_on) for one in found]


def test_aid_is_found_by_each_of_its_persons_and_by_nobody_else(aid):
    aid.enter(entry())

    assert earlier(aid, "p-0002") == [("fire", Decimal("3000.00"), MARCH)]
    assert earlier(aid, "p-0003") == []


def test_a_case_does_not_find_its_own_aid(aid):
    aid.enter(entry())

    assert earlier(aid, "p-0001", of=1) == []


def test_the_same_entry_twice_is_one(aid, tables):
    aid.enter(entry())
    aid.enter(entry())

    assert len(tables()["temporary_aid"]) == len(tables()["payment_order"]) == 1
    assert {row["person"] for row in tables()["membership"]} == {"p-0001", "p-0002"}
    assert [row["event_id"] for row in tables()["payment_order"]] == ["e-1-paid"]


def test_another_content_under_the_same_key_is_contradicted(aid):
    aid.enter(entry())

    with pytest.raises(Contradicted):
        aid.enter(entry(cause="traffic accident"))


def test_aid_that_came_since_it_was_decided_on_keeps_the_next_one_out_and_nothing_of_it_stays(aid, tables):
    """Two cases of one fire looked before either was paid."""
    aid.enter(entry(1, seen=()))

    with pytest.raises(Outdated):
        aid.enter(entry(2, seen=(), household="h-0002", members=("p-0002", "p-0009")))

    assert [row["case_id"] for row in tables()["temporary_aid"]] == [case(1)]
    assert {row["case_id"] for row in tables()["payment_order"]} == {case(1)}
    assert "p-0009" not in {row["person"] for row in tables()["membership"]}


def test_who_decided_with_the_earlier_aid_in_sight_may_enter_more(aid):
    aid.enter(entry(1, seen=()))
    seen = aid.earlier(EarlierRequest.model_validate({"case": case(2), "persons": ("p-0001",)})).given

    aid.enter(entry(2, seen=seen))

    assert len(earlier(aid, "p-0001")) == 2


def test_aid_of_the_other_kind_does_not_count(aid):
    aid.enter(entry(1, kind="spending_aid", cause="medical", seen=()))

    aid.enter(entry(2, seen=()))

    assert len(earlier(aid, "p-0001")) == 2


def test_an_entry_whose_answer_was_lost_is_entered_although_more_came_since(aid):
    """Somebody paid in a second case, and knew of the first."""
    aid.enter(entry(1, seen=()))
    aid.enter(entry(2))

    aid.enter(entry(1, seen=()))

    assert len(earlier(aid, "p-0001")) == 2


def test_of_cases_of_one_fire_at_the_same_moment_one_is_entered(aid, open_book, tables):
    """The persons are known from aid of the other kind, so that no new row of theirs makes anybody wait."""
    aid.enter(entry(99, kind="spending_aid", cause="medical"))
    aids = [SqlAid(open_book().engine) for _ in range(WRITERS)]
    entries = [entry(number, seen=(), household=f"h-{number:04}") for number in range(1, WRITERS + 1)]

    def entered(pair: tuple[SqlAid, AidEntry]) -> bool:
        try:
            pair[0].enter(pair[1])
        except Outdated:
            return False
        return True

    with ThreadPoolExecutor(WRITERS) as pool:
        found = list(pool.map(entered, zip(aids, entries, strict=True)))

    assert sum(found) == 1
    assert [row["kind"] for row in tables()["temporary_aid"]].count("emergency_aid") == 1


def test_the_rest_that_the_county_grants_stands_beside_the_towns_part(aid):
    aid.enter(entry())
    aid.enter(entry(part="rest", decision=None, order=order(1, "2000.00", key="emergency-rest"), event="e-1-rest"))

    given = aid.given(GivenRequest.model_validate({"of": case(1), "case": case(9)})).given
    assert [one.amount for one in given] == [Decimal("3000.00"), Decimal("2000.00")]
    assert {one.kind for one in given} == {AidKind.EMERGENCY}


def test_a_household_that_is_recognised_afterwards_keeps_both_in_its_file(aid, book):
    aid.enter(entry(members=("p-0001", "p-0002", "p-0003")))
    book.enter_recognition(recognition())

    file = book.household_file(request())
    assert file is not None
    assert {line.rule for line in file.decisions} == {"emergency_aid", "low_income"}
    assert {line.key.rpartition("/")[2] for line in file.payments} == {"emergency", "low_income"}


@pytest.mark.parametrize(("given_up", "state"), [(False, ItemState.ENDED), (True, ItemState.GIVEN_UP)])
def test_an_item_that_its_owner_stopped_is_ended_in_the_file(book, given_up, state):
    book.enter_recognition(recognition())
    book.enter_items(result())
    stopped = result(2, event="e-2-stopped", on=date(2026, 6, 2), ended=True, given_up=given_up, granted=None)
    book.enter_items(stopped)

    file = book.household_file(request())
    assert file is not None
    assert [(line.item, line.state) for line in file.items] == [
        ("school-aid", ItemState.GRANTED), ("school-aid", state),
    ]  # fmt: skip
