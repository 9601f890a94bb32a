"""What does a certificate say of a disabled person, and how does that person live?"""

from datetime import date

from pydantic import Field

from schemas.base import Model
from schemas.benefits import Drawn
from schemas.households import Category
from schemas.identifiers import PersonRef
from schemas.money import Yuan
from schemas.people import Disability


class DisabilityCertificate(Model):
    """The certificate of the disabled persons' federation (残疾人证)."""

    disability: Disability
    issued_on: date
    valid_to: date | None = None
    cancelled_on: date | None = None

    def holds(self, on: date) -> bool:
        """Issued, neither expired nor cancelled; the last day still counts."""
        ended = self.cancelled_on is not None and self.cancelled_on <= on
        return self.issued_on <= on and not ended and (self.valid_to is None or on <= self.valid_to)


class DisabledPerson(Model):
    """A person who may draw a disability subsidy."""

    person: PersonRef
    certificate: DisabilityCertificate
    local: bool = Field(True, description="The household register lies in this county")
    category: Category | None = Field(None, description="As what the household is recognised")
    income_per_head: Yuan | None = Field(None, description="Yuan a month, where the household is not recognised")
    fixed_income: bool | None = Field(None, description="None: nobody knows")
    several_disabled: bool = Field(False, description="More than one disabled person in the household (一户多残)")
    kept_by_aged_parents: bool = Field(False, description="Lives on old parents (依老养残)")
    care_months: int = Field(6, ge=0, description="Months for which long care is needed")
    drawn: tuple[Drawn, ...] = ()
    in_custody: bool = Field(False, description="In prison or in compulsory rehabilitation")
    died_on: date | None = None
