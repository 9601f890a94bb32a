"""Destitute persons: recognised with care, at home and elsewhere; a new test, a new place; aid that was invented."""

from datetime import date
from decimal import Decimal
from typing import Any

from events.contracts.civil_affairs import AssistanceAidFoundInvented, CareChangeReported
from registry.services import AID_RECOVERY, ASSISTANCE, CARE_REVIEW, case_id
from schemas.daily_living import Activity
from schemas.identifiers import HouseholdRef
from schemas.rights import Standing
from schemas.snapshots import Snapshot
from schemas.temporary_aid import Given
from tests.histories.recorded import ORDINARY, recorded
from tests.workflows.applications import APPLICANT, application, authorised, person, submitted
from tests.workflows.paper_aid import PaperAid, PaperRights
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import LONG_DAY, SHORT_DAY, PaperCity
from tests.workflows.paper_offices import PENDING, answered

ALONE = {"members": [person(APPLICANT, "1950-03-15", "male", "applicant", own_obligor_able=False)]}
ON = date(2026, 3, 2)


def tested(city: PaperCity, *cannot: Activity) -> None:
    can = {activity.value: activity not in cannot for activity in Activity}
    city.departments.says("civil-affairs", "self_care", answered(findings=[{"person": APPLICANT, "can": can}]))


async def recognised(city: PaperCity, place: str) -> PaperCase:
    of = {"household": ALONE, "incomes": [], "authorisations": authorised(APPLICANT), "applied_for": "destitute"}
    city.departments.says("civil-affairs", "support_place", answered(chosen=place, available=True))
    case = await city.open(ASSISTANCE, submitted(city.number, **of, support_place=place))
    for question in ("acceptance", "opinion", "confirmation"):
        await case.decide(question)
    return case


@recorded(ASSISTANCE, "destitute-home", SHORT_DAY)
async def supported_at_home(city: PaperCity) -> PaperCase:
    tested(city, Activity.WALK)
    return await recognised(city, "home")


@recorded(ASSISTANCE, "destitute-untested", SHORT_DAY)
async def supported_without_a_test(city: PaperCity) -> PaperCase:
    city.departments.says("civil-affairs", "self_care", PENDING)
    return await recognised(city, "institution")


async def reported(city: PaperCity, change: str = "self-care") -> PaperCase:
    household = HouseholdRef(f"h-{city.number}")
    known = application(city.number, household={"ref": household, **ALONE}, incomes=[], support_place="home")
    snapshot = Snapshot(case=case_id(ASSISTANCE, city.number), number=known.number, taken_on=ON, first_month=ON,
                        category="destitute", application=known)  # fmt: skip
    PaperRights.known[household] = Standing(household=household, version=1, snapshots=(snapshot,))
    said: dict[str, Any] = {"person": APPLICANT, "household": household, "change": change, "on": ON, "reported_on": ON}
    return await city.open(CARE_REVIEW, CareChangeReported.model_validate(said))


@recorded(CARE_REVIEW, ORDINARY)
async def can_do_less(city: PaperCity) -> PaperCase:
    tested(city, Activity.WALK)
    return await reported(city)


@recorded(CARE_REVIEW, "moved")
async def moves_into_an_institution(city: PaperCity) -> PaperCase:
    city.departments.says("civil-affairs", "support_place", answered(chosen="institution", available=True))
    return await reported(city, "place")


@recorded(CARE_REVIEW, "no-result", SHORT_DAY)
async def nobody_comes_to_test(city: PaperCity) -> PaperCase:
    city.departments.says("civil-affairs", "self_care", PENDING)
    return await reported(city)


async def invented(city: PaperCity, *, given: bool = True) -> PaperCase:
    household = HouseholdRef(f"h-{city.number}")
    of = case_id(ASSISTANCE, city.number)
    aid = {"kind": "emergency_aid", "cause": "fire", "happened_on": ON, "given_on": ON, "amount": Decimal("3000.00"),
           "household": household, "case": of}  # fmt: skip
    PaperAid.known[of] = (Given.model_validate(aid),) if given else ()
    found = {"number": city.number, "household": household, "kind": "emergency_aid", "town": "CZ-TN-LL",
             "county": "CZ-TN", "reported_on": ON}  # fmt: skip
    return await city.open(AID_RECOVERY, AssistanceAidFoundInvented.model_validate(found), key=("emergency_aid",))


@recorded(AID_RECOVERY, ORDINARY, SHORT_DAY)
async def paid_back(city: PaperCity) -> PaperCase:
    case = await invented(city)
    await case.decide("aid_recovery")
    return case


@recorded(AID_RECOVERY, "stands", SHORT_DAY)
async def the_aid_stands(city: PaperCity) -> PaperCase:
    case = await invented(city)
    await case.decide("aid_recovery", "stands")
    return case


@recorded(AID_RECOVERY, "nothing-given", LONG_DAY)
async def nothing_was_given(city: PaperCity) -> PaperCase:
    return await invented(city, given=False)
