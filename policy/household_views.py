"""Who sees what of a household's list? Each adult the household's and the own, of other adults the sum (domain 13)."""

from datetime import date, timedelta

from policy.figures import CZ_DEMO, Pack, numbers
from policy.household_state import dead, found_on
from policy.offers import child
from schemas.household_lists import Gap, ListRow
from schemas.household_lives import Life
from schemas.identifiers import PersonRef
from schemas.people import Member

VALIDITY = numbers("household_code", "validity", lambda written: timedelta(days=int(written)))


def valid_for(on: date, pack: Pack = CZ_DEMO) -> timedelta:
    """How long a new code opens the list, unless a newer one takes its place."""
    return VALIDITY.on(on, pack)


def minors(life: Life, on: date) -> frozenset[PersonRef]:
    """Members who are children on the day; whose age nobody found is none of them."""
    return frozenset(member.ref for member in _members(life, on) if child(member, on))


def may_hold(life: Life, person: PersonRef, on: date) -> bool:
    """A code is held by a living adult member whose age a case has found."""
    adults = {member.ref for member in _members(life, on) if not child(member, on)}
    return person in adults.intersection(life.present) - dead(life, on)


def held_back(life: Life, viewer: PersonRef) -> bool:
    """Somebody else of the household is protected: the viewer sees the own lines alone, and no address."""
    return bool(life.protected) and viewer not in life.protected


def seen_rows(rows: tuple[ListRow, ...], life: Life, viewer: PersonRef, on: date) -> tuple[ListRow, ...]:
    """The household's lines, the own ones and the children's; of other adults none."""
    persons = _seen(life, viewer, on)
    return tuple(row for row in rows if row.person in persons)


def seen_gaps(found: tuple[Gap, ...], life: Life, viewer: PersonRef, on: date) -> tuple[Gap, ...]:
    """What may also be given to the viewer or to the children, without the names of other adults."""
    persons = _seen(life, viewer, on)
    mine = ((gap, tuple(person for person in gap.persons if person in persons)) for gap in found)
    return tuple(gap.model_copy(update={"persons": own}) for gap, own in mine if own)


def _members(life: Life, on: date) -> tuple[Member, ...]:
    found = found_on(life, on)
    return found.household.members if found else ()


def _seen(life: Life, viewer: PersonRef, on: date) -> frozenset[PersonRef | None]:
    if held_back(life, viewer):
        return frozenset({viewer})
    return frozenset({None, viewer}) | minors(life, on)
