"""Can those who are bound to support somebody do so?"""

from datetime import date
from decimal import Decimal

from pydantic import Field

from schemas.base import Model
from schemas.households import Category
from schemas.identifiers import PersonRef
from schemas.money import Yuan
from schemas.people import Absence, Disability


class Obligor(Model):
    """A person who is bound by law to support another (赡养、抚养、扶养义务人)."""

    person: PersonRef
    born: date
    category: Category | None = None
    disability: Disability | None = None
    absence: Absence | None = None
    money: Yuan = Field(Decimal(0), ge=0)
    members: int = Field(1, ge=1, description="Heads of the obligor's own family")
    vehicle_price: Yuan = Field(Decimal(0), ge=0, description="Dearest vehicle, ship or machine that is not for trade")
    homes: int = Field(1, ge=0)
    homes_above_average: bool = False
    company_capital: Yuan = Field(Decimal(0), ge=0)
