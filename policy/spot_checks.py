"""Which confirmations does the county look at itself? A share of all, whoever asks and however often (domain 3.6)."""

from datetime import date
from decimal import Decimal
from hashlib import sha256
from math import ceil

from policy import destitute
from policy.figures import CZ_DEMO, Pack, numbers
from schemas.households import Category
from schemas.identifiers import CaseId

SHARE = numbers("assistance", "spot_check", Decimal)
PLACES = 100


def chosen(case: CaseId, category: Category, on: date, pack: Pack = CZ_DEMO, *, by_the_town: bool = True) -> bool:
    """The id says the case's place in a hundred; of these, the first ones are visited.

    A county that confirms itself visits of the destitute alone (民发〔2021〕43号).
    """
    meant = by_the_town or category is Category.DESTITUTE
    return meant and _place(case) < visited(category, on, pack)


def visited(category: Category, on: date, pack: Pack = CZ_DEMO) -> int:
    """How many of a hundred confirmations the county visits."""
    if category is Category.DESTITUTE:
        return destitute.sample(PLACES, on, pack)
    return ceil(PLACES * SHARE.on(on, pack))


def _place(case: CaseId) -> int:
    return int.from_bytes(sha256(case.encode()).digest()[:8]) % PLACES
