"""Which entry of a register is disputed, and what speaks for leaving it out?"""

from datetime import date

from pydantic import Field

from schemas.base import Model
from schemas.questions import DataItem


class Dispute(Model):
    """An entry that its owner says is wrong, for example a company registered with a stolen identity."""

    item: DataItem
    source: str
    correction_requested_on: date | None = None
    corrected: bool | None = Field(None, description="What the source answered; None while it is pending")
    police_receipt: str | None = None
    approved_by: str | None = Field(None, description="The officer who approved leaving it out")
