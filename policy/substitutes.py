"""Who else may know it when the authoritative source stays silent? The second rank of domain 2.10."""

from collections.abc import Collection
from dataclasses import dataclass

from schemas.identifiers import DepartmentId
from schemas.means import Substitute
from schemas.questions import ItemCode

Second = tuple[str, tuple[ItemCode, ...]]


@dataclass(frozen=True)
class _Rank:
    """A source of the first rank, and those of the second with what they hold of it."""

    first: str
    second: tuple[Second, ...]


RANKS = (
    _Rank("public-security", (("civil-affairs", (ItemCode.IDENTITY,)), ("transport", (ItemCode.VEHICLE,)),
                              ("agriculture", (ItemCode.VEHICLE,)))),
    _Rank("civil-affairs", (("public-security", (ItemCode.MARRIAGE,)),)),
    _Rank("health", (("public-security", (ItemCode.DEATH,)),)),
    _Rank("natural-resources", (("housing", (ItemCode.SIGNED_HOME,)), ("agriculture", (ItemCode.HOME,)))),
    _Rank("human-resources", (("taxation", (ItemCode.TAXED_INCOME, ItemCode.EMPLOYMENT)),)),
    _Rank("market-regulation", (("taxation", (ItemCode.COMPANY_CAPITAL,)),)),
    _Rank("medical-insurance", (("health", (ItemCode.MAJOR_DISEASE, ItemCode.MEDICAL_SELF_PAY)),)),
    _Rank("justice", (("public-security", (ItemCode.PRISON,)),)),
)  # fmt: skip
"""Banks have none: nobody but the household itself could say what they do not."""


def substitutes(missing: Collection[DepartmentId]) -> tuple[Substitute, ...]:
    """Whom to ask in place of the silent ones, and for what alone; who is silent itself is asked for nobody."""
    return tuple(
        Substitute(instead_of=DepartmentId(rank.first), department=DepartmentId(department), codes=codes)
        for rank in RANKS
        if rank.first in missing
        for department, codes in rank.second
        if department not in missing
    )
