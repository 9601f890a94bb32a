"""How long has a household from elsewhere lived and been insured in this city?"""

from pydantic import Field

from schemas.base import Model


class LocalTies(Model):
    """Months of residence and of social insurance here, up to the application."""

    residence_months: int = Field(0, ge=0)
    insurance_months: int = Field(0, ge=0)
