"""What is true of what offices told? The last word on each fact, in whatever order the words arrived."""

from collections.abc import Iterable

from schemas.facts import LifeFact


def settled(tellings: Iterable[LifeFact]) -> tuple[LifeFact, ...]:
    """Each fact once, as it was told last; taken back, unless its office told it again on a later day.

    Where a couple is counted stays as it was said, also when the wedding is told once more.
    In the order of their days. Who tells a fact and takes it back on the same day has taken it back.
    """
    words: dict[str, list[LifeFact]] = {}
    for one in sorted(tellings, key=_turn):
        words.setdefault(one.key, []).append(one)
    return tuple(sorted(map(_last_word, words.values()), key=lambda one: (one.happened_on, one.key)))


def telling(fact: LifeFact) -> str:
    """Under what one word about a fact is kept: the same from every case that was told of it.

    Where a couple is counted is a word of its own: it may be known only when the second of the two is recognised.
    """
    word = "told" if fact.revoked_by is None else "taken-back"
    return "/".join(filter(None, (fact.key, word, str(fact.known_on), fact.source, fact.event, fact.lives_in)))


def _last_word(tellings: list[LifeFact]) -> LifeFact:
    last = tellings[-1]
    told = next((one for one in reversed(tellings) if one.revoked_by is None), last)
    counted = next((one for one in reversed(tellings) if one.lives_in is not None), told)
    return told.model_copy(update={
        "revoked_by": last.revoked_by, "lives_in": counted.lives_in, "persons": told.persons or counted.persons,
    })  # fmt: skip


def _turn(one: LifeFact) -> tuple[object, ...]:
    return one.known_on, one.revoked_by is not None, one.source, one.event, one.lives_in or ""
