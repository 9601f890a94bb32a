"""Nobody is counted in two applications at once (domain 2.9): the first that claims a person has them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest

from activities.adapters.register.book import SqlBook
from activities.adapters.register.claims import SqlClaims
from schemas.rights import Claim, Counted, Release
from tests.activities.register.entries import APRIL, HOUSEHOLD, MARCH, MEMBERS, case, recognition, refusal

MOMENT = datetime(2026, 3, 2, 9, tzinfo=UTC)
WRITERS = 6


def claim(number: int = 1, household: str = HOUSEHOLD, *members: str, **changed) -> Claim:
    return Claim.model_validate({
        "case": case(number), "household": household, "members": members or MEMBERS, "accepted_on": MARCH,
        "town": "CZ-TN-LL", "taken_at": MOMENT, **changed,
    })  # fmt: skip


def release(number: int = 1, reason: str = "refused") -> Release:
    return Release(case=case(number), on=MARCH, reason=reason)


@pytest.fixture
def claims(book: SqlBook) -> SqlClaims:
    return SqlClaims(book.engine)


def counted(found) -> list[tuple[str, str]]:
    return [(each.person, each.case) for each in found.conflicts]


def test_a_second_application_of_the_same_household_reads_of_the_first(claims):
    assert claims.claim(claim(1)).conflicts == ()

    assert counted(claims.claim(claim(2))) == [(person, case(1)) for person in MEMBERS]


def test_one_common_person_stands_against_the_whole_claim_of_another_household(claims, tables):
    claims.claim(claim(1))

    found = claims.claim(claim(2, "h-0002", "p-0003", "p-0009"))

    assert found.conflicts == (Counted(person="p-0003", household=HOUSEHOLD, case=case(1), since=MARCH),)
    assert {row["person"] for row in tables()["claim"]} == set(MEMBERS)


def test_a_claim_that_is_repeated_is_the_same_claim(claims, tables):
    assert [claims.claim(claim(1)).conflicts for _ in range(3)] == [(), (), ()]

    assert len(tables()["claim"]) == len(MEMBERS)


def test_a_case_that_ended_without_a_recognition_counts_nobody_any_more(claims):
    claims.claim(claim(1))
    claims.release(release(1))
    claims.release(release(1, "withdrawn"))

    assert claims.claim(claim(2)).conflicts == ()


def test_what_somebody_looked_at_stands_against_it_no_longer_and_everything_else_does(claims):
    claims.claim(claim(1))
    claims.claim(claim(2, "h-0002", "p-0009"))
    both = ("p-0003", "p-0009")

    found = claims.claim(claim(3, "h-0003", *both, despite=(case(1),)))

    assert counted(found) == [("p-0009", case(2))]
    assert claims.claim(claim(3, "h-0003", *both, despite=(case(1), case(2)))).conflicts == ()


def test_looking_for_what_stands_against_a_claim_claims_nobody(claims, tables):
    assert claims.conflicts(claim(1)).conflicts == ()

    assert tables()["claim"] == []


# ── rights ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_recognised_household_may_apply_again_and_its_members_nowhere_else(book, claims):
    claims.claim(claim(1))
    book.enter_recognition(recognition(1))

    elsewhere = claims.claim(claim(2, "h-0002", "p-0002", "p-0009"))

    assert [(each.person, each.case, each.right) for each in elsewhere.conflicts] == [("p-0002", case(1), "low_income")]
    assert claims.claim(claim(3)).conflicts == ()


def test_a_right_counts_that_was_recognised_before_anything_was_claimed(book, claims):
    book.enter_recognition(recognition(1))

    assert counted(claims.claim(claim(2, "h-0002", "p-0001"))) == [("p-0001", case(1))]


@pytest.mark.parametrize(
    ("last", "on", "stands"),
    [
        pytest.param(date(2026, 4, 30), date(2026, 4, 30), True, id="on its last day"),
        pytest.param(date(2026, 4, 30), date(2026, 5, 1), False, id="on the day after"),
        pytest.param(None, MARCH, True, id="before its first month"),
    ],
)
def test_a_right_stands_against_a_claim_until_its_last_day(book, claims, last, on, stands):
    book.enter_recognition(recognition(1, first=APRIL, last=last))

    found = claims.claim(claim(2, "h-0002", "p-0001", accepted_on=on))

    assert bool(found.conflicts) is stands


def test_who_has_left_a_household_is_counted_with_it_no_longer(book, claims):
    book.enter_recognition(recognition(1))
    book.enter_recognition(recognition(2, APRIL, members=MEMBERS[:2], payment=None))

    gone = claims.claim(claim(3, "h-0002", "p-0003", accepted_on=date(2026, 5, 4)))
    stayed = claims.claim(claim(4, "h-0003", "p-0001", accepted_on=date(2026, 5, 4)))

    assert gone.conflicts == ()
    assert counted(stayed) == [("p-0001", case(2))]


def test_a_refusal_stands_against_nobody(book, claims):
    claims.claim(claim(1))
    book.enter_refusal(refusal(1))
    claims.release(release(1))

    assert claims.claim(claim(2, "h-0002", "p-0001")).conflicts == ()


# ── at the same moment ───────────────────────────────────────────────────────────────────────────────────────────


def at_once(open_book: Callable[[], SqlBook], *wanted: Claim) -> list[bool]:
    """Who got what it claimed; each has a register of its own, and all begin together."""
    offices, together = [SqlClaims(open_book().engine) for _ in wanted], Barrier(len(wanted))

    def claimed(pair: tuple[SqlClaims, Claim]) -> bool:
        office, each = pair
        together.wait()
        return not office.claim(each).conflicts

    with ThreadPoolExecutor(len(wanted)) as pool:
        return list(pool.map(claimed, zip(offices, wanted, strict=True)))


@pytest.fixture(params=["strangers", "known"])
def persons(request, claims) -> None:
    """Persons whom the register knows already make nobody wait by being entered."""
    if request.param == "known":
        claims.claim(claim(99))
        claims.release(release(99))


@pytest.mark.parametrize("turn", range(3))
def test_of_many_applications_for_one_household_at_the_same_moment_exactly_one_has_it(
    persons, open_book, tables, turn
):  # fmt: skip
    won = at_once(open_book, *(claim(number) for number in range(1, WRITERS + 1)))

    rows = [row for row in tables()["claim"] if row["case_id"] != case(99)]
    assert won.count(True) == 1
    assert {row["case_id"] for row in rows} == {case(won.index(True) + 1)}
    assert len(rows) == len(MEMBERS)


def test_of_households_that_count_each_other_crosswise_exactly_one_has_all(persons, open_book):
    """Members in either order, so that none waits for the other for ever."""
    crosswise = [claim(number, f"h-{number}", *(MEMBERS if number % 2 else MEMBERS[::-1])) for number in range(WRITERS)]

    assert at_once(open_book, *crosswise).count(True) == 1


def test_households_without_a_common_person_do_not_meet(open_book):
    won = at_once(open_book, *(claim(number, f"h-{number}", f"p-{number}") for number in range(WRITERS)))

    assert all(won)
