"""Which town handles a household that has moved within the city? The one of its head's register (domain 2.9, 3.2)."""

from policy.months import after, month_of
from policy.situation import laid_upon
from schemas.facts import FactKind, LifeFact
from schemas.households import Household
from schemas.identifiers import PersonRef
from schemas.rights import Standing
from schemas.snapshots import Snapshot

PLACE = {"region", "county", "town"}


def in_new_town(standing: Standing, head: PersonRef) -> Snapshot | None:
    """The same household where its head lives now, as a town other than the one that handles it would have it."""
    newest = standing.newest
    found = next(one for one in reversed(standing.snapshots) if not one.as_before)
    moves = [fact for fact in standing.facts
             if fact.kind is FactKind.MOVED and fact.person == head and fact.town is not None
             and fact.revoked_by is None and laid_upon(found, fact)]  # fmt: skip
    last = max(moves, key=lambda fact: fact.happened_on, default=None)
    home = _home(found.application.household, last)
    if home.town == newest.application.household.town:
        return None
    first = after(month_of(last.happened_on)) if last is not None else newest.first_month
    application = newest.application.model_copy(update={
        "household": newest.application.household.model_copy(update=home.model_dump(include=PLACE))})  # fmt: skip
    return newest.model_copy(update={
        "application": application, "first_month": max(first, newest.first_month), "recognition": False,
        "as_before": True, "known_to": newest.holds_to,
    })  # fmt: skip


def _home(found: Household, last: LifeFact | None) -> Household:
    """Where the check found it, or where the head moved since."""
    if last is None:
        return found
    place = {"region": last.region, "county": last.county, "town": last.town}
    return found.model_copy(update={name: told for name, told in place.items() if told is not None})
