"""What do payment cases announce? Each payment to its household, returns, and the sums of a run."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from events.contracts.envelope import Event
from registry.departments import CIVIL_AFFAIRS, FINANCE, Department
from registry.topics import OUTCOMES
from schemas.identifiers import CaseId, HouseholdRef, PersonRef
from schemas.money import Yuan


class AssistancePaid(Event):
    """A month of a benefit reached the account; the household's list takes its line from here."""

    type: ClassVar[str] = "cn.onething.assistance.paid.v1"
    topic: ClassVar[str | None] = OUTCOMES
    key: ClassVar[str] = "household"
    legal_basis: ClassVar[str] = "社会救助暂行办法"
    readers: ClassVar[tuple[Department, ...]] = (CIVIL_AFFAIRS, FINANCE)
    case: CaseId = Field(description="The run that paid")
    payment: str = Field(description="Key of the payment: payee, benefit and month")
    household: HouseholdRef
    person: PersonRef | None = Field(None, description="The payee, where it is not the household")
    benefit: str
    month: date = Field(description="First day of the month that is paid")
    amount: Yuan = Field(description="Yuan on the account")
    set_off: Yuan = Field(description="Yuan kept back for an overpayment")
    on: date


class PaymentReturned(Event):
    """The bank gave a payment back, for example because the account was closed."""

    type: ClassVar[str] = "cn.onething.payment.returned.v1"
    topic: ClassVar[str | None] = FINANCE.topic
    key: ClassVar[str] = "payment"
    legal_basis: ClassVar[str] = "社会救助暂行办法"
    payment: str
    run: CaseId = Field(description="The run that paid it")
    reason: str = Field(description="Code of the bank")
    on: date


class PaymentRunSettled(Event):
    """A run is reconciled with finance to the cent."""

    type: ClassVar[str] = "cn.onething.payment.run-settled.v1"
    topic: ClassVar[str | None] = OUTCOMES
    key: ClassVar[str] = "case"
    legal_basis: ClassVar[str] = "社会救助暂行办法"
    readers: ClassVar[tuple[Department, ...]] = (CIVIL_AFFAIRS, FINANCE)
    case: CaseId
    month: date
    payments: int
    total: Yuan
    failed: int = Field(description="Payments that reached no account and stay owed")
