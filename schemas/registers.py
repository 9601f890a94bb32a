"""Who may say what about a person or a household? Fields, and what several sources say of one."""

from datetime import date
from enum import StrEnum

from schemas.base import Model


class RegisterField(StrEnum):
    """Fields for which one source goes before the others (domain 2.10)."""

    IDENTITY = "identity"
    HOUSEHOLD_MEMBERS = "household members"
    MARITAL_STATUS = "marital status"
    DEATH = "death"
    DISABILITY = "disability"
    HOUSES = "houses"
    VEHICLES = "vehicles"
    EMPLOYMENT = "employment"
    PENSION = "pension"
    UNEMPLOYMENT = "unemployment"
    DEPOSITS = "deposits"
    SECURITIES = "securities"
    INSURANCE = "insurance"
    COMPANIES = "companies"
    DISEASE_COST = "disease cost"
    INSURED_STATUS = "insured status"
    STUDENT = "student status"
    PRISON = "prison"
    REHABILITATION = "drug rehabilitation"
    MISSING = "missing"


class Statement(Model):
    """What one source says of a field, as of a day."""

    source: str
    value: str
    on: date


class Authority(Model):
    """Which statement decides, which ones contradict it, and why."""

    field: RegisterField
    decides: Statement
    against: tuple[Statement, ...]
    ranking: tuple[str, ...]
