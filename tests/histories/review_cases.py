"""Reviews: a fact, a date, a page of many, a round; people decide each."""

from datetime import date
from decimal import Decimal
from typing import Any

from events.contracts.assistance import AssistanceReviewDue
from events.contracts.bereavement import DeathConfirmed
from events.contracts.civil_affairs import (
    AssistanceApplicationWithdrawn,
    AssistanceChangeAnswered,
    AssistanceRoundDue,
)
from events.contracts.envelope import Event
from events.contracts.facts import HouseholdRegisterMoved, JobsRefused, JobStarted
from policy.snapshots import snapshot
from registry.services import REVIEW, REVIEW_PAGE, REVIEW_ROUND
from schemas.deaths import DeathKind
from schemas.facts import LifeFact
from schemas.households import Category
from schemas.identifiers import HouseholdRef, PersonRef, UnitId
from schemas.questions import ItemCode
from schemas.reviews import SnapshotRequest
from schemas.rights import PaidMonth, RightSpan, Standing
from schemas.rounds import PageOrder, Round, RoundKind
from tests.histories.recorded import ORDINARY, recorded
from tests.workflows.applications import APPLICANT, CHILD, SPOUSE, application, found, person
from tests.workflows.paper_aid import PaperRights, PaperRounds
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import SHORT_DAY, PaperCity
from tests.workflows.paper_offices import answered

FIRST, ON, DUE = date(2026, 4, 1), date(2026, 5, 12), date(2027, 4, 6)


def ref(city: PaperCity, who: str) -> PersonRef:
    return PersonRef(f"{who}-{city.number}")


def household(city: PaperCity) -> HouseholdRef:
    return HouseholdRef(f"h-{city.number}")


def standing(city: PaperCity, amount: str = "600.00", paid: tuple[date, ...] = ()) -> Standing:
    """The family of three, recognised in April."""
    form = application(city.number, incomes=[
        {"person": ref(city, APPLICANT), "kind": "pension", "monthly": "1800.00"},
        {"person": ref(city, CHILD), "kind": "maintenance", "monthly": "600.00"},
    ], household={"ref": household(city), "members": [
        person(ref(city, APPLICANT), "1958-03-15", "male", "applicant"),
        person(ref(city, SPOUSE), "1960-09-03", "female", "spouse"),
        person(ref(city, CHILD), "2016-11-20", "male", "other with legal support duty", student=True),
    ]})  # fmt: skip
    for errand in ("application_form", "transfer_package"):
        city.departments.says("civil-affairs", errand, answered(application=form.model_dump(mode="json")))
    kept = snapshot(SnapshotRequest(case=f"assistance:{city.number}", application=form, category=Category.LOW_INCOME,
                                    on=date(2026, 3, 20), first_month=FIRST, recognition=True))  # fmt: skip
    months = tuple(PaidMonth(benefit=Category.LOW_INCOME, month=month, amount=Decimal(amount)) for month in paid)
    right = RightSpan(benefit=Category.LOW_INCOME, amount=Decimal(amount), first=FIRST)
    return Standing(household=household(city), version=1, snapshots=(kept,), rights=(right,), paid=months)


async def opened(city: PaperCity, event: Event, *key: str, **of: Any) -> PaperCase:
    PaperRights.known[household(city)] = standing(city, **of)
    return await city.open(REVIEW, event, key=key or (event.fact, event.person, str(event.on)))  # type: ignore[attr-defined]


def death(city: PaperCity, who: str = SPOUSE) -> DeathConfirmed:
    return DeathConfirmed(case="bereavement:1", person=ref(city, who), on=ON, reported_on=ON, how=DeathKind.HOSPITAL,
                          sources=("health", "public-security"))  # fmt: skip


@recorded(REVIEW, "nobody-concerned")
async def of_a_stranger(city: PaperCity) -> PaperCase:
    return await city.open(REVIEW, death(city, "p-9999"))


@recorded(REVIEW, "unchanged")
async def a_fact_that_changes_nothing(city: PaperCity) -> PaperCase:
    return await opened(city, moved(city, SPOUSE))


@recorded(REVIEW, ORDINARY, SHORT_DAY)
async def ended(city: PaperCity) -> PaperCase:
    case = await opened(city, death(city))
    await case.decide("review")
    return case


@recorded(REVIEW, "kept", SHORT_DAY)
async def kept(city: PaperCity) -> PaperCase:
    case = await opened(city, death(city))
    await case.decide("review", "keep")
    return case


@recorded(REVIEW, "agreed-to-move")
async def agreed(city: PaperCity) -> PaperCase:
    case = await opened(city, death(city))
    await case.hears(AssistanceChangeAnswered(case=case.id, household=household(city), objects=False,
                                              agrees_to_move=True))  # fmt: skip
    await case.decide("review")
    return case


@recorded(REVIEW, "tapered", SHORT_DAY)
async def tapered(city: PaperCity) -> PaperCase:
    city.departments.says("human-resources", "fact_details", found(ItemCode.WAGE, "3500.00", ref(city, SPOUSE)))
    case = await opened(city, JobStarted(person=ref(city, SPOUSE), on=ON, reported_on=ON))
    await case.decide("review")
    return case


@recorded(REVIEW, "told-again", SHORT_DAY)
async def a_wage_is_corrected(city: PaperCity) -> PaperCase:
    city.departments.says("human-resources", "fact_details", found(ItemCode.WAGE, "600.00", ref(city, SPOUSE)))
    job = JobStarted(person=ref(city, SPOUSE), on=ON, reported_on=ON)
    case = await opened(city, job)
    await case.asks("review")
    city.departments.says("human-resources", "fact_details", found(ItemCode.WAGE, "900.00", ref(city, SPOUSE)))
    await case.hears(job.model_copy(update={"reported_on": ON.replace(day=20)}))
    await case.decide("review", "keep")
    await case.decide("review", "keep")
    return case


@recorded(REVIEW, "couple", SHORT_DAY)
async def a_couple_of_whom_one_was_still_applying(city: PaperCity) -> PaperCase:
    hers, bride = HouseholdRef(f"{household(city)}-hers"), ref(city, "p-bride")
    form = application(f"{city.number}-2", incomes=[], household={
        "ref": hers, "members": [person(bride, "1960-09-03", "female", "applicant")]})  # fmt: skip
    late, june = date(2026, 5, 20), date(2026, 6, 1)
    kept = snapshot(SnapshotRequest(case=f"assistance:{city.number}-2", application=form, category=Category.LOW_INCOME,
                                    on=late, first_month=june, recognition=True))  # fmt: skip
    wedding = LifeFact.model_validate({
        "key": f"marriage/{bride}/{ON}", "kind": "marriage", "person": bride, "other": ref(city, APPLICANT),
        "happened_on": ON, "known_on": ON, "source": "civil-affairs", "event": "e-1"})  # fmt: skip
    PaperRights.known[household(city)] = standing(city)
    PaperRights.known[hers] = Standing(
        household=hers, version=1, snapshots=(kept,), facts=(wedding,),
        rights=(RightSpan(benefit=Category.LOW_INCOME, amount=Decimal("1000.00"), first=june),))  # fmt: skip
    due = AssistanceReviewDue(case=kept.case, household=hers, due_on=ON, reason="facts", reported_on=late)
    case = await city.open(REVIEW, due, key=("facts", hers))
    await case.decide("review")
    await case.decide("review")
    return case


@recorded(REVIEW, "recovered", SHORT_DAY)
async def recovered(city: PaperCity) -> PaperCase:
    case = await opened(city, death(city), paid=(FIRST, date(2026, 5, 1), date(2026, 6, 1)))
    await case.decide("review")
    await case.decide("recovery", "set_off", details={"monthly": "nothing that can be read"})
    await case.decide("recovery", "set_off", details={"monthly": "100.00"})
    return case


@recorded(REVIEW, "surveyed-again", SHORT_DAY)
async def surveyed_again(city: PaperCity) -> PaperCase:
    case = await opened(city, death(city))
    await case.decide("review", "survey_again")
    await case.decide("review")
    return case


@recorded(REVIEW, "cut", SHORT_DAY)
async def cut(city: PaperCity) -> PaperCase:
    case = await opened(city, JobsRefused(person=ref(city, SPOUSE), on=ON, reported_on=ON, refusals=3))
    await case.decide("review", "cut")
    return case


@recorded(REVIEW, "taken-over")
async def taken_over(city: PaperCity) -> PaperCase:
    case = await opened(city, moved(city))
    await case.decide("takeover")
    return case


@recorded(REVIEW, "not-taken-over")
async def not_taken_over(city: PaperCity) -> PaperCase:
    case = await opened(city, moved(city))
    await case.decide("takeover", "lives_elsewhere")
    return case


def moved(city: PaperCity, who: str = APPLICANT) -> HouseholdRegisterMoved:
    return HouseholdRegisterMoved(person=ref(city, who), on=ON, reported_on=ON, to_region="320412",
                                  to_town="CZ-WJ-HT")  # fmt: skip


@recorded(REVIEW, "given-up")
async def given_up(city: PaperCity) -> PaperCase:
    event = AssistanceApplicationWithdrawn(number=city.number, household=household(city))
    case = await opened(city, event, event.asks)
    await case.decide("end")
    return case


@recorded(REVIEW, "rechecked", SHORT_DAY)
async def rechecked(city: PaperCity) -> PaperCase:
    city.departments.says("human-resources", "means", found(ItemCode.PENSION, "2000.00", ref(city, APPLICANT)))
    due = AssistanceReviewDue(case="review-round:1", household=household(city), due_on=ON, reason="recheck",
                              reported_on=ON)  # fmt: skip
    case = await opened(city, due, "recheck")
    await case.decide("review")
    return case


async def page(city: PaperCity, county: str, kind: RoundKind) -> PaperCase:
    """Two households: one as the law has it, one that has less than it should."""
    poorer = standing(city, "500.00").model_copy(update={"household": HouseholdRef(f"h-{city.number}-2")})
    PaperRounds.known[UnitId(county)] = (standing(city), poorer)
    asked = Round(kind=kind, county=UnitId(county), on=DUE, size=25)
    return await city.open(REVIEW_PAGE, request=PageOrder(round=asked, number=1), key=(county,))


@recorded(REVIEW_PAGE, ORDINARY)
async def a_page_of_a_standard(city: PaperCity) -> PaperCase:
    case = await page(city, "CZ-WJ", RoundKind.STANDARD)
    await case.decide("page")
    return case


@recorded(REVIEW_PAGE, "rechecked")
async def a_page_of_a_check(city: PaperCity) -> PaperCase:
    case = await page(city, "CZ-XB", RoundKind.RECHECK)
    forms = [standing(city).newest.application.model_dump(mode="json")] * 2
    city.departments.says("civil-affairs", "application_forms", answered(applications=forms))
    await case.decide("page")
    return case


@recorded(REVIEW_PAGE, "one-by-one")
async def one_by_one(city: PaperCity) -> PaperCase:
    case = await page(city, "CZ-ZL", RoundKind.STANDARD)
    await case.decide("page", "one_by_one")
    return case


@recorded(REVIEW_ROUND, ORDINARY)
async def a_round_of_a_county(city: PaperCity) -> PaperCase:
    due = AssistanceRoundDue(kind=RoundKind.RECHECK, on=DUE, reported_on=DUE, county=UnitId("CZ-JT"))
    return await city.open(REVIEW_ROUND, due)


@recorded(REVIEW_ROUND, "counties")
async def a_round_of_the_city(city: PaperCity) -> PaperCase:
    return await city.open(REVIEW_ROUND, AssistanceRoundDue(kind=RoundKind.RECHECK, on=DUE, reported_on=DUE))
