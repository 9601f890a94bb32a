"""What else may a recognised household receive, and until when? The items of all departments (domain 3.8, 3.10).

Items that the law owes to the category come by themselves; every other item comes when the household asked for it.
Each department decides on its own item, and on its end.
"""

from collections.abc import Iterator
from datetime import date

from policy.conditions import condition
from policy.household import counted_members
from policy.offers import OFFERED, Offer, ill, severely_disabled
from policy.payments import first_month
from schemas.assessments import ItemsEndedRequest
from schemas.entitlements import ItemStop, LinkedItem, StopGround
from schemas.households import Application, Category
from schemas.identifiers import ItemId, PersonRef
from schemas.people import Member

EMERGENCY = "emergency-aid"


def linked_items(
    application: Application, category: Category, on: date, *, given: tuple[ItemId, ...] = ()
) -> tuple[LinkedItem, ...]:
    """Every item that is owed or asked for, fits somebody and was not given already, in the order of the list."""
    members = _aided(application, category, on)
    offers = (offer for offer in OFFERED.values() if offer.item not in given)
    found = (_linked(offer, application, category, members, on) for offer in offers)
    return tuple(item for item in found if item is not None)


def ended(told: ItemsEndedRequest) -> tuple[ItemStop, ...]:
    """Granted items that lost their condition, each for the persons who lose it, from the month after the fact."""
    granted = (OFFERED[item] for item in told.granted if item in OFFERED)
    return tuple(stop for offer in granted if offer.ends for stop in _stops(offer, told))


def _stops(offer: Offer, told: ItemsEndedRequest) -> Iterator[ItemStop]:
    lost: dict[StopGround, list[PersonRef]] = {}
    had = _had(offer, told)
    for person in had:
        ground = next((ground for ground in _grounds(offer, person, told) if ground in offer.ends), None)
        if ground is not None:
            lost.setdefault(ground, []).append(person.ref)
    whole = sum(map(len, lost.values())) == len(had)
    for ground, persons in lost.items():
        yield ItemStop(item=ItemId(offer.item), persons=tuple(persons), from_month=first_month(told.on),
                       reason=ground, article=offer.article, whole=whole)  # fmt: skip


def _had(offer: Offer, told: ItemsEndedRequest) -> tuple[Member, ...]:
    """Whom it was meant for when the household was recognised."""
    day = told.recognised_on or told.before.submitted_on
    aided = (
        _aided(told.before, told.category_before, day)
        if told.category_before
        else counted_members(told.before, (), day)
    )
    return tuple(member for member in aided if offer.fits(member, day))


def _grounds(offer: Offer, before: Member, told: ItemsEndedRequest) -> Iterator[StopGround]:
    """All that took the condition away from a person, the nearest ground first."""
    category = told.category_after if told.after else None
    now = _member(told.after, before.ref, told.on)
    if before.ref in told.dead:
        yield StopGround.DEATH
    elif now is None and told.after is not None:
        yield StopGround.LEFT
    elif now is not None and not offer.fits(now, told.on):
        yield _changed(offer, before, now, told.on)
    if category is None:
        yield StopGround.IDENTITY_ENDED
    elif now is not None and _no_longer_owed(offer, before, told):
        yield StopGround.CATEGORY_CHANGED


def _changed(offer: Offer, before: Member, now: Member, on: date) -> StopGround:
    """What of the person is another than before; time alone when nothing is."""
    if not offer.fits(before, on):
        return StopGround.AGE
    if before.disability != now.disability:
        return StopGround.CERTIFICATE
    if before.works != now.works:
        return StopGround.WORK
    return StopGround.SCHOOL if before.student != now.student else StopGround.ILLNESS


def _no_longer_owed(offer: Offer, before: Member, told: ItemsEndedRequest) -> bool:
    """An item that the household itself asked for does not hang on the category."""
    if told.after is None or told.category_after is None or told.category_before not in offer.owed:
        return False
    if offer.item in {*told.before.consents, *told.after.consents}:
        return False
    aided = {member.ref for member in _aided(told.after, told.category_after, told.on)}
    return told.category_after not in offer.owed or before.ref not in aided


def _member(application: Application | None, person: PersonRef, on: date) -> Member | None:
    members = counted_members(application, (), on) if application else ()
    return next((member for member in members if member.ref == person), None)


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
