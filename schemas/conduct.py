"""What did a household do that speaks against its need?"""

from enum import StrEnum


class Conduct(StrEnum):
    """Conduct that some places count against a household (domain 4.4)."""

    OVERSEAS_STUDY = "self-paid study abroad"
    LUXURY_RENOVATION = "luxury renovation"
    NO_COOPERATION = "refusal to cooperate"
    HIDDEN_FACTS = "hidden facts"
    PROPERTY_GIVEN_UP = "property given up"
    SHOP_BOUGHT = "non-residential property bought within a year"
