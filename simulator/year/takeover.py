"""How does a city begin that has aided households for years? Their recognitions are taken over into the register."""

from datetime import date, datetime, time

from activities.adapters.register.book import SqlBook
from policy.classification import classification
from policy.payments import first_month, valid_to
from policy.snapshots import snapshot
from registry.officers import officers
from schemas.cases import Role
from schemas.city_time import CITY_TIME
from schemas.decisions import Decision
from schemas.households import Application, Category
from schemas.identifiers import CaseId, EventId
from schemas.register_entries import DecidedRule, RecognitionEntry, Signature
from schemas.reviews import SnapshotRequest
from schemas.snapshots import Snapshot
from simulator.year.lives import Life


def taken_over(book: SqlBook, lives: list[Life], on: date) -> int:
    """Enters each household that fits a category, as its county had decided on that day; how many."""
    entries = [entry for life in lives if (entry := _entry(life.application, on)) is not None]
    for entry in entries:
        book.enter_recognition(entry)
    return len(entries)


def _entry(application: Application, on: date) -> RecognitionEntry | None:
    granted = next((each for each in classification(application, None, on) if each.granted), None)
    if granted is None:
        return None
    case = CaseId(f"taken-over:{application.number}")
    event = EventId(f"taken-over/{application.number}")
    return RecognitionEntry(
        case=case, household=application.household.ref, on=on, event=event, category=Category(granted.rule),
        members=tuple(member.ref for member in application.household.members), first_month=first_month(on),
        valid_to=valid_to(Category(granted.rule), on), amount=granted.amount, signature=_signature(application, on),
        decisions=(DecidedRule(decision=granted, event=event),), snapshot=_snapshot(application, granted, case, on),
    )  # fmt: skip


def _snapshot(application: Application, granted: Decision, case: CaseId, on: date) -> Snapshot:
    category = Category(granted.rule)
    return snapshot(SnapshotRequest(
        case=case, application=application, category=category, on=on, first_month=first_month(on),
        valid_to=valid_to(category, on), recognition=True))  # fmt: skip


def _signature(application: Application, on: date) -> Signature:
    (head, *_) = officers(Role.COUNTY_SECTION_HEAD, application.household.county)
    return Signature(question="confirmation", officer=head.id, at=datetime.combine(on, time(9), CITY_TIME))
