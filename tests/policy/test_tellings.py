"""What is true of what offices told, in whatever order they told it."""

from datetime import date
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from policy.tellings import settled, telling
from schemas.facts import FactKind
from tests.policy.lives import fact
from tests.workflows.applications import APPLICANT, SPOUSE

TOLD = fact(FactKind.JOBS_REFUSED, SPOUSE, date(2026, 5, 2), known_on=date(2026, 5, 4), event="e-1", refusals=1)


def said(known_on, event, **changed):
    return TOLD.model_copy(update={"known_on": known_on, "event": event, **changed})


BACK = said(date(2026, 6, 1), "e-2", revoked_by="e-2")
AGAIN = said(date(2026, 6, 9), "e-3", refusals=3)


def in_every_order(*tellings):
    """The one answer that all orders give."""
    (answer,) = {settled(order) for order in permutations(tellings)}
    return answer


def test_what_is_told_twice_is_one_fact():
    assert in_every_order(TOLD, TOLD) == (TOLD,)


def test_what_is_taken_back_stays_known_as_taken_back():
    (one,) = in_every_order(TOLD, BACK)

    assert (one.event, one.revoked_by) == ("e-1", "e-2")


def test_what_is_told_again_after_it_was_taken_back_holds_again_as_it_is_told_then():
    (one,) = in_every_order(TOLD, BACK, AGAIN)

    assert (one.event, one.refusals, one.revoked_by) == ("e-3", 3, None)


def test_a_correction_of_what_was_told_replaces_it():
    (one,) = in_every_order(TOLD, AGAIN)

    assert one.refusals == 3


def test_what_is_told_and_taken_back_on_one_day_is_taken_back():
    (one,) = in_every_order(TOLD, said(TOLD.known_on, "e-2", revoked_by="e-2"))

    assert one.revoked_by == "e-2"


def test_a_revocation_without_the_fact_is_no_fact():
    (one,) = in_every_order(BACK)

    assert one.revoked_by == "e-2"


def test_facts_of_two_persons_do_not_touch_and_stand_in_the_order_of_their_days():
    other = fact(FactKind.JOBS_REFUSED, APPLICANT, date(2026, 4, 2))

    assert in_every_order(TOLD, BACK, other)[0] == other


def test_a_word_is_kept_once_whichever_case_enters_it():
    assert len({telling(one) for one in (TOLD, TOLD, BACK, AGAIN)}) == 3


@given(st.lists(st.tuples(st.dates(date(2026, 5, 4), date(2026, 5, 9)), st.sampled_from("abc"), st.booleans())))
def test_the_last_day_decides_whatever_came_before(words):
    tellings = [said(on, event, revoked_by=event if back else None) for on, event, back in words]
    found = settled(tellings)

    assert len(found) == bool(words)
    for one in found:
        last = max(on for on, _, _ in words)
        assert (one.revoked_by is not None) == any(back for on, _, back in words if on == last)
