"""Which items come to a household after its recognition, and for whom? Their owners decide, nothing is refused here."""

from collections.abc import Iterator
from datetime import date

from policy.linked_items import linked_items
from policy.moments import DAY
from policy.months import after, month_of
from policy.offers import OFFERED
from policy.payments import first_month
from policy.situation import as_of
from schemas.entitlements import LinkedItem
from schemas.facts import LifeFact
from schemas.households import Application, Category
from schemas.item_requests import ItemMeant, ItemsGained, ItemWanted
from schemas.rights import RightSpan, RightState, Standing

NOT_RECOGNISED = "您家目前不在社会救助对象认定有效期内,该事项可到户籍所在地镇(街道)社会救助窗口申请办理。"
NOT_MEANT = "按已掌握的家庭情况,该事项没有适用的家庭成员;情况有变化的,请告知镇(街道)社会救助窗口。"
_GIVES = frozenset({RightState.ACTIVE, RightState.TAPERING})


def meant(wanted: ItemWanted) -> ItemMeant:
    """By the right that holds on the day; asking is the consent that an optional item needs."""
    standing, on = wanted.standing, wanted.on
    found = as_of(standing.newest, standing.facts, standing.choices, on + DAY)
    application = found.model_copy(update={"consents": tuple(dict.fromkeys((*found.consents, wanted.item)))})
    right = _recognition(standing, on)
    if right is None:
        return ItemMeant(application=application, guidance=NOT_RECOGNISED)
    category = Category(right.benefit)
    items = tuple(each for each in linked_items(application, category, on) if each.item == wanted.item)
    return ItemMeant(
        application=application, category=category, valid_from=right.first, valid_to=right.last, items=items,
        guidance="" if items else NOT_MEANT,
    )  # fmt: skip


def gained(told: ItemsGained) -> ItemMeant:
    """What a change brings, or brings back, by itself: for the persons alone to whom it was not owed before.

    Where nothing of an item's condition changed, nobody is asked again: not what was refused, and not what is given.
    What the household gave up comes by its own request only.
    """
    now, category = told.assessed.application, told.assessed.after
    if category is None:
        return ItemMeant(application=now)
    of_category = (span for span in told.assessed.spans or told.standing.rights if span.benefit == category)
    last = max(of_category, key=lambda span: span.first, default=None)
    return ItemMeant(
        application=now, category=category, items=tuple(_gained(told, category)),
        valid_from=told.assessed.since or first_month(told.on), valid_to=last.last if last else None,
    )  # fmt: skip


def _gained(told: ItemsGained, category: Category) -> Iterator[LinkedItem]:
    """Of what can end: what is given once does not come back, and what its owner did not stop goes on."""
    standing, earlier = told.standing, told.assessed.before
    were = _owed(told, _without(told), earlier) if earlier else ()
    had = {each.item: each.persons for each in were}
    for each in _owed(told, told.assessed.application, category):
        persons = tuple(person for person in each.persons if person not in had.get(each.item, ()))
        goes_on = each.item in standing.items and each.item not in had
        if persons and OFFERED[each.item].ends and not goes_on:
            yield each.model_copy(update={"persons": persons})


def _owed(told: ItemsGained, application: Application, category: Category) -> tuple[LinkedItem, ...]:
    """What was asked for once, and ended with its condition, is wanted again when the condition is back."""
    asked = tuple(each for each in told.standing.ended if each in OFFERED and not OFFERED[each].owed)
    wanted = tuple(dict.fromkeys((*application.consents, *asked)))
    wanting = application.model_copy(update={"consents": wanted})
    return linked_items(wanting, category, told.on, given=told.standing.given_up)


def _without(told: ItemsGained) -> Application:
    """The household as it stood before the review learnt what it was opened for."""
    standing = told.standing
    known = (_as_known(fact) if fact.key in told.facts else fact for fact in standing.facts)
    month = max(after(month_of(told.on)), standing.snapshots[0].first_month)
    return as_of(standing.newest, [fact for fact in known if fact is not None], standing.choices, month)


def _as_known(fact: LifeFact) -> LifeFact | None:
    """What was taken back still counted; what was told was not known."""
    return fact.model_copy(update={"revoked_by": None}) if fact.revoked_by is not None else None


def _recognition(standing: Standing, on: date) -> RightSpan | None:
    rights = (right for right in standing.rights if right.benefit in set(Category) and right.state in _GIVES)
    return next((right for right in rights if right.first <= on and (right.last is None or on <= right.last)), None)
