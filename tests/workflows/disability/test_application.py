"""Applications for the two subsidies (domain 9.2): received anywhere, decided at home, paid from their month."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from events.contracts.disability import (
    END_ASKED,
    DisabilityApplicationWithdrawn,
    DisabilityDecidedElsewhere,
    DisabilityOfferAnswered,
)
from events.triggers import TRIGGERS
from registry.services import DISABILITY
from schemas.cases import CaseRecord
from tests.workflows.disability.persons import CERTIFICATE, LIVING, NURSING, Town
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import calm
from tests.workflows.paper_offices import NOTHING, PENDING, in_turn, refused

pytestmark = pytest.mark.platform
STARTED = "disability.subsidy-started"


async def decided(case: PaperCase, choice: str | None = None, **ruling: Any) -> CaseRecord:
    """First check and confirmation, the ordinary way unless told otherwise."""
    await case.decide("first_check")
    await case.decide("confirmation", choice, **ruling)
    return await case.closed()


@calm
async def test_ac_d1_grade_1_in_a_low_income_household_draws_both_from_the_month_of_the_application_ac_d6(
    city: Town,
) -> None:
    city.recognised()
    case = await city.apply()

    first = await case.asks("first_check")
    await case.decide("first_check")
    ask = await case.asks("confirmation")
    await case.decide("confirmation")
    record = await case.closed()

    assert (first.role, first.unit, first.due.limit.value) == ("town officer", "CZ-TN-LL", 10)  # type: ignore[union-attr]
    assert (ask.role, ask.unit, ask.due.limit.value) == ("county section head", "CZ-TN", 10)  # type: ignore[union-attr]
    assert (record.outcome, record.amount) == ("granted", Decimal("480.00"))
    assert (city.holds(LIVING), city.holds(NURSING)) == ([("26-05", None, "350.00")], [("26-05", None, "130.00")])
    assert city.sent(case) == [STARTED, STARTED]
    assert [said["from_month"] for said in city.said(case, STARTED)] == ["2026-05-01", "2026-05-01"]
    (letter,) = [each["details"]["text"] for each in city.departments.bodies("deliver_notice")]
    assert "困难残疾人生活补贴:符合条件" in letter
    assert "国发〔2015〕52号" in letter


@calm
@pytest.mark.parametrize(
    ("certificate", "category", "living", "nursing"),
    [
        pytest.param({"kind": "physical", "grade": 3}, "low_income", "250.00", None, id="AC-D2 grade 3, low income"),
        pytest.param({"kind": "mental", "grade": 2}, None, "1000.00", "130.00", id="AC-D3 grade 2 mental, no income"),
        pytest.param({"kind": "physical", "grade": 1}, "destitute", None, None, id="destitute: neither"),
    ],
)
async def test_each_kind_and_grade_draws_what_the_law_gives_it(
    city: Town, certificate: dict[str, Any], category: str | None, living: str | None, nursing: str | None
) -> None:
    if category:
        city.recognised(category)
    city.knows({**CERTIFICATE, "disability": certificate})
    case = await city.apply()
    record = await decided(case)

    assert city.holds(LIVING) == ([("26-05", None, living)] if living else [])
    assert city.holds(NURSING) == ([("26-05", None, nursing)] if nursing else [])
    assert record.outcome == ("granted" if living or nursing else "refused")


@calm
async def test_ac_d9_an_orphan_of_grade_1_draws_nursing_and_reads_why_not_the_other(city: Town) -> None:
    city.recognised()
    city.knows(drawn=[{"benefit": "orphan_aid", "monthly": "2000.00", "since": "2020-01-01"}])
    case = await city.apply()
    await decided(case)

    assert (city.holds(LIVING), city.holds(NURSING)) == ([], [("26-05", None, "130.00")])
    assert sorted(city.sent(case)) == ["disability.subsidy-refused", STARTED]
    assert city.said(case, "disability.subsidy-refused")[0]["reasons"] == ["not_with_orphan_aid"]
    letters = {each["details"]["kind"]: each["details"]["text"] for each in city.departments.bodies("deliver_notice")}
    assert "享受孤儿基本生活费的,自次月起不享受困难残疾人生活补贴" in letters["refused"]
    assert set(letters) == {"granted", "refused"}


@calm
async def test_who_has_no_certificate_is_refused_by_a_person_with_the_reason(city: Town) -> None:
    city.recognised()
    city.knows(None)
    case = await city.apply()
    await case.decide("first_check")
    ask = await case.asks("confirmation")
    await case.decide("confirmation")
    record = await case.closed()

    assert (ask.choices, record.outcome) == (("refuse", "return"), "refused")
    assert [said["reasons"] for said in city.said(case, "disability.subsidy-refused")] == [["certificate"]] * 2
    assert (city.holds(LIVING), city.holds(NURSING)) == ([], [])


@calm
async def test_the_county_may_refuse_what_the_assessment_grants_and_the_person_reads_its_reasons(city: Town) -> None:
    city.recognised()
    case = await city.apply()
    record = await decided(case, "refuse", reasons="残疾人证系冒用")

    assert record.outcome == "refused"
    assert city.holds(LIVING) == []
    (letter,) = [each["details"]["text"] for each in city.departments.bodies("deliver_notice")]
    assert "残疾人证系冒用" in letter
    assert city.sent(case) == ["disability.subsidy-refused"] * 2


@calm
async def test_nobody_checks_first_and_confirms(city: Town) -> None:
    """Town and county are two offices; whoever received the papers elsewhere does not check them first."""
    case = await city.apply(received_by="CZ-WJ-HT")

    pushed = await case.decide("push")
    ask = await case.asks("first_check")

    assert (pushed.unit, ask.unit, ask.not_by) == ("CZ-WJ-HT", "CZ-TN-LL", (pushed.officer,))


@calm
async def test_a_town_that_receives_for_another_one_of_the_city_pushes_in_three_working_days(city: Town) -> None:
    city.recognised()
    case = await city.apply(received_by="CZ-WJ-HT", received_region="320412")

    ask = await case.asks("push")
    await case.decide("push")
    record = await decided(case)

    assert (ask.unit, ask.due.limit.value, str(ask.due.limit.unit)) == ("CZ-WJ-HT", 3, "working days")  # type: ignore[union-attr]
    assert record.outcome == "granted"
    assert city.sent(case) == ["disability.papers-pushed", STARTED, STARTED]
    assert {clock.name: str(clock.due.limit) for clock in record.clocks}["home decision"] == "10 working days"
    assert city.holds(LIVING) == [("26-05", None, "350.00")]


@calm
async def test_papers_for_a_home_outside_the_city_are_pushed_and_its_result_is_told(city: Town) -> None:
    case = await city.apply(home=None, home_region="340104")

    await case.decide("push")
    await case.until(lambda record: record.waiting_on == "home place")
    await case.hears(DisabilityDecidedElsewhere.model_validate({
        "number": city.number, "on": "2026-06-12", "granted": ["disability_nursing"]}))  # fmt: skip
    record = await case.closed()

    assert record.outcome == "decided_elsewhere"
    assert [each["details"]["region"] for each in city.departments.bodies("push_subsidy_papers")] == ["340104"]
    assert ["disability_nursing" in each["details"]["text"] for each in city.departments.bodies("deliver_notice")]
    assert [clock.name for clock in record.clocks] == ["push", "home decision", "notice"]
    assert (city.holds(LIVING), city.sent(case)) == ([], ["disability.papers-pushed"])


@calm
async def test_papers_from_outside_are_decided_here_in_ten_working_days_and_the_result_goes_back(city: Town) -> None:
    city.recognised()
    case = await city.apply(received_by=None, received_region="340104")
    record = await decided(case)

    assert record.outcome == "granted"
    assert {clock.name: str(clock.due.limit) for clock in record.clocks}["home decision"] == "10 working days"
    (returned,) = city.departments.bodies("return_subsidy_result")
    assert (returned["details"]["region"], returned["details"]["outcome"]) == ("340104", "granted")


@calm
async def test_a_place_that_hands_over_pays_to_the_end_of_the_month_and_this_city_from_the_next(city: Town) -> None:
    city.recognised()
    case = await city.apply(received_by=None, received_region="320500", transferred_on="2026-05-20")
    await decided(case)

    assert city.holds(LIVING) == [("26-06", None, "350.00")]


@calm
async def test_the_same_subsidies_asked_for_twice_are_decided_once(city: Town) -> None:
    city.recognised()
    first, second = await city.apply(), await city.apply("online", number=f"{city.number}-2")

    await first.decide("first_check")
    await first.asks("confirmation")
    await second.decide("first_check")
    doubled = await second.closed()
    await first.decide("confirmation")
    await first.closed()

    assert doubled.outcome == "merged_duplicate"
    assert any(first.id in note for note in doubled.notes)
    assert city.holds(LIVING) == [("26-05", None, "350.00")]


@calm
async def test_what_is_held_already_is_not_started_again(city: Town) -> None:
    city.recognised()
    await city.granted()

    again = await city.apply("again", number=f"{city.number}-2", submitted_on="2026-07-01")
    await again.decide("first_check")
    record = await again.closed()

    assert record.outcome == "unchanged"
    assert city.holds(LIVING) == [("26-05", None, "350.00")]
    text = letters(city, again)["notice/unchanged"]
    assert "困难残疾人生活补贴:自2026年5月起享受,现每月350.00元。" in text
    assert "困难残疾人生活补贴:符合条件" in text
    assert "行政复议" in text


@calm
async def test_an_application_that_is_taken_back_while_its_letter_waits_has_its_end_looked_at(city: Town) -> None:
    city.recognised()
    await city.granted()
    again = await city.apply("again", number=f"{city.number}-2", submitted_on="2026-07-01")
    city.departments.says("civil-affairs", "deliver_notice", in_turn(refused("地址有误"), NOTHING))
    await again.decide("first_check")
    await again.until(lambda record: (record.waiting_on or "").startswith("operator:"))

    await again.hears(taken_back(city, f"{city.number}-2"))
    await again.repair()
    record = await again.closed()

    assert record.outcome == "unchanged"
    assert record.children == (f"disability-subsidies:{city.number}-2:{END_ASKED}",)


@calm
async def test_who_asked_for_one_subsidy_and_keeps_the_other_benefit_reads_so(city: Town) -> None:
    city.knows(drawn=[{"benefit": "elder_nursing", "monthly": "100.00", "since": "2020-01-01"}])
    case = await city.apply(kinds=["disability_nursing"])
    await case.decide("first_check")
    await case.until(lambda record: record.stage == "choice of the person")

    await case.hears(DisabilityOfferAnswered.model_validate({
        "case": case.id, "person": city.person, "wanted": [], "on": "2026-06-10"}))  # fmt: skip
    record = await case.closed()

    assert record.outcome == "unchanged"
    assert "按您的选择,不享受重度残疾人护理补贴" in letters(city, case)["notice/unchanged"]


def letters(city: Town, case: PaperCase) -> dict[str, str]:
    """What a case told the person, by the key of the letter."""
    bodies = city.departments.bodies("deliver_notice")
    told = (each for each in bodies if each["key"].startswith(f"{case.id}/notice/"))
    return {each["key"].removeprefix(f"{case.id}/"): each["details"]["text"] for each in told}


@calm
async def test_an_application_is_taken_back_until_it_is_decided_and_counts_for_nothing(city: Town) -> None:
    city.recognised()
    case = await city.apply()
    await case.decide("first_check")
    await case.asks("confirmation")

    await case.hears(DisabilityApplicationWithdrawn.model_validate({"number": city.number, "reasons": "不需要了"}))
    record = await case.closed()
    again = await city.apply("again", number=f"{city.number}-2", submitted_on="2026-07-01")
    await decided(again)

    assert record.outcome == "withdrawn"
    assert city.holds(LIVING) == [("26-07", None, "350.00")]


def taken_back(city: Town, number: str | None = None) -> DisabilityApplicationWithdrawn:
    return DisabilityApplicationWithdrawn.model_validate({"number": number or city.number, "reasons": "不需要了"})


@calm
@pytest.mark.parametrize(("choice", "outcome"), [("adjust", "ended"), ("keep", "kept")])
async def test_an_application_that_is_taken_back_after_its_decision_asks_for_the_end_and_a_person_decides(
    city: Town, choice: str, outcome: str
) -> None:
    city.recognised()
    await city.granted()

    withdrawn = taken_back(city)
    (trigger,) = (each for each in TRIGGERS if each.concerns(withdrawn))
    case = await city.open(DISABILITY, withdrawn, key=(END_ASKED,))
    await case.decide("adjustment", choice)
    record = await case.closed()

    assert trigger.next_cases(withdrawn) == (case.id,)
    assert (record.outcome, record.children) == (outcome, ())
    assert [span[1] is not None for span in city.holds(LIVING)] == [choice == "adjust"]
    assert len(city.said(case, "disability.subsidy-ended")) == (2 if choice == "adjust" else 0)
    told = letters(city, case)
    assert list(told) == ["notice/stopped" if choice == "adjust" else "notice/kept"]
    assert ("reasons of the test" in told.get("notice/kept", "")) == (choice == "keep")


@calm
async def test_what_another_application_carries_goes_on_when_the_first_is_taken_back_after_its_decision(
    city: Town,
) -> None:
    city.recognised()
    await city.granted()
    again = await city.apply("again", number=f"{city.number}-2", submitted_on="2026-07-01")
    await again.decide("first_check")
    await again.closed()

    case = await city.open(DISABILITY, taken_back(city), key=(END_ASKED,))
    record = await case.closed()

    assert (record.outcome, city.holds(LIVING)) == ("unchanged", [("26-05", None, "350.00")])
    assert "您的补贴不因本次终止申请变更" in letters(city, case)["notice/unchanged"]


@calm
async def test_an_application_that_was_not_accepted_and_is_taken_back_concerns_nobody(city: Town) -> None:
    case = await city.apply()
    await case.decide("first_check", "not_accept")
    await case.closed()

    record = await (await city.open(DISABILITY, taken_back(city), key=(END_ASKED,))).closed()

    assert (record.outcome, record.rulings) == ("nobody_concerned", ())


async def unknown_income(city: Town) -> PaperCase:
    """An application that the county cannot judge, because human resources stay silent."""
    city.departments.says("human-resources", "means", PENDING)
    case = await city.apply()
    await case.decide("first_check")
    await case.until(lambda record: "human-resources" in (record.waiting_on or ""))
    await case.answered("means/human-resources/1", "human-resources", "means", status="refused", reason="system_change")
    return case


@calm
@pytest.mark.parametrize("choice", ["return", "pledge"])
async def test_an_application_that_the_county_looks_at_again_can_still_be_taken_back(city: Town, choice: str) -> None:
    case = await unknown_income(city)
    city.knows()
    await case.decide("confirmation", choice, evidence_gap=True)
    await case.until(lambda record: "refuse" in (record.pending.choices if record.pending else ()))

    await case.hears(taken_back(city))
    record = await case.closed()

    assert (record.outcome, city.holds(LIVING), city.holds(NURSING)) == ("withdrawn", [], [])


@calm
async def test_an_application_can_be_taken_back_when_something_else_was_entered_while_the_county_decided(
    city: Town,
) -> None:
    case = await city.apply()
    await case.decide("first_check")
    await case.asks("confirmation")
    city.recognised()
    await case.decide("confirmation")
    await case.until(
        lambda record: record.pending is not None and any("else was entered" in one for one in record.notes)
    )

    await case.withdraw()

    assert ((await case.closed()).outcome, city.holds(LIVING)) == ("withdrawn", [])


@calm
async def test_an_application_that_is_taken_back_while_its_decision_is_carried_out_has_its_end_looked_at(
    city: Town,
) -> None:
    city.recognised()
    city.departments.says("civil-affairs", "deliver_notice", in_turn(refused("地址有误"), NOTHING))
    case = await city.apply()
    await case.decide("first_check")
    await case.decide("confirmation")
    await case.until(lambda record: (record.waiting_on or "").startswith("operator:"))

    await case.hears(taken_back(city))
    await case.repair()
    granted = await case.closed()
    (id_,) = granted.children
    end = PaperCase(id_, city.client.get_workflow_handle(id_, result_type=CaseRecord))
    await end.decide("adjustment")

    assert (granted.outcome, id_) == ("granted", f"{case.id}:{END_ASKED}")
    assert ((await end.closed()).outcome, [span[1] is not None for span in city.holds(LIVING)]) == ("ended", [True])


@calm
async def test_an_application_that_is_taken_back_before_it_arrives_opens_no_end(city: Town) -> None:
    case = await city.open(DISABILITY, taken_back(city))
    await case.until(lambda record: record.stage == "early bird")

    await case.hears(city.applied())

    assert (await case.closed()).outcome == "withdrawn"


@calm
async def test_a_federation_that_is_silent_refuses_nobody_and_the_gap_is_named(city: Town) -> None:
    city.recognised()
    city.departments.says("disabled-persons", "disability_certificate", PENDING)
    case = await city.apply()
    await case.decide("first_check")
    await case.until(lambda record: "disabled-persons" in (record.waiting_on or ""))

    await case.answered("disability_certificate/disabled-persons/1", "disabled-persons", "disability_certificate",
                        status="refused", reason="system_change")  # fmt: skip
    told = await case.refusal("confirmation", "confirm")
    await case.decide("confirmation", "confirm", evidence_gap=True)
    record = await case.closed()

    assert "lacks answers of departments" in told
    assert (record.outcome, record.evidence_gap) == ("granted", True)
    assert city.holds(NURSING) == [("26-05", None, "130.00")]


@calm
async def test_an_income_that_nobody_can_tell_is_asked_again_or_taken_on_a_pledge(city: Town) -> None:
    city.departments.says("human-resources", "means", PENDING)
    case = await city.apply()
    await case.decide("first_check")
    await case.until(lambda record: "human-resources" in (record.waiting_on or ""))
    await case.answered("means/human-resources/1", "human-resources", "means", status="refused", reason="system_change")

    ask = await case.asks("confirmation")
    await case.decide("confirmation", "pledge", evidence_gap=True)
    await case.until(lambda record: "refuse" in (record.pending.choices if record.pending else ()))
    await case.decide("confirmation", "confirm", evidence_gap=True)
    await case.closed()

    assert ask.choices == ("confirm", "return", "pledge")
    assert (city.holds(LIVING), city.holds(NURSING)) == ([("26-05", None, "1000.00")], [("26-05", None, "130.00")])


@calm
@pytest.mark.parametrize(
    ("wanted", "nursing"),
    [
        pytest.param(["disability_nursing"], [("26-05", None, "130.00")], id="takes the higher"),
        pytest.param([], [], id="keeps what is drawn"),
    ],
)
async def test_of_two_benefits_of_one_kind_the_person_chooses(city: Town, wanted: list[str], nursing: Any) -> None:
    city.recognised()
    city.knows(drawn=[{"benefit": "elder_nursing", "monthly": "100.00", "since": "2020-01-01"}])
    case = await city.apply()
    await case.decide("first_check")

    await case.until(lambda record: record.stage == "choice of the person")
    await case.hears(DisabilityOfferAnswered.model_validate({
        "case": case.id, "person": city.person, "wanted": wanted, "on": "2026-06-10"}))  # fmt: skip
    await case.decide("confirmation")
    await case.closed()

    (offered,) = city.said(case, "disability.subsidy-offered")
    assert (offered["kinds"], offered["instead_of"]) == (["disability_nursing"], ["elder_nursing"])
    assert (city.holds(LIVING), city.holds(NURSING)) == ([("26-05", None, "350.00")], nursing)


async def test_who_does_not_choose_is_paid_the_higher(city: Town) -> None:
    city.recognised()
    city.knows(drawn=[{"benefit": "elder_nursing", "monthly": "100.00", "since": "2020-01-01"}])
    case = await city.apply()
    await decided(case)

    assert city.holds(NURSING) == [("26-05", None, "130.00")]
    assert next(each["instead_of"] for each in city.said(case, STARTED) if each["kind"] == NURSING) == ["elder_nursing"]


@calm
async def test_the_town_may_not_accept_and_that_is_no_refusal(city: Town) -> None:
    case = await city.apply()

    await case.decide("first_check", "not_accept", reasons="非本人或监护人申请")
    record = await case.closed()

    assert record.outcome == "not_accepted"
    assert city.sent(case) == []
    (letter,) = [each["details"]["text"] for each in city.departments.bodies("deliver_notice")]
    assert "不予受理" in letter
    assert "非本人或监护人申请" in letter
    assert "行政复议" in letter
    assert city.departments.bodies("return_subsidy_result") == []


OUTSIDE = {"received_by": None, "received_region": "340104"}


@calm
async def test_a_place_outside_learns_that_its_application_was_not_accepted(city: Town) -> None:
    case = await city.apply(**OUTSIDE)

    await case.decide("first_check", "not_accept", reasons="非本人或监护人申请")
    record = await case.closed()

    assert returned(city) == [("340104", "not_accepted")]
    assert {clock.name: str(clock.due.limit) for clock in record.clocks}["notice"] == "3 working days"


@calm
async def test_a_place_outside_learns_that_its_application_is_decided_in_another_case(city: Town) -> None:
    first, second = await city.apply(), await city.apply("outside", number=f"{city.number}-2", **OUTSIDE)
    await first.decide("first_check")
    await first.asks("confirmation")

    await second.decide("first_check")
    record = await second.closed()

    assert (record.outcome, returned(city)) == ("merged_duplicate", [("340104", "merged_duplicate")])
    assert "notice" in {clock.name for clock in record.clocks}
    (letter,) = [each["details"]["text"] for each in city.departments.bodies("deliver_notice")]
    assert first.id in letter
    assert "询问" in letter


@calm
@pytest.mark.parametrize("checked", [False, True], ids=["before the first check", "before the confirmation"])
async def test_a_place_outside_learns_that_its_application_was_taken_back(city: Town, *, checked: bool) -> None:
    case = await city.apply(**OUTSIDE)
    if checked:
        await case.decide("first_check")
    await case.asks("confirmation" if checked else "first_check")

    await case.hears(DisabilityApplicationWithdrawn.model_validate({"number": city.number, "reasons": "不需要了"}))
    record = await case.closed()

    assert (record.outcome, returned(city)) == ("withdrawn", [("340104", "withdrawn")])
    assert "notice" in {clock.name for clock in record.clocks}


def returned(city: Town) -> list[tuple[str, str]]:
    """What the place outside was told, how often."""
    told = (each["details"] for each in city.departments.bodies("return_subsidy_result"))
    return [(each["region"], each["outcome"]) for each in told]


@calm
async def test_a_certificate_that_expires_ends_the_right_with_its_month_without_anybody_acting(city: Town) -> None:
    city.recognised()
    city.knows({**CERTIFICATE, "valid_to": "2027-02-15"})
    case = await city.apply()
    await decided(case)

    assert city.holds(LIVING) == [("26-05", "27-02", "350.00")]
    assert {date.fromisoformat(said["until"]) for said in city.said(case, STARTED)} == {date(2027, 2, 28)}
