"""Do the shared topics carry codes and references only, and are keys never personal?"""

import re
import types
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, NewType, Union, get_args, get_origin

import pytest
from pydantic import AwareDatetime, BaseModel

from events.contracts.catalogue import CONTRACTS
from events.contracts.envelope import Event
from registry.topics import ALERTS, OUTCOMES
from schemas.identifiers import (
    ApplicationNumber,
    CaseId,
    DepartmentId,
    HouseholdRef,
    ItemId,
    PersonRef,
    RegionCode,
    ServiceId,
    UnitId,
)
from schemas.people import Person
from schemas.rounds import RoundKind
from tests.events.contracts.golden_samples import TYPES, contract, sample

SHARED = tuple(type_ for type_ in TYPES if contract(type_).topic in {OUTCOMES, ALERTS})
REFERENCES = {ApplicationNumber, CaseId, DepartmentId, HouseholdRef, ItemId, PersonRef, RegionCode, ServiceId, UnitId}
"""Pseudonyms, business numbers, names of offices and of regions."""
KEYS = {ApplicationNumber, CaseId, HouseholdRef, PersonRef, RoundKind}
BUSINESS_NUMBERS = {"booking", "certificate", "payment", "run", "standard"}
"""Keys that have no type of their own: a booking, a certificate, a payment, a payment run, a published standard."""
PERSONAL = {
    "absence", "accounts", "address", "born", "disability", "disease", "domicile", "email", "id_number", "id_type",
    "income", "incomes", "major_disease", "mobile", "monthly", "name", "phone", "property", "sex", "statement", "text",
}  # fmt: skip

SUMS = {
    "AssistanceAidRecoveryDecided.amount": "finance settles the recovery with it",
    "AssistanceEmergencyRestPaid.amount": "finance and the county settle the fund with it",
    "AssistanceSpendingPaid.amount": "finance settles the payment with it",
    "AssistancePaid.amount": "the household's list shows what arrived, and finance reconciles with it",
    "AssistancePaid.set_off": "the household's list shows what was kept back, and finance reconciles with it",
    "PaymentRunSettled.total": "finance and civil affairs settle the run with it; it is of nobody alone",
    "AssistanceEmergencyPaid.amount": "finance and the county settle the reserve fund with it",
    "MedicalSelfPayThresholdCrossed.alert.band": "the line that was crossed; a higher one raises the grade",
    "MedicalSelfPayThresholdCrossed.alert.self_pay": "the grade follows from it",
}
"""Sums on the shared topics, each with the reader that cannot do without."""

WORDS = {
    "change": "a code of ours",
    "number": "number of a lead",
    "reason": "a code of ours",
    "benefit": "a code of ours",
    "payment": "payee, benefit, month and a number; the payee by reference",
    "booking": "a business number",
    "certificate": "a business number that the police write into the register",
    "certificates": "business numbers of papers in their issuers' registers",
    "elsewhere": "a registration office",
    "grounds": "codes of the marriage conditions",
    "members": "pseudonyms",
    "missing": "codes of what an application lacks",
    "outcome": "a code of the procedure",
    "reasons": "codes of the conditions that are not met",
    "results": "names of items and of register offices, with codes",
    "rung": "a name of ours",
    "step": "a name of ours",
    "waiting_on": "an office, or a kind of party; never somebody by name",
}
"""Fields of plain text on the shared topics, each with what stands in it."""


def leaves(model: type[BaseModel], path: str) -> Iterator[tuple[str, Any]]:
    """Every field that holds a value, with the type of the value."""
    for name, field in model.model_fields.items():
        yield from _parts(field.annotation, f"{path}.{name}")


def _parts(kind: Any, path: str) -> Iterator[tuple[str, Any]]:
    if get_origin(kind) is Annotated:
        yield from _parts(get_args(kind)[0], path)
    elif get_origin(kind) in {tuple, dict, Union, types.UnionType}:
        for part in get_args(kind):
            yield from _parts(part, path)
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        yield from leaves(kind, path)
    elif kind not in {types.NoneType, Ellipsis}:
        yield path, kind


def shared() -> list[tuple[str, Any]]:
    return [leaf for type_ in SHARED for leaf in leaves(contract(type_), contract(type_).__name__)]


def harmless(kind: Any) -> bool:
    plain = REFERENCES | {bool, int, date, AwareDatetime}
    return kind in plain or (isinstance(kind, type) and issubclass(kind, StrEnum))


def models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for field in model.model_fields.values():
        for part in (field.annotation, *get_args(field.annotation)):
            if isinstance(part, type) and issubclass(part, BaseModel):
                yield part
                yield from models(part)


def test_no_field_of_a_shared_topic_is_named_like_something_personal():
    found = [path for path, _ in shared() if PERSONAL & set(path.split("."))]

    assert not found, f"{', '.join(found)}: on a shared topic codes and references only; the reader asks the case."


def test_every_value_on_a_shared_topic_is_a_reference_a_code_a_day_or_explained():
    unexplained = [
        f"{path} ({getattr(kind, '__name__', kind)})"
        for path, kind in shared()
        if not (harmless(kind) or (kind is Decimal and path in SUMS) or (kind is str and path.split(".")[-1] in WORDS))
    ]

    assert not unexplained, f"{', '.join(unexplained)}: say in SUMS or WORDS why it is there and cannot name anybody."


def test_the_explained_sums_and_words_are_still_there():
    paths = {path for path, _ in shared()}

    assert set(SUMS) <= paths
    assert {path.split(".")[-1] for path, kind in shared() if kind is str} == set(WORDS)


@pytest.mark.parametrize("type_", SHARED)
def test_no_shape_of_a_person_travels_on_a_shared_topic(type_):
    assert not any(issubclass(model, Person) for model in models(contract(type_)))


@pytest.mark.parametrize("type_", SHARED)
def test_no_golden_sample_of_a_shared_topic_names_anybody(type_):
    written = str(sample(type_))
    citizen_number, phone = r"(?<![0-9a-f])\d{17}[\dXx](?![0-9a-f])", r"(?<![0-9a-f])1[3-9]\d{9}(?![0-9a-f])"

    assert not re.search(f"{citizen_number}|{phone}", written)


@pytest.mark.parametrize("type_", TYPES)
def test_a_partition_key_is_a_pseudonym_or_a_business_number(type_):
    assert _kind_of_key(contract(type_)) in KEYS or contract(type_).key in BUSINESS_NUMBERS


@pytest.mark.parametrize("type_", TYPES)
def test_the_partition_key_of_a_golden_sample_looks_like_one(type_):
    pseudonym, number, case = r"[ph]-[0-9a-f]{20}", r"[ABD]-\d{4}-\d{6}|I-[0-9a-f]{12}|J\d{6}-\d{4}-\d{6}", r"[a-z-]+:"
    day, kind = r"\d{4}-\d{2}-\d{2}", r"[a-z_-]+"
    run, payment = r"\d{4}-\d{2}", rf"{pseudonym}/[a-z_]+/\d{{4}}-\d{{2}}/\d+"

    assert re.fullmatch(
        rf"{pseudonym}|{number}|{run}|{payment}|{case}({pseudonym}:[a-z]+:\d{{4}}|{number}|{run})"
        rf"|{kind}|{case}{kind}(:{pseudonym})?:{day}(:\d+)?",
        sample(type_)["partitionkey"],
    )


def _kind_of_key(event: type[Event]) -> Any:
    field = event.model_fields.get(event.key)
    return field.annotation if field else getattr(event, event.key).fget.__annotations__["return"]


def test_everybody_who_reads_an_outcome_of_assistance_is_named():
    """Whoever is not named here has no task in law for which the whole household's recognition is needed."""
    confirmed = CONTRACTS["cn.onething.assistance.identity-confirmed.v1"]

    assert {department.id for department in confirmed.readers} == {
        "civil-affairs", "medical-insurance", "education", "housing", "disabled-persons", "development-reform",
    }  # fmt: skip


def test_new_types_are_what_they_are_taken_for():
    assert all(isinstance(kind, NewType) for kind in REFERENCES)
