"""What do offices answer, and do, after a death? What they usually find; a scenario says where it is otherwise."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from events.contracts.bereavement import EVERYBODY
from registry.departments import CIVIL_AFFAIRS, FINANCE
from schemas.questions import Question, Topic

Result = dict[str, Any]
Body = Mapping[str, Any]

STANDING: Result = {"local": True, "destitute": False, "institutional_money": False}
"""Somebody who is registered here, lived on an own income, and whom no institution buries."""


def cancelled(_: Question) -> Result:
    """Register, licence, card: cancelled."""
    return {"cancelled": True}


def certificate_found(question: Question) -> Result:
    """The community health centre had issued it and forgotten to report it."""
    found = {"found": True, "kind": "at home or elsewhere, normal"}
    return {**found, "on": question.details.get("died_on"), "certificate": f"DC-{_number(question.id)}"}


def called(_: Question) -> Result:
    """The hall spoke with the family."""
    return {"called": True}


def cremation_certificate(question: Question) -> Result:
    """The number follows from the question."""
    return {"certificate": f"HH-{_number(question.id)}"}


def standing(question: Question) -> Result:
    """The one fact that the office is asked for."""
    fact = str(question.details.get("item"))
    return {fact: STANDING[fact]} if fact in STANDING else {}


def pension_stopped(_: Question) -> Result:
    """Nobody was insured, unless the scenario says so."""
    return {"stopped": True, "insured": False}


def highest_chosen(question: Question) -> Result:
    """Most families take what is most."""
    return {"chosen": question.details.get("highest")}


def granted(_: Question) -> Result:
    """Paid to the account that the family named."""
    return {"granted": True}


def stopped(_: Question) -> Result:
    """Ended with the month of the death."""
    return {"stopped": True}


ANSWERS: dict[Topic, Callable[[Question], Result]] = {
    Topic.HOUSEHOLD_REGISTER_CANCELLATION: cancelled,
    Topic.DEATH_CERTIFICATE: certificate_found,
    Topic.FUNERAL_CALL: called,
    Topic.CREMATION_CERTIFICATE: cremation_certificate,
    Topic.FUNERAL_STANDING: standing,
    Topic.PENSION_STOP: pension_stopped,
    Topic.FUNERAL_MONEY_CHOICE: highest_chosen,
    Topic.SURVIVOR_MONEY: granted,
    Topic.MEDICAL_INSURANCE_STOP: stopped,
    Topic.ACCOUNT_TO_HEIRS: granted,
    Topic.LICENCE_CANCELLATION: cancelled,
    Topic.CARD_CANCELLATION: cancelled,
}


def done(_: Body) -> Result:
    """The hall, or the treasury, did it."""
    return {"done": True}


def restored(_: Body) -> Result:
    """Everything is as it was, and what was not paid is paid."""
    return {"restored": True}


DONE: dict[tuple[str, str], Callable[[Body], Result]] = {
    (CIVIL_AFFAIRS.id, "confirm_cremation"): done,
    (CIVIL_AFFAIRS.id, "hold_cremation"): done,
    (CIVIL_AFFAIRS.id, "settle_funeral"): done,
    (FINANCE.id, "charge_waiver"): done,
    **{(office.id, "restore_after_death"): restored for office in EVERYBODY},
}


def _number(text: str) -> str:
    return f"{int(hashlib.sha256(text.encode()).hexdigest(), 16) % 1_000_000:06d}"
