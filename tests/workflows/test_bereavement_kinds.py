"""Deaths of special kinds (domain 8.2): unknown bodies, abroad, declared, donors, burial by right, stillbirth."""

import pytest

from registry.services import BEREAVEMENT
from tests.workflows.deaths import (
    CREMATED,
    DIED,
    bill,
    booked,
    certificate,
    cremated,
    identified,
    police_notice,
)
from tests.workflows.paper_case import announced
from tests.workflows.paper_city import PaperCity, calm
from tests.workflows.paper_offices import Body

pytestmark = pytest.mark.platform

KNOWN = "p-3001"
REGISTER = "household_register_cancellation"


def guide(city: PaperCity) -> str:
    told: Body = city.departments.bodies("deliver_notice")[0]["details"]
    assert told["kind"] == "guide"
    return str(told["text"])


@calm
async def test_an_unknown_body_waits_for_a_name_and_then_goes_to_the_case_of_the_person(city: PaperCity) -> None:
    case = await city.open(BEREAVEMENT, police_notice(city.number, identified=False), cremated(city.number))
    waiting = await case.until(lambda record: record.stage == "unidentified")

    await case.hears(identified(city.number, KNOWN))
    record = await case.closed()

    (merged,) = city.said(case, "death.merged")
    assert (waiting.waiting_on, record.outcome) == ("public-security: identity", "merged")
    assert (merged["reference"], merged["person"], merged["cremated_on"]) == (city.number, KNOWN, CREMATED)
    assert {each["source"] for each in merged["attested"]} == {"police notice", "cremation record"}
    assert "death.confirmed" not in announced(record)
    assert city.departments.keys(REGISTER) == []


@calm
async def test_what_the_sources_said_of_the_unknown_body_confirms_the_death_of_the_person(city: PaperCity) -> None:
    from events.contracts.bereavement import DeathMerged

    said = [{"source": source, "on": DIED, "reported_on": DIED} for source in ("police notice", "cremation record")]
    merged = DeathMerged.model_validate({
        "case": "bereavement:PC-1", "person": city.number, "reference": "PC-1", "town": "CZ-TN-LL", "attested": said,
        "cremated_on": CREMATED,
    })  # fmt: skip

    case = await city.open(BEREAVEMENT, merged)
    await case.until(lambda record: "hukou.cancelled" in announced(record))

    assert city.said(case, "death.confirmed")[0]["sources"] == ["civil-affairs", "public-security"]


@calm
async def test_a_body_that_was_cremated_before_the_police_spoke_is_nobodys_death_yet(city: PaperCity) -> None:
    case = await city.open(BEREAVEMENT, cremated(city.number))
    await case.asks("one_source")

    await case.hears(police_notice(city.number, identified=False))
    record = await case.until(lambda now: now.stage == "unidentified")

    assert record.pending is None
    assert "death.confirmed" not in announced(record)


@calm
async def test_a_death_abroad_stands_on_the_consular_paper_when_a_person_says_so(city: PaperCity) -> None:
    paper = certificate(city.number, source="consular paper", kind="abroad")
    case = await city.open(BEREAVEMENT, paper)

    await case.decide("one_source", "confirm", reasons="领事认证文件已核验")
    await case.until(lambda record: "hukou.cancelled" in announced(record))

    (confirmed,) = city.said(case, "death.confirmed")
    assert (confirmed["how"], confirmed["sources"]) == ("abroad", ["public-security"])


@calm
async def test_somebody_declared_dead_by_a_court_has_no_funeral(city: PaperCity) -> None:
    judgment = certificate(city.number, source="court judgment", kind="declared by court")
    case = await city.open(BEREAVEMENT, judgment)

    await case.decide("one_source", "confirm", reasons="宣告死亡判决已生效")
    await case.until(lambda record: "hukou.cancelled" in announced(record))

    assert "96444" not in guide(city)
    assert "火化" not in guide(city)


@calm
@pytest.mark.parametrize("disposal", ["donated", "burial"])
async def test_who_is_not_to_be_cremated_needs_no_booking_and_everything_else_goes_on(city, disposal) -> None:
    report = certificate(city.number, disposal=disposal)
    case = await city.open(BEREAVEMENT, report, police_notice(city.number))

    await case.until(lambda record: record.waiting_on == "family: what it asks for")

    assert city.departments.keys(REGISTER) == [f"{REGISTER}/public-security/1"]
    assert "96444" not in guide(city)
    assert "火化证明" not in guide(city)


@calm
@pytest.mark.parametrize(("choice", "slots"), [("not_cremated", 0), ("cremated", 1)])
async def test_a_booking_for_a_donated_body_is_put_to_a_person(city: PaperCity, choice: str, slots: int) -> None:
    report = certificate(city.number, disposal="donated")
    case = await city.open(BEREAVEMENT, report, police_notice(city.number), booked(city.number))

    await case.decide("body", choice, reasons="接收单位已退还遗体")
    await case.until(lambda record: record.waiting_on == "family: what it asks for" and not record.pending)
    if slots:
        await case.until(lambda _: city.departments.keys("confirm_cremation"))
    else:
        await case.until(lambda _: "notice/cremation" in city.departments.keys("deliver_notice"))

    told = [each["details"]["text"] for each in city.departments.bodies("deliver_notice")
            if each["key"].endswith("/cremation")]  # fmt: skip
    assert len(city.departments.keys("confirm_cremation")) == slots
    assert ["接收单位已退还遗体" in text and "行政复议" in text for text in told] == [True] * (1 - slots)


async def test_a_stillborn_child_was_never_registered_so_nothing_is_cancelled_or_stopped(city: PaperCity) -> None:
    birth = certificate(city.number, stillborn=True)
    case = await city.open(BEREAVEMENT, birth, booked(city.number), cremated(city.number), bill(city.number, "300.00",
                           group="unregistered infant"))  # fmt: skip

    await case.decide("waiver", "waive", reasons="死胎,按未落户婴儿减免")
    record = await case.closed()

    asked = {task for _, task, _, _ in city.departments.asked}
    assert record.outcome == "settled"
    assert not asked & {REGISTER, "pension_stop", "medical_insurance_stop", "card_cancellation"}
    assert not {"death.confirmed", "death.suspected", "hukou.cancelled"} & set(announced(record))
    assert "遗属" not in guide(city)
    assert city.departments.bodies("charge_waiver")[0]["details"]["amount"] == "300.00"
