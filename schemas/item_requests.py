"""What does a recognised household ask for beside what came by itself?"""

from datetime import date

from pydantic import Field

from schemas.base import Model
from schemas.entitlements import LinkedItem
from schemas.households import Application, Category
from schemas.identifiers import ItemId
from schemas.reviews import ReviewAssessment
from schemas.rights import Standing


class ItemWanted(Model):
    """A household, as the register knows it, asks for an item on a day."""

    standing: Standing
    item: ItemId
    on: date


class ItemsGained(Model):
    """A review changed the rights of a household: which items are owed to whom to whom they were not owed before?"""

    standing: Standing = Field(description="As it was decided about, with the facts of the review")
    assessed: ReviewAssessment
    facts: tuple[str, ...] = Field((), description="Keys of the facts that were reviewed: before, they did not count")
    on: date


class ItemMeant(Model):
    """For whom the item is meant, and as what its owner is to know the household; without a category for nobody."""

    application: Application
    category: Category | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    items: tuple[LinkedItem, ...] = ()
    guidance: str = ""
