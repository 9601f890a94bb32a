"""In which months was a person recognised with a household? As the household's rights stand, while it counted them."""

from collections.abc import Iterator
from datetime import date, timedelta

from policy.months import after, month_of
from policy.situation import STRUCTURAL, as_of, standing_on
from schemas.households import Category
from schemas.identifiers import PersonRef
from schemas.people import Member
from schemas.rights import RightSpan, RightState, Standing

_CATEGORIES = frozenset(category.value for category in Category)
DAY = timedelta(days=1)


def recognised(standing: Standing, person: PersonRef) -> tuple[RightSpan, ...]:
    """The household's categories, month by month, as far as the person belonged to it then."""
    held = (span for span in standing.rights if span.benefit in _CATEGORIES and span.state is not RightState.ENDED)
    return tuple(part for span in held for part in _parts(standing, span) if _belongs(standing, person, part.first))


def member(standing: Standing, person: PersonRef, month: date) -> Member | None:
    """The person as the household counted them in a month; None when it did not."""
    if not standing.snapshots:
        return None
    application = as_of(standing_on(standing.snapshots, month), standing.facts, standing.choices, month)
    return next((one for one in application.household.members if one.ref == person and not one.absence), None)


def _belongs(standing: Standing, person: PersonRef, month: date) -> bool:
    """A household of which nobody kept how it was found counts everybody who was found in it."""
    return not standing.snapshots or member(standing, person, month) is not None


def _parts(standing: Standing, span: RightSpan) -> Iterator[RightSpan]:
    """The span, cut wherever somebody came to the household or left it."""
    turns = {after(month_of(fact.happened_on)) for fact in standing.facts if fact.kind in STRUCTURAL}
    turns |= {snapshot.first_month for snapshot in standing.snapshots}
    within = sorted(turn for turn in turns if span.first < turn and (span.last is None or turn <= span.last))
    ends = [*(turn - DAY for turn in within), span.last]
    for first, last in zip((span.first, *within), ends, strict=True):
        yield span.model_copy(update={"first": first, "last": last, "person": None})
