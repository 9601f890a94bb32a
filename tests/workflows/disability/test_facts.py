"""What facts change for who draws disability subsidies (domain 9.2, 15): decided by people, dated by the fact."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import islice, permutations
from typing import Any

import pytest

from activities.adapters.register.payments import SqlPayments
from activities.ports import SystemReply
from events.contracts.disability import (
    DisabilityReviewDue,
    DisabilitySubsidyGivenUp,
    InjuryNursingGranted,
    OrphanAidGranted,
)
from events.contracts.envelope import Event
from events.contracts.facts import FactRevoked
from events.contracts.marriage import MarriageRegistered
from registry.services import DISABILITY
from schemas.cases import CaseRecord
from schemas.disability import FileRequest, SubsidyFile
from schemas.facts import FactKind
from schemas.payments import Run
from schemas.questions import DataItem, ReplyStatus
from tests.activities.register.payment_runs import answered, frozen, lines_of
from tests.days import today
from tests.workflows.disability.persons import CERTIFICATE, LIVING, NURSING, Town
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import calm

pytestmark = pytest.mark.platform

BOTH = ([("26-05", None, "350.00")], [("26-05", None, "130.00")])
TO_JUNE = ([("26-05", "26-06", "350.00")], [("26-05", "26-06", "130.00")])


def tomorrow() -> str:
    return str(today() + timedelta(days=1))


async def settled(case: PaperCase, question: str = "adjustment", choice: str | None = None) -> CaseRecord:
    await case.decide(question, choice)
    return await case.closed()


def held(city: Town) -> tuple[Any, Any]:
    return city.holds(LIVING), city.holds(NURSING)


@calm
async def test_ac_d7_who_dies_on_3_june_is_paid_for_june_and_not_for_july(city: Town) -> None:
    city.recognised()
    await city.granted()

    case = await city.happens(city.died("2026-06-03"))
    ask = await case.asks("adjustment")
    record = await settled(case)

    assert ask.role == "county section head"
    assert "disability_living: 350.00 → - (from 2026-07)" in (ask.proposal or "")
    assert (record.outcome, held(city)) == ("ended", TO_JUNE)
    assert [said["reasons"] for said in city.said(case, "disability.subsidy-ended")] == [["death"], ["death"]]
    letters = [each["details"] for each in city.departments.bodies("deliver_notice")]
    assert "自2026年7月起停止发放" in letters[-1]["text"]


@calm
@pytest.mark.parametrize("then", ["confirmed", "taken back"])
async def test_a_death_that_one_source_alone_tells_suspends_both_until_it_is_confirmed_or_taken_back(
    city: Town, then: str
) -> None:
    city.recognised()
    await city.granted()

    case = await city.happens(city.suspected("2026-06-03"))
    record = await settled(case)
    paid(city, 5, 6, 7)

    assert (record.outcome, held(city)) == ("suspended", TO_JUNE)
    lines = lines_of(city.cities.book, city.household)
    assert {line.month.month for line in lines if line.payee == city.person} == {5, 6}
    assert [said["reasons"] for said in city.said(case, "disability.subsidy-changed")] == [["death-suspected"]] * 2
    assert city.said(case, "disability.subsidy-ended") == []
    assert "仅有一个来源显示本人死亡" in city.departments.bodies("deliver_notice")[-1]["details"]["text"]

    last = await city.happens(city.died("2026-06-03") if then == "confirmed" else city.lives("2026-06-03"))
    ended = await settled(last)

    assert (ended.outcome, held(city)) == (("ended", TO_JUNE) if then == "confirmed" else ("granted", BOTH))


@calm
async def test_a_death_that_the_police_register_alone_tells_suspends_both_and_ends_neither(city: Town) -> None:
    city.recognised()
    await city.granted()
    dead = DataItem.model_validate({"person": city.person, "code": "death", "as_of": "2026-06-03"})
    city.departments.says("public-security", "means", SystemReply(status=ReplyStatus.ANSWERED, items=(dead,)))

    due = {"case": f"disability-round:{city.number}", "person": city.person, "reason": "data_differs",
           "due_on": today(), "reported_on": today()}  # fmt: skip
    case = await city.happens(DisabilityReviewDue.model_validate(due))
    record = await settled(case)

    assert (record.outcome, held(city)) == ("suspended", TO_JUNE)
    assert city.said(case, "disability.subsidy-changed")[0]["reasons"] == ["alive"]


@calm
async def test_a_death_that_is_taken_back_restores_both_without_a_gap(city: Town) -> None:
    city.recognised()
    await city.granted()
    await settled(await city.happens(city.died("2026-06-03")))

    case = await city.happens(city.lives("2026-06-03"))
    record = await settled(case)

    assert (record.outcome, held(city)) == ("granted", BOTH)


@calm
async def test_what_the_federation_corrects_while_the_county_decides_is_decided_by_the_same_case(city: Town) -> None:
    """Of grade 3 nothing but 250.00 for living is due from July on; of grade 2 everything goes on as it was."""
    city.recognised()
    await city.granted()
    paid(city, 5, 6, 7)

    case = await city.happens(city.graded("2026-06-10", 3))
    await case.asks("adjustment")
    await case.hears(city.graded("2026-06-10", 2, reported_on=tomorrow()))
    await case.decide("adjustment", "adjust")
    await case.decide("recovery", "waive")
    await case.decide("adjustment", "adjust")
    record = await case.closed()

    assert (record.outcome, held(city)) == ("adjusted", BOTH)
    assert [ruled.question for ruled in record.rulings] == ["adjustment", "recovery", "adjustment"]
    assert not any("heard but not used" in note for note in record.notes)
    assert len({line.id for line in record.announced}) == len(record.announced) == 4
    keys = [key for key in city.departments.keys("deliver_notice") if key.startswith("notice/")]
    assert keys[1:] == ["notice/changed", "notice/stopped", "notice/changed/2", "notice/granted/2"]


@calm
async def test_what_the_county_kept_against_the_first_word_counts_as_it_is_corrected(city: Town) -> None:
    """The correction says a grade that ends nursing for good; the first word said less."""
    city.recognised()
    await city.granted()

    case = await city.happens(city.graded("2026-06-10", 3))
    await case.asks("adjustment")
    await case.hears(city.graded("2026-06-10", 4, kind="visual", reported_on=tomorrow()))
    await case.decide("adjustment", "keep")
    await case.decide("adjustment", "adjust")
    record = await case.closed()

    assert record.outcome == "adjusted"
    assert held(city) == ([("26-05", "26-06", "350.00"), ("26-07", None, "250.00")], [("26-05", "26-06", "130.00")])


@calm
async def test_the_offices_are_asked_anew_about_a_correction(city: Town) -> None:
    city.recognised()
    await city.granted()

    case = await city.happens(city.graded("2026-06-10", 3))
    await case.decide("adjustment", "survey_again")
    await case.asks("adjustment")
    await case.hears(city.graded("2026-06-10", 4, reported_on=tomorrow()))
    await case.decide("adjustment", "keep")
    await case.decide("adjustment", "survey_again")
    await case.decide("adjustment", "keep")
    record = await case.closed()

    assert record.outcome == "kept"
    asked = [key for _, task, key, _ in city.departments.asked if task == "disability_certificate"]
    assert [key for key in asked if key.startswith(case.id)] == [
        f"{case.id}/disability_certificate/disabled-persons/{number}" for number in (1, 2)
    ]  # fmt: skip


@calm
async def test_a_correction_about_somebody_without_a_household_is_kept(city: Town) -> None:
    """Nobody has asked yet; the register has the last word of the federation for whoever asks later."""
    told = (city.graded("2026-06-10", 3), city.graded("2026-06-10", 2, reported_on=tomorrow()))
    await (await city.open(DISABILITY, *told, key=("graded",))).closed()

    (fact_,) = city.cities.subsidies.file(FileRequest.model_validate({"person": city.person, "case": "t"})).facts
    assert fact_.disability is not None
    assert fact_.disability.grade == 2


@calm
async def test_a_death_whose_revocation_came_first_changes_nothing(city: Town) -> None:
    city.recognised()
    await city.granted()

    revoked = await (await city.happens(city.lives("2026-06-03"))).closed()
    died = await (await city.happens(city.died("2026-06-03"))).closed()

    assert (revoked.outcome, died.outcome, held(city)) == ("unchanged", "unchanged", BOTH)


@calm
@pytest.mark.parametrize(
    ("right", "outcome", "last"),
    [
        pytest.param("2026-07-04", "granted", "26-07", id="a later day"),
        pytest.param("2026-05-30", "ended", "26-05", id="an earlier day"),
    ],
)
async def test_a_corrected_day_of_death_counts_though_no_review_has_noted_the_wrong_one(
    city: Town, right: str, outcome: str, last: str
) -> None:
    city.recognised()
    await city.granted()
    await settled(await city.happens(city.died("2026-06-03")))

    record = await settled(await city.happens(city.died(right, corrects="2026-06-03")))

    assert record.outcome == outcome
    assert held(city) == ([("26-05", last, "350.00")], [("26-05", last, "130.00")])


@calm
async def test_ac_d8_who_is_destitute_from_july_draws_neither_from_july(city: Town) -> None:
    city.recognised()
    await city.granted()

    city.ended("2026-07-01")
    case = await city.happens(city.recognised("destitute", "2026-07-01", case="R2"))
    below = await below_of(city, case)
    await settled(below)
    listed = await case.closed()

    assert (listed.outcome, held(city)) == ("listed", TO_JUNE)
    assert {tuple(said["reasons"]) for said in city.said(below, "disability.subsidy-ended")} == {
        ("not_with_destitute",),
    }  # fmt: skip


async def below_of(city: Town, case: PaperCase) -> PaperCase:
    """The case of the person below that of the household."""
    record = await case.until(lambda now: now.children)
    id_ = record.children[0]
    return PaperCase(id_, city.client.get_workflow_handle(id_, result_type=CaseRecord))


@calm
async def test_who_leaves_low_income_loses_the_living_subsidy_and_keeps_the_other(city: Town) -> None:
    city.recognised()
    city.knows(means=({"code": "wage", "amount": "3000.00", "as_of": "2026-05-01"},))
    await city.granted()

    case = await city.happens(city.ended("2026-07-01"))
    below = await below_of(city, case)
    await settled(below)

    assert held(city) == ([("26-05", "26-06", "350.00")], [("26-05", None, "130.00")])


@calm
@pytest.mark.parametrize(
    ("event", "living", "nursing"),
    [
        pytest.param("orphan", [("26-05", "26-06", "350.00")], [("26-05", None, "130.00")], id="orphan aid"),
        pytest.param("injury", [("26-05", "26-06", "350.00")], [("26-05", "26-06", "130.00")], id="injury nursing"),
        pytest.param("graded", [("26-05", "26-06", "350.00"), ("26-07", None, "250.00")],
                     [("26-05", "26-06", "130.00")], id="graded anew"),
        pytest.param("cancelled", [("26-05", "26-06", "350.00")], [("26-05", "26-06", "130.00")],
                     id="certificate cancelled"),
        pytest.param("prison", [("26-05", "26-06", "350.00")], [("26-05", "26-06", "130.00")], id="prison"),
    ],
)  # fmt: skip
async def test_each_fact_counts_from_the_month_after_it(city: Town, event: str, living: Any, nursing: Any) -> None:
    facts = {
        "orphan": lambda: OrphanAidGranted.model_validate(fact(city)),
        "injury": lambda: InjuryNursingGranted.model_validate(fact(city)),
        "graded": lambda: city.graded("2026-06-20", 3),
        "cancelled": lambda: city.graded("2026-06-20", None),
        "prison": lambda: city.imprisoned("2026-06-20"),
    }
    city.recognised()
    await city.granted()
    await settled(await city.happens(facts[event]()))

    assert held(city) == (living, nursing)


def fact(city: Town, on: str = "2026-06-20", **changed: Any) -> dict[str, Any]:
    return {"person": city.person, "on": on, "reported_on": max(on, today().isoformat()), **changed}


@calm
async def test_who_is_released_goes_on_without_asking_again(city: Town) -> None:
    city.recognised()
    await city.granted()
    await settled(await city.happens(city.imprisoned("2026-06-20")))
    await settled(await city.happens(city.released("2026-09-03")))

    assert held(city)[0] == [("26-05", "26-06", "350.00"), ("26-10", None, "350.00")]


@calm
async def test_a_fact_that_an_office_takes_back_never_was(city: Town) -> None:
    city.recognised()
    await city.granted()
    await settled(await city.happens(city.imprisoned("2026-06-20")))

    back = FactRevoked.model_validate(fact(city, kind=FactKind.PRISON_ENTERED))
    record = await settled(await city.happens(back))

    assert (record.outcome, held(city)) == ("granted", BOTH)


@calm
async def test_the_county_may_keep_everything_in_spite_of_a_fact_and_later_facts_do_not_bring_it_back(
    city: Town,
) -> None:
    city.recognised()
    await city.granted()
    kept = await settled(await city.happens(city.imprisoned("2026-06-20")), choice="keep")

    later = await settled(await city.happens(city.graded("2026-08-02", 3)))

    assert (kept.outcome, later.outcome) == ("kept", "adjusted")
    assert held(city) == (
        [("26-05", "26-08", "350.00"), ("26-09", None, "250.00")], [("26-05", "26-08", "130.00")],
    )  # fmt: skip


@calm
async def test_a_fact_about_somebody_who_draws_nothing_concerns_nobody(city: Town) -> None:
    record = await (await city.happens(city.died("2026-06-03"))).closed()

    assert (record.outcome, record.rulings) == ("nobody_concerned", ())


@calm
async def test_who_moves_within_the_city_is_taken_over_by_the_other_county_without_a_gap(city: Town) -> None:
    city.recognised()
    await city.granted()

    case = await city.happens(city.moved("2026-06-20", "320412", "CZ-WJ-HT"))
    ask = await case.asks("handover")
    record = await settled(case, "handover")
    later = await city.happens(city.graded("2026-08-02", 3))

    assert (ask.unit, record.outcome, held(city)) == ("CZ-WJ", "taken_over", BOTH)
    assert (await later.asks("adjustment")).unit == "CZ-WJ"


@calm
@pytest.mark.parametrize("then", ["moved back", "never moved"])
async def test_who_no_longer_lives_in_the_new_town_stays_with_the_county_that_pays(city: Town, then: str) -> None:
    """The new county was asked, and did not answer before."""
    city.recognised()
    await city.granted()
    case = await city.happens(city.moved("2026-06-20", "320412", "CZ-WJ-HT"))
    await case.asks("handover")
    never = FactRevoked(person=city.person, kind=FactKind.MOVED, on=date(2026, 6, 20), reported_on=today())
    back = await city.happens(city.moved("2026-07-02", "320402", "CZ-TN-LL") if then == "moved back" else never)
    await back.closed()

    record = await settled(case, "handover")

    file = city.cities.subsidies.file(FileRequest.model_validate({"person": city.person, "case": "test"}))
    assert (record.outcome, file.county, held(city)) == ("unchanged", "CZ-TN", BOTH)


@calm
async def test_who_leaves_the_city_is_handed_over_to_the_place_that_pays_next(city: Town) -> None:
    city.recognised()
    await city.granted()

    case = await city.happens(city.moved("2026-06-20", "320500"))
    await settled(case)

    assert held(city) == TO_JUNE
    (file,) = city.departments.bodies("hand_over_subsidies")
    assert (file["details"]["region"], file["details"]["on"]) == ("320500", "2026-06-20")
    assert {said["handed_over"] for said in city.said(case, "disability.subsidy-ended")} == {True}


@calm
async def test_a_subsidy_that_is_no_longer_wanted_ends_and_is_not_offered(city: Town) -> None:
    city.recognised()
    await city.granted()

    up = DisabilitySubsidyGivenUp.model_validate(fact(city, kinds=["disability_nursing"]))
    record = await settled(await city.happens(up))

    assert (record.outcome, record.children) == ("ended", ())
    assert held(city) == ([("26-05", None, "350.00")], [("26-05", "26-06", "130.00")])


@calm
async def test_the_county_may_keep_what_the_person_gave_up_and_nothing_brings_it_back(city: Town) -> None:
    city.recognised()
    await city.granted()

    up = DisabilitySubsidyGivenUp.model_validate(fact(city, kinds=["disability_nursing"]))
    kept = await settled(await city.happens(up), choice="keep")
    later = await (await city.happens(city.released("2026-07-01"))).closed()

    assert (kept.outcome, later.outcome, held(city)) == ("kept", "unchanged", BOTH)


@calm
async def test_a_marriage_has_both_looked_at_anew(city: Town) -> None:
    city.recognised()
    await city.granted()

    married = MarriageRegistered.model_validate({
        "case": f"marriage:{city.number}", "booking": city.number, "certificate": "J320400-2026-000001",
        "on": "2026-06-20", "spouses": (city.person, "p-stranger"),
    })  # fmt: skip
    case = await city.happens(married)
    record = await case.closed()
    first = await city.client.get_workflow_handle(record.children[0], result_type=CaseRecord).result()
    other = await city.client.get_workflow_handle(record.children[1], result_type=CaseRecord).result()

    assert (record.outcome, first.outcome, other.outcome) == ("listed", "unchanged", "nobody_concerned")
    assert {line.department for line in first.asked} == {
        "disabled-persons", "civil-affairs", "human-resources", "public-security", "justice",
    }  # fmt: skip


@calm
async def test_a_death_that_is_known_while_the_application_is_decided_is_seen_by_it(city: Town) -> None:
    city.recognised()
    case = await city.apply()
    await case.decide("first_check")
    before = await case.asks("confirmation")

    died = await (await city.happens(city.died("2026-06-03"))).closed()
    await case.decide("confirmation")
    after = await case.until(lambda now: now.pending and now.pending.proposal != before.proposal)
    await case.decide("confirmation")
    record = await case.closed()

    assert died.outcome == "unchanged"
    assert after.notes
    assert (record.outcome, held(city)) == ("granted", TO_JUNE)


def paid(city: Town, *months: int) -> None:
    """The months were paid by runs."""
    payments = SqlPayments(city.cities.book.engine)
    for month in months:
        run = Run.model_validate({"case": f"payment:{city.number}-{month}", "month": f"2026-{month:02}-01",
                                  "occasion": "monthly", "on": f"2026-{month:02}-05"})  # fmt: skip
        frozen(payments, run)
        answered(payments, run)


@calm
async def test_what_was_paid_after_the_death_is_recovered_as_a_person_decides(city: Town) -> None:
    city.recognised()
    await city.granted()
    paid(city, 5, 6, 7, 8)

    case = await city.happens(city.died("2026-06-03"))
    await case.decide("adjustment")
    ask = await case.asks("recovery")
    record = await settled(case, "recovery", "repay")
    again = await city.happens(city.died("2026-06-03"))

    assert (ask.choices, ask.proposal) == (("repay", "waive"), "960.00")
    assert (record.outcome, (await again.closed()).outcome) == ("ended", "unchanged")
    file = file_of(city)
    assert sorted((one.benefit, one.total, one.way) for one in file.recoveries) == [
        ("disability_living", Decimal("700.00"), "repay"), ("disability_nursing", Decimal("260.00"), "repay"),
    ]  # fmt: skip


@calm
async def test_what_goes_on_loses_as_much_a_month_as_was_said(city: Town) -> None:
    """In prison since 3 June, told after her release of 3 August: July and August were paid too much."""
    city.recognised()
    await city.granted()
    paid(city, 5, 6, 7, 8)
    await (await city.happens(city.released("2026-08-03"))).closed()
    case = await city.happens(city.imprisoned("2026-06-03"))

    await case.decide("adjustment")
    ask = await case.asks("recovery")
    await case.decide("recovery", "set_off", details={"monthly": "a hundred"})
    await case.decide("recovery", "set_off", details={"monthly": "100.00"})
    await case.closed()
    paid(city, 9)

    assert (ask.choices, ask.proposal) == (("set_off", "repay", "waive"), "960.00")
    assert {(one.person, one.benefit, one.total, one.monthly) for one in file_of(city).recoveries} == {
        (city.person, "disability_living", Decimal("700.00"), Decimal("100.00")),
        (city.person, "disability_nursing", Decimal("260.00"), Decimal("100.00")),
    }  # fmt: skip
    september = [line for line in lines_of(city.cities.book, city.household) if line.month == date(2026, 9, 1)]
    assert {line.benefit: (line.set_off, line.amount) for line in september if line.payee == city.person} == {
        "disability_living": (Decimal("100.00"), Decimal("250.00")),
        "disability_nursing": (Decimal("100.00"), Decimal("30.00")),
    }  # fmt: skip


@calm
async def test_a_recovery_is_released_when_the_death_is_taken_back(city: Town) -> None:
    city.recognised()
    await city.granted()
    paid(city, 5, 6, 7)
    case = await city.happens(city.died("2026-06-03"))
    await case.decide("adjustment")
    await settled(case, "recovery", "repay")

    await settled(await city.happens(city.lives("2026-06-03")))

    assert held(city) == BOTH
    assert sorted((one.benefit, one.way) for one in file_of(city).recoveries) == [
        ("disability_living", "release"), ("disability_living", "repay"),
        ("disability_nursing", "release"), ("disability_nursing", "repay"),
    ]  # fmt: skip


def file_of(city: Town) -> SubsidyFile:
    return city.cities.subsidies.file(FileRequest.model_validate({"person": city.person, "case": "test"}))


@calm
@pytest.mark.parametrize("number", range(6))
async def test_facts_in_any_order_reach_the_same_rights(city: Town, number: int) -> None:
    """Each decided as it comes; the register ends the same. All orders of them are tried by the rule's own test."""
    city.recognised()
    await city.granted()
    events: list[Event] = [
        city.graded("2026-06-10", 3), city.imprisoned("2026-07-14"), city.released("2026-09-01"),
        city.died("2026-12-03"), city.lives("2026-12-03"),
    ]  # fmt: skip
    order = next(islice(permutations(events), number * 19, None))
    for event in order:
        case = await city.happens(event)
        record = await case.until(lambda now: now.pending or now.status == "closed")
        if record.pending is not None:
            await settled(case)

    assert held(city) == (
        [("26-05", "26-06", "350.00"), ("26-07", "26-07", "250.00"), ("26-10", None, "250.00")],
        [("26-05", "26-06", "130.00")],
    )  # fmt: skip


@calm
async def test_the_same_fact_twice_is_one_change(city: Town) -> None:
    city.recognised()
    await city.granted()
    await settled(await city.happens(city.imprisoned("2026-06-20")))

    again = await (await city.happens(city.imprisoned("2026-06-20"))).closed()

    assert (again.outcome, held(city)) == ("unchanged", TO_JUNE)


@calm
async def test_a_renewal_after_a_gap_is_offered_and_paid_from_the_new_application_alone(city: Town) -> None:
    city.recognised()
    city.knows({**CERTIFICATE, "valid_to": "2026-06-15"})
    await city.granted()
    city.knows({**CERTIFICATE, "issued_on": "2026-09-03"})

    case = await city.happens(city.graded("2026-09-03", 1))
    record = await case.closed()

    assert held(city) == TO_JUNE
    assert record.outcome == "unchanged"
    assert [child.split(":")[1] for child in record.children] == ["offer"]
