"""What else may a recognised household receive, and why? The business items of all departments (domain 3.8, 3.10).

Items that the law owes to the category come by themselves; every other item comes when the household asked for it.
Each department decides on its own item.
"""

from datetime import date

from policy.conditions import condition
from policy.household import counted_members
from policy.offers import OFFERED, Offer, ill, severely_disabled
from schemas.entitlements import LinkedItem
from schemas.households import Application, Category
from schemas.identifiers import ItemId
from schemas.people import Member

EMERGENCY = "emergency-aid"


def linked_items(application: Application, category: Category, on: date) -> tuple[LinkedItem, ...]:
    """Every item that is owed or asked for and fits somebody, in the order of the list of items."""
    members = _aided(application, category, on)
    found = (_linked(offer, application, category, members, on) for offer in OFFERED.values())
    return tuple(item for item in found if item is not None)


def _aided(application: Application, category: Category, on: date) -> tuple[Member, ...]:
    """Of a single-person recognition only the recognised persons are aided."""
    members = counted_members(application, (), on)
    if category is not Category.SINGLE_PERSON:
        return members
    return tuple(member for member in members if ill(member, on) or severely_disabled(member, on))


def _linked(
    offer: Offer, application: Application, category: Category, members: tuple[Member, ...], on: date
) -> LinkedItem | None:
    persons = tuple(member.ref for member in members if offer.fits(member, on))
    owed = category in offer.owed and (offer.item != EMERGENCY or application.emergency is not None)
    if not persons or not (owed or offer.item in application.consents):
        return None
    code, way, way_zh = ("owed", "owed by law", "依法给予") if owed else ("asked_for", "asked for", "经本人同意申请")
    texts = (f"{offer.text}; {way}", f"{offer.text_zh};{way_zh}")
    reason = condition(code, met=True, texts=texts, article=offer.article)
    return LinkedItem(item=ItemId(offer.item), condition=reason, persons=persons)
