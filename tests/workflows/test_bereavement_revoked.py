"""Somebody reported dead lives (AC-B7): everything is put back in one batch, and nobody asks that person anything."""

import pytest

from events.contracts.bereavement import EVERYBODY
from registry.services import BEREAVEMENT
from tests.workflows.deaths import (
    DIED,
    INSURED,
    booked,
    certificate,
    cremated,
    doubted,
    police_notice,
    requested,
    taken_back,
)
from tests.workflows.paper_case import PaperCase, announced
from tests.workflows.paper_city import PaperCity, calm
from tests.workflows.paper_offices import PENDING, UNREACHABLE, answered, in_turn, refused

pytestmark = pytest.mark.platform

RESTORE = "restore_after_death"
OFFICES = sorted(office.id for office in EVERYBODY)
REGISTER = "household_register_cancellation"


async def confirmed(city: PaperCity) -> PaperCase:
    case = await city.open(BEREAVEMENT, certificate(city.number), police_notice(city.number))
    await case.until(lambda record: record.waiting_on == "family: what it asks for")
    return case


def letters(city: PaperCity) -> list[str]:
    return [body["details"]["kind"] for body in city.departments.bodies("deliver_notice")]


@calm
async def test_every_office_puts_back_what_it_did_at_once_with_back_pay_and_one_letter_ac_b7(city: PaperCity) -> None:
    case = await confirmed(city)

    await case.hears(taken_back(city.number))
    record = await case.closed()

    assert record.outcome == "revoked"
    assert sorted(city.departments.asked_for(RESTORE)) == OFFICES
    assert {body["details"]["back_pay"] for body in city.departments.bodies(RESTORE)} == {True}
    police = next(body for body in city.departments.bodies(RESTORE) if body["department"] == "public-security")
    assert police["details"]["asked"] == [REGISTER]
    (revoked,) = city.said(case, "death.revoked")
    (restored,) = city.said(case, "death.restored")
    assert (revoked["on"], sorted(restored["departments"])) == (DIED, OFFICES)
    assert letters(city).count("apology") == 1
    assert any("incident" in note for note in record.notes)


@calm
async def test_the_person_is_asked_nothing_and_has_to_prove_nothing_ac_b7(city: PaperCity) -> None:
    case = await confirmed(city)
    before = len(city.departments.asked)

    await case.hears(taken_back(city.number))
    await case.closed()

    afterwards = {task for _, task, _, _ in city.departments.asked[before:]}
    letter = next(
        body["details"]["text"]
        for body in city.departments.bodies("deliver_notice")
        if body["details"]["kind"] == "apology"
    )
    assert afterwards == {RESTORE, "deliver_notice"}
    assert "无需向任何部门证明本人在世" in letter
    assert "一并补发" in letter


@calm
async def test_an_office_that_refuses_to_restore_waits_for_an_operator_and_the_others_do_not(city: PaperCity) -> None:
    city.departments.says("public-security", RESTORE, in_turn(refused("户口已迁出"), answered(restored=True)))
    case = await confirmed(city)

    await case.hears(taken_back(city.number))
    record = await case.until(lambda now: (now.waiting_on or "").startswith("operator:"))
    await case.until(lambda _: len(city.departments.bodies(RESTORE)) == len(OFFICES))
    await case.until(lambda _: "apology" in letters(city))
    await case.repair("已与公安局户政科核对,恢复户口")
    closed = await case.closed()

    assert (record.status, closed.outcome) == ("open", "revoked")
    assert city.departments.asked_for(RESTORE).count("public-security") == 2


@calm
async def test_a_death_reported_while_everything_is_put_back_has_a_case_of_its_own(city: PaperCity) -> None:
    """The person, whom an office had wrongly reported, dies while another office has not restored yet."""
    city.departments.says("public-security", RESTORE, in_turn(refused("户口已迁出"), answered(restored=True)))
    case = await confirmed(city)
    await case.hears(taken_back(city.number))
    await case.until(lambda now: (now.waiting_on or "").startswith("operator:"))

    again = {"on": "2026-05-21", "reported_on": "2026-05-22", "certificate": "DC-2", "issued_on": "2026-05-22"}
    await case.hears(certificate(city.number, **again), certificate(city.number, reported_on="2026-05-20"))
    await case.repair("已与公安局户政科核对,恢复户口")
    closed = await case.closed()
    second = city.case(BEREAVEMENT, "2026-05-21", "2026-05-22")
    ask = await second.asks("second_report")

    assert (closed.outcome, closed.children) == ("revoked", (second.id,))
    assert set(ask.choices) == {"new", "known"}


@calm
async def test_an_office_that_is_down_restores_when_it_is_back(city: PaperCity) -> None:
    city.departments.says("medical-insurance", RESTORE, in_turn(UNREACHABLE, answered(restored=True)))
    case = await confirmed(city)

    await case.hears(taken_back(city.number))
    record = await case.closed()

    assert record.outcome == "revoked"


@calm
async def test_what_was_still_open_is_not_asked_any_more(city: PaperCity) -> None:
    city.departments.says("human-resources", "pension_stop", PENDING)
    city.departments.says("public-security", REGISTER, UNREACHABLE)
    case = await city.open(BEREAVEMENT, certificate(city.number), police_notice(city.number))
    await case.until(lambda record: "unreachable" in {line.status for line in record.asked})

    await case.hears(taken_back(city.number))
    record = await case.closed()
    city.departments.says("public-security", REGISTER, answered(cancelled=True))

    said = {line.topic.value: (line.status.value, line.reason) for line in record.asked}
    assert said["pension_stop"] == ("refused", "the report of the death was taken back")
    assert said[REGISTER] == ("refused", "the report of the death was taken back")
    tasks = [task for _, task, _, _ in city.departments.asked]
    assert REGISTER not in tasks[tasks.index(RESTORE) :]


@calm
async def test_a_funeral_and_a_request_under_way_end_with_it(city: PaperCity) -> None:
    city.departments.says("human-resources", "pension_stop", answered(**INSURED))
    city.departments.says("housing-fund", "account_to_heirs", PENDING)
    case = await city.open(BEREAVEMENT, certificate(city.number), police_notice(city.number), booked(city.number),
                           requested(city.number, "housing-fund"))  # fmt: skip
    await case.until(lambda _: city.departments.keys("account_to_heirs"))
    await case.until(lambda _: city.departments.keys("confirm_cremation"))

    await case.hears(taken_back(city.number))
    record = await case.closed()

    assert record.outcome == "revoked"
    hall = next(body for body in city.departments.bodies(RESTORE) if body["department"] == "civil-affairs")
    assert "funeral_call" in hall["details"]["asked"]


@calm
async def test_a_question_to_the_county_falls_with_the_report(city: PaperCity) -> None:
    city.departments.says("public-security", REGISTER, refused("查无此人"))
    case = await city.open(BEREAVEMENT, certificate(city.number), police_notice(city.number))
    await case.asks("refused_stop")

    await case.hears(taken_back(city.number))
    record = await case.closed()

    assert (record.outcome, record.pending, record.rulings) == ("revoked", None, ())


@calm
async def test_an_office_at_work_ends_that_and_begins_nothing_more(city: PaperCity) -> None:
    city.departments.says("civil-affairs", "confirm_cremation", refused("当日无空位"))
    case = await city.open(BEREAVEMENT, certificate(city.number), booked(city.number))
    await case.until(lambda record: (record.waiting_on or "").startswith("operator:"))

    await case.hears(taken_back(city.number))
    record = await case.closed()

    assert record.outcome == "revoked"
    assert city.departments.asked_for("confirm_cremation") == ["civil-affairs"]


@calm
async def test_somebody_who_was_only_suspected_dead_is_restored_too(city: PaperCity) -> None:
    case = await city.open(BEREAVEMENT, certificate(city.number))
    await case.asks("one_source")

    await case.hears(taken_back(city.number))
    record = await case.closed()

    assert announced(record) == ["death.suspected", "death.revoked", "death.restored"]
    assert letters(city) == ["apology"]


@calm
async def test_a_person_may_find_that_the_single_source_was_mistaken(city: PaperCity) -> None:
    case = await city.open(BEREAVEMENT, cremated(city.number))

    await case.decide("one_source", "mistake", reasons="殡仪馆登记时误录身份号码,本人在世")
    record = await case.closed()

    assert record.outcome == "revoked"
    assert announced(record)[-2:] == ["death.revoked", "death.restored"]
    assert sorted(city.departments.asked_for(RESTORE)) == OFFICES


@calm
async def test_a_report_that_is_taken_back_before_it_is_heard_of_moves_nobody(city: PaperCity) -> None:
    case = await city.open(BEREAVEMENT, taken_back(city.number), certificate(city.number))

    record = await case.closed()

    assert (record.outcome, announced(record)) == ("revoked", [])
    assert city.departments.asked == []


@calm
async def test_an_office_that_met_the_person_has_the_county_decide_ac_b7(city: PaperCity) -> None:
    case = await confirmed(city)

    await case.hears(doubted(city.number))
    ask = await case.asks("alive")
    meanwhile = city.departments.asked_for(RESTORE)
    await case.decide("alive", reasons="镇街工作人员当面核实,本人在世")
    record = await case.closed()

    assert (ask.choices, ask.proposal, meanwhile) == (("revoke", "uphold"), "seen", [])
    assert record.outcome == "revoked"
    assert sorted(city.departments.asked_for(RESTORE)) == OFFICES


@calm
async def test_a_doubt_that_is_not_right_leaves_everything_as_it_is(city: PaperCity) -> None:
    case = await confirmed(city)
    await case.until(lambda _: letters(city) == ["guide"])

    await case.hears(doubted(city.number, alive_by="used card"))
    await case.decide("alive", "uphold", reasons="系家属代刷社保卡")
    record = await case.until(lambda now: now.rulings and not now.pending)

    assert (record.status, "death.revoked" in announced(record)) == ("open", False)
    assert city.departments.asked_for(RESTORE) == []
    assert letters(city) == ["guide"]


@calm
async def test_a_mistake_that_is_found_after_the_case_has_closed_opens_one_that_restores_ac_b7(city: PaperCity) -> None:
    case = await city.open(BEREAVEMENT, taken_back(city.number), key=("2026-05-03",))

    record = await case.closed()

    assert record.outcome == "revoked"
    assert city.said(case, "death.revoked")[0]["on"] == DIED
    assert sorted(city.departments.asked_for(RESTORE)) == OFFICES
    assert letters(city) == ["apology"]


@calm
async def test_a_doubt_after_the_case_has_closed_is_decided_by_the_county(city: PaperCity) -> None:
    case = await city.open(BEREAVEMENT, doubted(city.number), key=("2026-05-03",))

    await case.decide("alive", "uphold", reasons="同名同姓")
    record = await case.closed()

    (told,) = city.departments.bodies("deliver_notice")
    assert record.outcome == "known"
    assert {task for _, task, _, _ in city.departments.asked} == {"deliver_notice"}
    assert "同名同姓" in told["details"]["text"]
    assert "无需逐一向各部门证明" in told["details"]["text"]


async def test_a_doubt_that_nobody_has_decided_keeps_the_case_open(city: PaperCity) -> None:
    case = await city.open(BEREAVEMENT, certificate(city.number), police_notice(city.number), doubted(city.number))
    await case.until(lambda now: "death.settled" in announced(now))

    await case.decide("alive", "revoke", reasons="镇街工作人员当面核实,本人在世")
    record = await case.closed()

    assert record.outcome == "revoked"
    assert sorted(city.departments.asked_for(RESTORE)) == OFFICES


@calm
@pytest.mark.parametrize(("choice", "outcome"), [("known", "known"), ("new", None)])
async def test_a_second_report_of_a_closed_case_is_looked_at_by_a_person(city: PaperCity, choice, outcome) -> None:
    events = (certificate(city.number, on="2029-02-03"), cremated(city.number, died_on="2029-02-03"))
    case = await city.open(BEREAVEMENT, *events, key=("2029",))

    await case.decide("second_report", choice, reasons="前次为误报,已撤销")
    if outcome is None:
        record = await case.until(lambda now: now.waiting_on == "family: what it asks for")
    else:
        record = await case.closed()

    assert record.outcome == outcome
    assert ("death.confirmed" in announced(record)) is (outcome is None)
