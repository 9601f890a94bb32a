"""In which applications does one person stand at the same time?"""

from datetime import date

from pydantic import Field

from schemas.base import Model
from schemas.identifiers import ApplicationNumber, HouseholdRef, PersonRef


class Standing(Model):
    """One application that counts a person."""

    person: PersonRef
    application: ApplicationNumber
    household: HouseholdRef
    accepted_on: date
    closed_on: date | None = None
    counts: bool = Field(False, description="The register counts the person in it already")
