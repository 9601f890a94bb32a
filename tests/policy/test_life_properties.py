"""What holds of every life, whatever happened in it, in whatever order it was told, and whatever was taken back."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from activities.adapters.register import effective
from policy.changes import assessment, holds
from policy.months import span
from policy.tellings import settled
from policy.timeline import months
from schemas.employment import RiseGround
from schemas.facts import Choice, ChoiceKind, FactKind, LifeFact
from schemas.household_files import Period
from schemas.reviews import Change, ReviewRequest
from schemas.rights import RightState
from tests.policy.lives import APRIL, HEAD, birth, fact, job, standing
from tests.workflows.applications import APPLICANT, CHILD, SPOUSE

UNTIL = date(2026, 12, 20)
LAST = date(2027, 6, 1)
PERSONS = st.sampled_from([APPLICANT, SPOUSE, CHILD])
DAYS = st.integers(0, 240).map(lambda days: date(2026, 4, 2) + timedelta(days=days))
WAGES = st.sampled_from(["300.00", "900.00", "1500.00", "3500.00"])
PLAIN = (
    FactKind.DEATH, FactKind.JOB_ENDED, FactKind.PRISON_ENTERED, FactKind.PRISON_RELEASED, FactKind.MOVED,
    FactKind.DISABILITY_CHANGED,
)  # fmt: skip


def plain(kind, person, day):
    more: dict[str, Any] = {"region": "340100"} if kind is FactKind.MOVED else {}
    if kind is FactKind.DISABILITY_CHANGED:
        more = {"disability": {"kind": "visual", "grade": 1}}
    return fact(kind, person, day, **more)


FACTS = st.one_of(
    st.builds(plain, st.sampled_from(PLAIN), PERSONS, DAYS),
    st.builds(job, st.sampled_from([APPLICANT, SPOUSE]), DAYS, WAGES),
    st.builds(birth, DAYS),
)
LIVES = st.lists(st.tuples(FACTS, st.booleans()), max_size=6, unique_by=lambda pair: pair[0].key)
CHOICES = st.lists(st.builds(
    lambda month, amount: Choice(key=f"taper/{month}", kind=ChoiceKind.TAPER, since=date(2026, month, 1), by=HEAD,
                                 ground=RiseGround.WORK, amount=Decimal(amount)),
    st.integers(5, 12), st.sampled_from(["600.00", "100.00"])), max_size=1)  # fmt: skip


def lived(pairs):
    """Every fact, those that are taken back as such."""
    return tuple(one.model_copy(update={"revoked_by": "e-back"}) if back else one for one, back in pairs)


def entered(known, found):
    """The rights after a decided review, as the register works them out of its rows."""
    rows = [*known.rights, *found.spans]
    held = []
    for benefit in dict.fromkeys(row.benefit for row in rows):
        of = [row for row in rows if row.benefit == benefit]
        for row, left in zip(of, effective.left([Period(first=r.first, last=r.last) for r in of]), strict=True):
            if left is not None:
                held.append(row.model_copy(update={"first": left.first, "last": left.last}))
    return known.model_copy(update={"rights": tuple(held)})


def reviewed(known):
    return entered(known, assessment(ReviewRequest(standing=known, on=UNTIL)))


def held_by_month(known):
    return {month: holds(known.rights, month) for month in span(APRIL, LAST)}


@given(LIVES, CHOICES)
def test_nobody_owes_a_month(pairs, choices):
    known = standing(*lived(pairs), choices=tuple(choices))

    assert all(month.amount is None or month.amount >= 0 for month in months(known, UNTIL))


@given(LIVES, CHOICES)
def test_what_has_ended_comes_back_by_a_recognition_only(pairs, choices):
    found = [month.state for month in months(standing(*lived(pairs), choices=tuple(choices)), UNTIL)]

    ended = next((place for place, state in enumerate(found) if state is RightState.ENDED), len(found))
    assert set(found[ended:]) <= {RightState.ENDED}


@given(LIVES, CHOICES)
def test_a_review_that_was_decided_finds_nothing_more(pairs, choices):
    after = reviewed(standing(*lived(pairs), choices=tuple(choices)))

    again = assessment(ReviewRequest(standing=after, on=UNTIL))
    assert (again.change, again.since, again.spans) == (Change.NONE, None, ())


@given(LIVES, CHOICES)
def test_spans_say_of_each_month_exactly_what_is_due_in_it(pairs, choices):
    known = standing(*lived(pairs), choices=tuple(choices), rights=())
    after = reviewed(known)

    due = {month.month: month for month in months(known, date(2027, 1, 1))}
    for month in span(APRIL, LAST):
        covering = [one for one in after.rights if one.first <= month and (one.last is None or month <= one.last)]
        assert len(covering) == len({one.benefit for one in covering})
        expected = due.get(month, due[max(due)]).right
        if expected[0] is None:
            assert holds(after.rights, month)[0] is None
        else:
            assert holds(after.rights, month) == expected


@given(LIVES, st.data())
def test_every_order_of_facts_and_of_their_revocations_ends_in_the_same_rights(pairs, data):
    """Each is reviewed, and decided, as it comes; the one that is taken back may come before itself."""
    told = [one for one, _ in pairs] + [one.model_copy(update={"revoked_by": "e-back"}) for one, back in pairs if back]
    known = standing()
    heard: list[LifeFact] = []
    for one in data.draw(st.permutations(told)):
        heard.append(one)
        known = reviewed(known.model_copy(update={"facts": settled(heard)}))

    assert held_by_month(known) == held_by_month(reviewed(standing(*lived(pairs))))
