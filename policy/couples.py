"""In which of two recognised households is a couple counted that marries? In one of them (domain 2.9, 5.5)."""

from collections.abc import Iterator, Sequence

from policy.situation import LAID, as_of, standing_on
from schemas.facts import FactKind, KnownPerson, LifeFact
from schemas.households import Category
from schemas.identifiers import HouseholdRef, PersonRef
from schemas.people import Member
from schemas.rights import RightState, Standing


def counted_once(fact: LifeFact, standings: Sequence[Standing]) -> LifeFact:
    """The marriage with the household that counts the couple: the one recognised first, and what was said before stays.

    Which it is follows from the eve of the wedding, so that it is the same whichever of the two is reviewed first.
    """
    lives_in = _said_before(fact, standings)
    if lives_in is None and not _divorced(fact, standings):
        lives_in = _common(fact, standings)
    if lives_in is None:
        return fact
    return fact.model_copy(update={"lives_in": lives_in, "persons": _known(fact, standings)})


def parted(fact: LifeFact, standing: Standing) -> PersonRef | None:
    """Who leaves the household by a divorce; nobody where it had one of the two alone."""
    found = standing_on(standing.snapshots, fact.happened_on)
    before = as_of(found, standing.facts, standing.choices, fact.happened_on)
    stays = {member.ref for member in LAID[fact.kind](before, fact).household.members}
    return next((member.ref for member in before.household.members if member.ref not in stays), None)


def _known(fact: LifeFact, standings: Sequence[Standing]) -> tuple[KnownPerson, ...]:
    """Also whom no office described: who leaves the one household has to be counted in the other."""
    snapshots = (found for one in sorted(standings, key=lambda one: one.household) for found in one.snapshots)
    couple = {
        member.ref: KnownPerson(ref=member.ref, born=member.born, sex=member.sex)
        for found in snapshots
        for member in found.application.household.members
        if member.ref in {fact.person, fact.other}
    }
    known = couple | {person.ref: person for person in fact.persons}
    return tuple(known[ref] for ref in sorted(known))


def _said_before(fact: LifeFact, standings: Sequence[Standing]) -> HouseholdRef | None:
    told = (one.lives_in for standing in standings for one in standing.facts if one.key == fact.key)
    return next((said for said in told if said is not None), None)


def _divorced(fact: LifeFact, standings: Sequence[Standing]) -> bool:
    """The two have parted since: each is counted where each was found."""
    couple = {fact.person, fact.other}
    return any(
        one.kind is FactKind.MARRIAGE_ENDED and one.revoked_by is None and {one.person, one.other} == couple
        and one.happened_on >= fact.happened_on
        for standing in standings for one in standing.facts
    )  # fmt: skip


def _common(fact: LifeFact, standings: Sequence[Standing]) -> HouseholdRef | None:
    """None where one of the two stands nowhere, or both together already."""
    first, second = (
        {one.household: one for one in standings if any(member.ref == ref for member in _counted(one, fact))}
        for ref in (fact.person, fact.other)
    )
    if not first or not second or first.keys() & second.keys():
        return None
    common = min((first | second).values(), key=lambda one: (one.snapshots[0].taken_on, one.household))
    return common.household


def _counted(standing: Standing, fact: LifeFact) -> Iterator[Member]:
    """Who was counted by a right on the eve of the wedding, or by one that began since."""
    if not standing.snapshots or not _holds(standing, fact):
        return
    found = standing_on(standing.snapshots, fact.happened_on)
    members = as_of(found, standing.facts, standing.choices, fact.happened_on).household.members
    yield from (member for member in members if member.absence is None)


def _holds(standing: Standing, fact: LifeFact) -> bool:
    return any(
        right.person is None
        and right.benefit in set(Category)
        and right.state is not RightState.ENDED
        and (right.last is None or right.last >= fact.happened_on)
        for right in standing.rights
    )
