"""Which business item is a benefit part of, and which department owns it? (domain 3.10, 13)"""

from registry.departments import CIVIL_AFFAIRS, HUMAN_RESOURCES, MEDICAL_INSURANCE, Department
from registry.items import ITEMS, Item
from schemas.benefits import Benefit
from schemas.households import Category
from schemas.identifiers import ItemId

HOTLINE = "12345"
"""The one government line for every department (国办发〔2020〕53号)."""

_ITEMS: dict[str, str] = {
    Category.DESTITUTE: "destitute",
    Category.LOW_INCOME: "low-income",
    Category.SINGLE_PERSON: "low-income",
    Category.LOW_INCOME_EDGE: "low-income-edge",
    Category.RIGID_SPENDING: "rigid-spending",
    Benefit.EMERGENCY_AID: "emergency-aid",
    Benefit.SPENDING_AID: "spending-aid",
    Benefit.DISABILITY_LIVING: "disability-living",
    Benefit.DISABILITY_NURSING: "disability-nursing",
    Benefit.ELDER_SERVICE: "elder-care",
    Benefit.ELDER_NURSING: "elder-care",
    Benefit.CONCENTRATED_CARE: "elder-care",
    Benefit.HOME_CARE_PROGRAMME: "elder-care",
    Benefit.CARE_VOUCHER: "elder-care",
    Benefit.ORPHAN_AID: "child-protection",
    Benefit.UNATTENDED_CHILD_AID: "child-protection",
    Benefit.FUNERAL_WAIVER: "funeral-waiver",
}
_OTHER_OWNERS: dict[str, Department] = {
    Benefit.INJURY_NURSING: HUMAN_RESOURCES,
    Benefit.PENSION_FUNERAL: HUMAN_RESOURCES,
    Benefit.INJURY_FUNERAL: HUMAN_RESOURCES,
    Benefit.UNEMPLOYMENT_FUNERAL: HUMAN_RESOURCES,
    Benefit.INSTITUTIONAL_FUNERAL: HUMAN_RESOURCES,
    Benefit.CADRE_NURSING: HUMAN_RESOURCES,
    Benefit.CARE_INSURANCE: MEDICAL_INSURANCE,
}
"""Of benefits that are no business item; the civil affairs bureau owns the others."""


def item_of(benefit: str) -> Item | None:
    """The business item; None for a benefit that is none of the 32."""
    return ITEMS.get(ItemId(_ITEMS.get(benefit, benefit)))


def owner_of(benefit: str) -> Department:
    """Who decides on the benefit."""
    found = item_of(benefit)
    return found.owner if found else _OTHER_OWNERS.get(benefit, CIVIL_AFFAIRS)


def contact(department: Department) -> str:
    """Whom the household asks."""
    return f"{department.name_zh} {HOTLINE}"
