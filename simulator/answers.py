"""What does an office answer to a question? What its registers say, or what it usually finds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from registry.departments import CHARITY, DISABLED_PERSONS, EDUCATION, MEDICAL_INSURANCE
from schemas.daily_living import Activity
from schemas.questions import DataItem, Question, Topic
from simulator import after_death, subsidies
from simulator.archive import Archive


@dataclass(frozen=True)
class Content:
    """Register hits and result of an answer."""

    items: tuple[DataItem, ...] = ()
    result: dict[str, Any] = field(default_factory=dict)


class Declined(Exception):
    """An office understood and says no; the caller must not repeat it."""

    def __init__(self, reason: str, text: str, status: int = 422) -> None:
        super().__init__(reason)
        self.reason = reason
        self.text = text
        self.status = status


USUAL_AMOUNTS = {
    MEDICAL_INSURANCE.id: "430.00",
    EDUCATION.id: "625.00",
    CHARITY.id: "2000.00",
    DISABLED_PERSONS.id: "1200.00",
}


def means(archive: Archive, question: Question) -> Content:
    """The registers' hits for the persons asked about, as they stand on the day."""
    return Content(items=_items(archive, question, question.due.start.date()))


def fact_details(archive: Archive, question: Question) -> Content:
    """What the register said on the day of the fact, with day of birth and sex of who may join a household."""
    known = [person for subject in question.subjects if (person := archive.resident(subject.ref))]
    persons = [{"ref": person.ref, "born": person.born.isoformat(), "sex": person.sex.value} for person in known]
    happened = date.fromisoformat(str(question.details["on"]))
    return Content(items=_items(archive, question, happened), result={"persons": persons})


def linked_item(_: Archive, question: Question) -> Content:
    """Granted from next month on, with the amount that is usual there."""
    amount = USUAL_AMOUNTS.get(question.department)
    granted: dict[str, Any] = {"granted": True, "from": _next_month(question.due.start.date()).isoformat()}
    return Content(result=granted | ({"amount": amount} if amount else {}))


def linked_item_stop(_: Archive, question: Question) -> Content:
    """Stopped from the month that the question names."""
    return Content(result={"stopped": True, "from": question.details.get("from_month", "")})


def marriage_status(archive: Archive, question: Question) -> Content:
    """What the national base says of each."""
    records = [archive.marital(subject.ref).model_dump(mode="json") for subject in question.subjects]
    return Content(result={"records": records})


def identity(archive: Archive, question: Question) -> Content:
    """Whether name, number and photograph match; a stranger's papers are taken as good."""
    return Content(result={"records": [_identity(archive, subject.ref) for subject in question.subjects]})


def household_register_change(_: Archive, __: Question) -> Content:
    """The register is changed."""
    return Content(result={"changed": True})


def household_register_move(_: Archive, question: Question) -> Content:
    """The new station permits, the old one lets go."""
    permits = question.details.get("item") == "spouse-move"
    return Content(result={"permit": f"准迁-{question.subjects[0].ref[-6:]}"} if permits else {"moved": True})


def home_visit(_: Archive, __: Question) -> Content:
    """Two visitors find what the household said; both sides sign."""
    found = {"visitors": ["周晓峰", "吴美玲"], "signed": True, "confirms": True}
    return Content(result={**found, "living_conditions": "住房一套,家具陈旧,与申报一致"})


def alert_visit(_: Archive, __: Question) -> Content:
    """Nothing is needed, unless the scenario says what the visitors find."""
    return Content(result={"result": "NOT_IN_NEED", "charity_consent": False, "visitors": ["钱志远", "孙丽"]})


def self_care(_: Archive, question: Question) -> Content:
    """Two assessors see everybody do all six, unless the scenario says what somebody cannot."""
    able = {activity.value: True for activity in Activity}
    findings = [{"person": subject.ref, "can": able} for subject in question.subjects]
    return Content(result={"findings": findings, "assessors": ["郑立群", "冯雪"]})


def support_place(_: Archive, question: Question) -> Content:
    """As the person wants it; every institution has a place."""
    return Content(result={"chosen": question.details.get("wanted", "home"), "available": True})


def local_ties(_: Archive, __: Question) -> Content:
    """The registers know nothing else than what was declared, unless the scenario says so."""
    return Content()


def _plainly(answer: Callable[[Question], dict[str, Any]]) -> Callable[[Archive, Question], Content]:
    return lambda _, question: Content(result=answer(question))


QUESTIONS: dict[Topic, Callable[[Archive, Question], Content]] = {
    Topic.MEANS: means,
    Topic.FACT_DETAILS: fact_details,
    Topic.LINKED_ITEM: linked_item,
    Topic.LINKED_ITEM_STOP: linked_item_stop,
    Topic.MARRIAGE_STATUS: marriage_status,
    Topic.IDENTITY: identity,
    Topic.HOUSEHOLD_REGISTER_CHANGE: household_register_change,
    Topic.HOUSEHOLD_REGISTER_MOVE: household_register_move,
    Topic.HOME_VISIT: home_visit,
    Topic.ALERT_VISIT: alert_visit,
    Topic.LOCAL_TIES: local_ties,
    Topic.SELF_CARE: self_care,
    Topic.SUPPORT_PLACE: support_place,
    Topic.DISABILITY_CERTIFICATE: lambda archive, question: Content(result=subsidies.certificates(archive, question)),
    Topic.SUBSIDY_NEED: lambda archive, question: Content(result=subsidies.need(archive, question)),
    **{topic: _plainly(answer) for topic, answer in after_death.ANSWERS.items()},
}


def _items(archive: Archive, question: Question, on: date) -> tuple[DataItem, ...]:
    known = (archive.resident(subject.ref) for subject in question.subjects)
    return tuple(item for person in known if person for item in person.items(question.department, on))


def _identity(archive: Archive, ref: str) -> dict[str, Any]:
    known = archive.resident(ref)
    matches, valid = (known.identity_matches, known.id_valid) if known else (True, True)
    former = {"former": list(known.former)} if known and known.former else {}
    return {"person": ref, "matches": matches, "valid": valid, **former}


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
