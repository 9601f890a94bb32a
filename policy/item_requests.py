"""May a household ask for one more item, and for whom is it meant? Its owner decides, here nothing is refused."""

from datetime import date

from policy.linked_items import linked_items
from policy.moments import DAY
from policy.situation import as_of
from schemas.households import Category
from schemas.item_requests import ItemMeant, ItemWanted
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


def _recognition(standing: Standing, on: date) -> RightSpan | None:
    rights = (right for right in standing.rights if right.benefit in set(Category) and right.state in _GIVES)
    return next((right for right in rights if right.first <= on and (right.last is None or on <= right.last)), None)
