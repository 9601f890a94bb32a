"""What does the medical insurance bureau announce? Settlements, refunds included."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from events.contracts.envelope import Event
from registry.departments import MEDICAL_INSURANCE
from schemas.identifiers import PersonRef, UnitId
from schemas.money import Yuan


class MedicalSettlementPosted(Event):
    """A hospital bill was settled; a refund has a negative self-pay."""

    type: ClassVar[str] = "cn.onething.medical.settlement-posted.v1"
    topic: ClassVar[str | None] = MEDICAL_INSURANCE.topic
    key: ClassVar[str] = "person"
    legal_basis: ClassVar[str] = "社会救助暂行办法第五十八条"
    settlement: str = Field(description="Number of the settlement; a refund has one of its own")
    person: PersonRef
    paid_on: date = Field(description="Decides the year in which it counts")
    self_pay: Yuan = Field(description="Yuan out of the person's own pocket; negative for a refund")
    residence_town: UnitId = Field(description="Town of residence, which visits after an alert")
