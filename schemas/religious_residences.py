"""Where does a cleric live, and since when?"""

from datetime import date

from pydantic import Field

from schemas.base import Model
from schemas.identifiers import PersonRef
from schemas.money import Yuan


class ReligiousResidence(Model):
    """A cleric who lives at a religious site on his own income."""

    person: PersonRef
    since: date
    local: bool = True
    monthly_income: Yuan = Field(ge=0)
