"""Disability subsidies: asked for here and elsewhere, chosen, offered, ended, handed over; rounds over a county."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from events.contracts.disability import (
    DisabilityApplicationWithdrawn,
    DisabilityDecidedElsewhere,
    DisabilityOfferAnswered,
)
from events.contracts.facts import StandardChanged
from registry.services import DISABILITY, DISABILITY_ROUND
from schemas.disability import BOTH, PersonRequest, SubsidyFile
from schemas.disability_rounds import RoundRequest, SubsidyRound
from schemas.identifiers import PersonRef
from schemas.rights import PaidMonth
from tests.days import today
from tests.histories.recorded import ORDINARY, recorded
from tests.workflows.disability.persons import CERTIFICATE, Person
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import SHORT_DAY, PaperCity
from tests.workflows.paper_offices import PENDING, answered
from tests.workflows.paper_subsidies import PaperSubsidies

ON = date(2026, 6, 1)
ELDER = {"benefit": "elder_nursing", "monthly": "100.00", "since": "2020-01-01"}
LOW_INCOME = {"benefit": "low_income", "amount": "600.00", "first": "2026-01-01"}


def in_low_income(city: PaperCity, **file: Any) -> Person:
    """Somebody of a household that is recognised, as the file says."""
    person = Person(city)
    _written(person, PersonRef(person.person), recognised=[LOW_INCOME], **file)
    return person


def drawing(city: PaperCity, name: str = "", **found: Any) -> Person:
    """Somebody who asked in May 2026, and has been paid both since."""
    person = Person(city)
    ref = PersonRef(f"{person.person}{name}")
    about = {"case": "disability-subsidies:earlier", "person": ref, "household": person.household, "on": ON}
    paid = [{"benefit": kind, "person": ref, "amount": amount, "first": "2026-05-01"}
            for kind, amount in zip(BOTH, ("350.00", "130.00"), strict=True)]  # fmt: skip
    _written(
        person, ref, recognised=[LOW_INCOME], rights=paid, rulings=[about],
        claims=[{**about, "on": "2026-05-28", "kinds": BOTH, "town": "CZ-TN-LL", "county": "CZ-TN"}],
        findings=[{**about, "certificate": CERTIFICATE, "works": False, "pension": False, **found}],
    )  # fmt: skip
    return person


def _written(person: Person, ref: PersonRef, **file: Any) -> None:
    place = {"town": "CZ-TN-LL", "county": "CZ-TN"}
    PaperSubsidies.files[ref] = SubsidyFile.model_validate({
        "person": ref, "household": person.household, "version": 1, **place, **file})  # fmt: skip


async def confirmed(case: PaperCase, choice: str = "confirm") -> PaperCase:
    await case.decide("first_check")
    await case.decide("confirmation", choice)
    return case


def answer(person: Person, case: PaperCase, *wanted: str) -> DisabilityOfferAnswered:
    return DisabilityOfferAnswered.model_validate({
        "case": case.id, "person": person.person, "wanted": wanted, "on": ON})  # fmt: skip


# ── asked for ────────────────────────────────────────────────────────────────────────────────────────────────────


@recorded(DISABILITY, ORDINARY)
async def both_are_granted(city: PaperCity) -> PaperCase:
    return await confirmed(await in_low_income(city).apply())


@recorded(DISABILITY, "refused")
async def the_county_refuses(city: PaperCity) -> PaperCase:
    return await confirmed(await in_low_income(city).apply(), "refuse")


@recorded(DISABILITY, "not-accepted")
async def the_town_does_not_accept(city: PaperCity) -> PaperCase:
    case = await in_low_income(city).apply()
    await case.decide("first_check", "not_accept")
    return case


@recorded(DISABILITY, "pushed")
async def received_by_another_town_and_returned_to_it(city: PaperCity) -> PaperCase:
    case = await in_low_income(city).apply(received_by="CZ-WJ-HT", received_region="320412")
    await case.decide("push")
    return await confirmed(case)


@recorded(DISABILITY, "from-outside")
async def received_outside_the_city(city: PaperCity) -> PaperCase:
    return await confirmed(await in_low_income(city).apply(received_by=None, received_region="340104"))


@recorded(DISABILITY, "decided-elsewhere")
async def decided_outside_the_city(city: PaperCity) -> PaperCase:
    case = await in_low_income(city).apply(home=None, home_region="340104")
    await case.decide("push")
    await case.until(lambda record: record.waiting_on == "home place")
    await case.hears(DisabilityDecidedElsewhere.model_validate({
        "number": city.number, "on": ON, "granted": BOTH}))  # fmt: skip
    return case


@recorded(DISABILITY, "pledge")
async def an_office_is_silent_and_the_word_of_the_person_is_taken(city: PaperCity) -> PaperCase:
    person = Person(city)
    city.departments.says("human-resources", "means", PENDING)
    case = await person.apply()
    await case.decide("first_check")
    await case.until(lambda record: "human-resources" in (record.waiting_on or ""))
    await case.answered("means/human-resources/1", "human-resources", "means", status="refused", reason="system_change")
    await case.decide("confirmation", "pledge", evidence_gap=True)
    await case.until(lambda record: "refuse" in (record.pending.choices if record.pending else ()))
    await case.decide("confirmation", "confirm", evidence_gap=True)
    return case


@recorded(DISABILITY, "chosen")
async def the_person_chooses_of_two_benefits(city: PaperCity) -> PaperCase:
    person = in_low_income(city)
    person.knows(drawn=[ELDER])
    case = await person.apply()
    await case.decide("first_check")
    await case.until(lambda record: record.stage == "choice of the person")
    await case.hears(answer(person, case, "disability_nursing"))
    await case.decide("confirmation")
    return case


@recorded(DISABILITY, "withdrawn")
async def taken_back_before_the_decision(city: PaperCity) -> PaperCase:
    case = await in_low_income(city).apply()
    await case.decide("first_check")
    await case.asks("confirmation")
    await case.hears(DisabilityApplicationWithdrawn.model_validate({"number": city.number, "reasons": "不需要了"}))
    return case


# ── offered ──────────────────────────────────────────────────────────────────────────────────────────────────────


async def offered(person: Person) -> PaperCase:
    request = PersonRequest(person=PersonRef(person.person), reason="disability-changed", on=ON, offer=BOTH)
    return await person.open(DISABILITY, request=request, key=("offer",))


@recorded(DISABILITY, "offer-agreed")
async def the_person_agrees_to_an_offer(city: PaperCity) -> PaperCase:
    person = in_low_income(city)
    case = await offered(person)
    await case.until(lambda record: record.stage == "offer")
    await case.hears(answer(person, case, *BOTH))
    await case.decide("confirmation")
    return case


@recorded(DISABILITY, "offer-at-the-door", SHORT_DAY)
async def nobody_answers_and_the_town_calls(city: PaperCity) -> PaperCase:
    case = await offered(in_low_income(city))
    await case.decide("agreement", "declines")
    return case


# ── afterwards ───────────────────────────────────────────────────────────────────────────────────────────────────


@recorded(DISABILITY, "ended")
async def a_new_grade_ends_both(city: PaperCity) -> PaperCase:
    person = drawing(city)
    case = await person.happens(person.graded("2026-07-10", None))
    await case.decide("adjustment")
    return case


@recorded(DISABILITY, "recovered")
async def what_was_paid_after_it_comes_back(city: PaperCity) -> PaperCase:
    person = drawing(city)
    ref = PersonRef(person.person)
    august = PaidMonth(benefit="disability_living", person=ref, month=date(2026, 8, 1), amount=Decimal("350.00"))
    PaperSubsidies.files[ref] = PaperSubsidies.files[ref].model_copy(update={"paid": (august,)})
    case = await person.happens(person.graded("2026-07-10", None))
    await case.decide("adjustment")
    await case.decide("recovery", "repay")
    return case


@recorded(DISABILITY, "kept")
async def the_county_keeps_both(city: PaperCity) -> PaperCase:
    person = drawing(city)
    case = await person.happens(person.imprisoned("2026-07-10"))
    await case.decide("adjustment", "keep")
    return case


@recorded(DISABILITY, "told-again")
async def the_federation_corrects_a_grade(city: PaperCity) -> PaperCase:
    person = drawing(city)
    case = await person.happens(person.graded("2026-07-10", 3))
    await case.asks("adjustment")
    await case.hears(person.graded("2026-07-10", 4, reported_on=str(today() + timedelta(days=1))))
    await case.decide("adjustment", "keep")
    await case.decide("adjustment", "keep")
    return case


@recorded(DISABILITY, "taken-over")
async def another_county_goes_on(city: PaperCity) -> PaperCase:
    person = drawing(city)
    case = await person.happens(person.moved("2026-07-10", "320412", "CZ-WJ-HT"))
    await case.decide("handover")
    return case


@recorded(DISABILITY, "left")
async def the_register_leaves_the_city(city: PaperCity) -> PaperCase:
    person = drawing(city)
    case = await person.happens(person.moved("2026-07-10", "340104"))
    await case.decide("adjustment")
    return case


@recorded(DISABILITY, "stranger")
async def nobody_is_concerned(city: PaperCity) -> PaperCase:
    person = Person(city)
    return await person.happens(person.imprisoned("2026-07-10"))


# ── rounds ───────────────────────────────────────────────────────────────────────────────────────────────────────


async def round_of(city: PaperCity, kind: SubsidyRound, **request: Any) -> PaperCase:
    return await city.open(DISABILITY_ROUND, request=RoundRequest.model_validate({
        "kind": kind, "county": "CZ-TN", **request}))  # fmt: skip


def says(city: PaperCity, **certificates: dict[str, Any]) -> None:
    city.departments.says("disabled-persons", "disability_certificate", lambda said: answered(records=[
        {"person": each["ref"], "certificate": certificates.get(each["ref"][-1], CERTIFICATE)}
        for each in said["subjects"]]))  # fmt: skip
    city.departments.says("civil-affairs", "subsidy_need", answered(records=[]))


GRADE_3 = {**CERTIFICATE, "disability": {"kind": "physical", "grade": 3}, "issued_on": "2026-05-30"}


@recorded(DISABILITY_ROUND, ORDINARY)
async def one_of_three_differs(city: PaperCity) -> PaperCase:
    for name in "abc":
        drawing(city, f"-{name}")
    says(city, b=GRADE_3)
    return await round_of(city, SubsidyRound.COMPARISON)


@recorded(DISABILITY_ROUND, "implausible")
async def everybody_differs(city: PaperCity) -> PaperCase:
    for name in "abcdef":
        drawing(city, f"-{name}")
    says(city, **dict.fromkeys("abcdef", GRADE_3))
    case = await round_of(city, SubsidyRound.COMPARISON)
    await case.decide("differences", "one_by_one")
    return case


@recorded(DISABILITY_ROUND, "reminders")
async def a_certificate_expires(city: PaperCity) -> PaperCase:
    drawing(city, "-a", certificate={**CERTIFICATE, "valid_to": str(today() + timedelta(days=30))})
    return await round_of(city, SubsidyRound.REMINDERS)


@recorded(DISABILITY_ROUND, "standard")
async def a_new_standard_is_decided_for_everybody(city: PaperCity) -> PaperCase:
    for name in "ab":
        drawing(city, f"-{name}")
    case = await round_of(city, SubsidyRound.STANDARD, on=date(2027, 7, 1))
    await case.decide("standard")
    return case


@recorded(DISABILITY_ROUND, "stopped")
async def a_person_stops_the_adjustment(city: PaperCity) -> PaperCase:
    drawing(city, "-a")
    case = await round_of(city, SubsidyRound.STANDARD, on=date(2027, 7, 1))
    await case.decide("standard", "stop")
    return case


@recorded(DISABILITY_ROUND, "called")
async def a_standard_calls_every_county(city: PaperCity) -> PaperCase:
    return await city.open(DISABILITY_ROUND, StandardChanged.model_validate({
        "standard": "low_income", "on": "2027-07-01", "reported_on": "2027-06-20"}))  # fmt: skip
