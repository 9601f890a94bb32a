"""What did a household receive in a year, and who has not reported yet? Rows of the happiness list (幸福清单)."""

from datetime import date
from enum import StrEnum

from schemas.base import Model
from schemas.identifiers import DepartmentId, ItemId
from schemas.money import Yuan


class RowStatus(StrEnum):
    """A missing report is never a zero."""

    PAID = "paid"
    SERVED = "served"
    NOT_REPORTED = "not reported"


class ListRow(Model):
    """One result in the list, traceable to its event."""

    item: ItemId
    department: DepartmentId
    status: RowStatus
    amount: Yuan | None = None
    paid_on: date | None = None
    event: str | None = None
    corrects: str | None = None
    """The event of the row that this one corrects; both stay to be seen."""


class ListTotal(Model):
    """The sum of a year, and whose report is missing."""

    year: int
    amount: Yuan
    not_reported: tuple[DepartmentId, ...]
