"""What is said of payments? That a run is due and what the bank gives back; each payment, and the sums of a run."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from events.contracts.envelope import Event
from registry.departments import CIVIL_AFFAIRS, FINANCE, Department
from registry.topics import OUTCOMES
from schemas.identifiers import CaseId, HouseholdRef, PersonRef
from schemas.money import Yuan


class PaymentRunDue(Event):
    """The money of a month, or of a special occasion, is there: whoever is owed something is to be paid."""

    type: ClassVar[str] = "cn.onething.payment.run-due.v1"
    topic: ClassVar[str | None] = FINANCE.topic
    key: ClassVar[str] = "run"
    legal_basis: ClassVar[str] = "社会救助暂行办法"
    run: str = Field(
        pattern=r"^\d{4}-(0[1-9]|1[0-2])(:(arrears|correction|price-subsidy)(-[2-9])?)?$",
        description="The month, as in `2026-12`; for a special occasion with its name: `2026-12:arrears-2`",
    )
    on: date = Field(description="The day on which the money is there")


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
    benefit: str = Field(description="Code of the benefit; `arrears` for back pay that was ordered")
    month: date = Field(description="First day of the month that is paid")
    amount: Yuan = Field(description="Yuan on the account")
    set_off: Yuan = Field(description="Yuan kept back for an overpayment; below zero: given back")
    on: date = Field(description="The day on which it was paid")


class PaymentReturned(Event):
    """The bank gave a payment back, for example because the account was closed."""

    type: ClassVar[str] = "cn.onething.payment.returned.v1"
    topic: ClassVar[str | None] = FINANCE.topic
    key: ClassVar[str] = "payment"
    legal_basis: ClassVar[str] = "社会救助暂行办法"
    payment: str = Field(description="Key of the payment, as the bureau was given it")
    attempt: int = Field(1, description="Which attempt to pay it was")
    run: CaseId = Field(description="The run that paid it")
    reason: str = Field(description="Code of the bank")
    on: date = Field(description="The day on which the money came back")


class PaymentRunSettled(Event):
    """A run is reconciled with finance to the cent."""

    type: ClassVar[str] = "cn.onething.payment.run-settled.v1"
    topic: ClassVar[str | None] = OUTCOMES
    key: ClassVar[str] = "case"
    legal_basis: ClassVar[str] = "社会救助暂行办法"
    readers: ClassVar[tuple[Department, ...]] = (CIVIL_AFFAIRS, FINANCE)
    case: CaseId
    month: date = Field(description="First day of the month")
    payments: int = Field(description="Payments that reached their payee, those wholly set off among them")
    total: Yuan = Field(description="Yuan that reached an account")
    failed: int = Field(description="Payments that reached no account and stay owed")
