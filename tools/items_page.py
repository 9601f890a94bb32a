"""docs/items.md: the 32 business items: owner, condition, question, limit, result, and what ends each."""

from collections.abc import Iterator

from policy.offers import OFFERED, RECOGNISED
from registry.items import ITEMS, Item
from schemas.entitlements import Detail, Grant, StopGround
from schemas.households import Category
from tools.words import MADE, page, table

PATH = "docs/items.md"
INTRODUCTION = """\
What a household can receive from the 14 departments beside, and because of, its recognition. Each item has one owner,
which decides on it. `registry/items.py` says who is asked what and until when; `policy/offers.py` for whom an item is
meant, to which categories the law owes it, and what takes it away.

The four recognitions are the case itself: their condition is a rule, their question the application, and their end a
[review](services.md). Every other item is **owed**, and then asked for by itself after the confirmation, or **on
request**, and then asked for when the household ticked it in its application. A [review](reviews.md) that brings
somebody the condition, or brings it back, asks for both by itself, for those persons; not for what the household
gave up.

* **The question** (`linked_item`) names the item, the persons whom it concerns, and of the household only what the
  column says: nothing else leaves the case (个人信息保护法 art. 6). Its answer: `granted`, and where it fits `from`,
  `until`, `amount`.
* **The limit** is the item's own where an act or a page says one. Silence is reported, and never a refusal.
* **The end**: when a fact takes the condition away, the owner is asked to stop the item (`linked_item_stop`) for the
  persons who lose it, from the month after the fact. It answers `stopped`; an owner that gives the item on a ground of
  its own refuses, and the item goes on. What was given once has nothing to stop."""
HEADS = ("#", "item", "owner", "condition", "owed to", "question says", "limit", "result", "ends with")
GIVES = {
    Grant.RECOGNITION: "recognition, from the month after the confirmation",
    Grant.MONTHLY: "money each month",
    Grant.YEARLY: "money each year or term",
    Grant.ONCE: "once",
    Grant.PAID_FOR: "paid in the person's place",
    Grant.SERVICE: "a service",
    Grant.PLACE: "a home",
}
ENDS = {
    StopGround.DEATH: "death",
    StopGround.LEFT: "leaving the household",
    StopGround.AGE: "age",
    StopGround.CERTIFICATE: "the certificate",
    StopGround.WORK: "work",
    StopGround.SCHOOL: "the end of school",
    StopGround.ILLNESS: "recovery",
    StopGround.IDENTITY_ENDED: "the end of the recognition",
    StopGround.CATEGORY_CHANGED: "a category to which it is not owed",
}


def pages() -> dict[str, str]:
    """The one page."""
    return {PATH: page("# The 32 business items", MADE, INTRODUCTION, table(HEADS, _rows()))}


def _rows() -> Iterator[tuple[str, ...]]:
    for number, business in enumerate(ITEMS.values(), 1):
        named = f"{business.name_zh} `{business.id}`"
        yield (str(number), named, business.owner.name_zh, *_condition(business), *_asked(business), _end(business))


def _condition(business: Item) -> tuple[str, str]:
    if recognised := RECOGNISED.get(business.id):
        return f"{recognised.text_zh}({recognised.article})", "–"
    offer = OFFERED[business.id]
    return f"{offer.text_zh}({offer.article})", _owed(offer.owed)


def _owed(categories: frozenset[Category]) -> str:
    if len(categories) == len(Category):
        return "every category"
    return ", ".join(f"`{each}`" for each in Category if each in categories) or "on request"


def _asked(business: Item) -> tuple[str, str, str]:
    says = ", ".join(f"`{each}`" for each in Detail if each in business.shares) or "–"
    if business.id in RECOGNISED:
        says = "the application"
    limit = business.answers_within
    return says, f"{limit} {limit.law}", GIVES[business.gives]


def _end(business: Item) -> str:
    ends = (RECOGNISED.get(business.id) or OFFERED[business.id]).ends
    return ", ".join(ENDS[each] for each in StopGround if each in ends) or "nothing: given once"
