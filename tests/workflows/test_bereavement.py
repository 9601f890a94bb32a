"""When does a death stand (domain 8.2, 2.10)? Two sources in any order; on less, or on two days, a person decides."""

from itertools import permutations

import pytest

from registry.services import BEREAVEMENT
from tests.days import today
from tests.workflows.deaths import COUNTY, CREMATED, DIED, certificate, cremated, police_notice, requested
from tests.workflows.paper_case import announced
from tests.workflows.paper_city import PaperCity, calm
from tests.workflows.paper_offices import PENDING, answered, in_turn, refused

pytestmark = pytest.mark.platform

ORDERS = list(permutations((certificate, cremated, police_notice)))
REGISTER = "household_register_cancellation"
STOPPED = {"household_register_cancellation", "pension_stop", "medical_insurance_stop", "card_cancellation"}


def asked(city: PaperCity) -> set[str]:
    return {task for _, task, _, _ in city.departments.asked}


@calm
@pytest.mark.parametrize("order", ORDERS, ids=lambda order: "-".join(each.__name__ for each in order))
async def test_in_whatever_order_the_sources_speak_the_same_death_stands_once(city: PaperCity, order) -> None:
    first, *others = (each(city.number) for each in order)

    case = await city.open(BEREAVEMENT, first)
    for event in others:
        await case.hears(event)
    await case.until(lambda record: "hukou.cancelled" in announced(record) and asked(city) >= STOPPED)

    (confirmed,) = city.said(case, "death.confirmed")
    assert (confirmed["on"], confirmed["corrects"]) == (DIED, None)
    assert len(confirmed["sources"]) >= 2
    assert city.departments.keys(REGISTER) == [f"{REGISTER}/public-security/1"]


@calm
@pytest.mark.parametrize("order", ORDERS, ids=lambda order: "-".join(each.__name__ for each in order))
async def test_sources_that_speak_at_once_are_heard_as_one_word(city: PaperCity, order) -> None:
    case = await city.open(BEREAVEMENT, *(each(city.number) for each in order))
    record = await case.until(lambda record: "hukou.cancelled" in announced(record))

    (confirmed,) = city.said(case, "death.confirmed")
    assert confirmed["sources"] == ["health", "civil-affairs", "public-security"]
    assert confirmed["how"] == "not normal or unclear"
    assert "death.suspected" not in announced(record)


async def test_when_everything_is_seen_to_the_family_reads_how_and_the_case_closes(city: PaperCity) -> None:
    case = await city.open(BEREAVEMENT, certificate(city.number), cremated(city.number))

    record = await case.closed()

    (settled,) = city.said(case, "death.settled")
    assert record.outcome == "settled"
    assert city.departments.keys("deliver_notice") == ["notice/guide", "notice/settled"]
    assert settled["results"]["register-cancellation"] == "answered"
    assert settled["results"]["cremation-certificate"] == "answered"
    assert "一、" in city.departments.bodies("deliver_notice")[1]["details"]["text"]


@calm
async def test_one_source_alone_suspends_and_ends_nothing(city: PaperCity) -> None:
    case = await city.open(BEREAVEMENT, certificate(city.number))

    ask = await case.asks("one_source")
    record = await case.record()

    (suspected,) = city.said(case, "death.suspected")
    assert (suspected["on"], suspected["sources"]) == (DIED, ["health"])
    assert (ask.unit, ask.choices, record.stage) == (COUNTY, ("wait", "confirm", "mistake"), "one source")
    assert announced(record) == ["death.suspected"]
    assert not asked(city) & STOPPED


@calm
async def test_the_same_source_twice_is_one_source(city: PaperCity) -> None:
    case = await city.open(BEREAVEMENT, certificate(city.number))
    await case.asks("one_source")

    await case.hears(certificate(city.number, certificate="DC-2", reported_on="2026-05-14"))
    await case.until(lambda record: len(record.read) == 2 and record.pending)

    assert not asked(city) & STOPPED


@calm
async def test_the_second_source_takes_the_question_away_and_confirms(city: PaperCity) -> None:
    case = await city.open(BEREAVEMENT, certificate(city.number))
    await case.asks("one_source")

    await case.hears(cremated(city.number))
    record = await case.until(lambda now: now.stage == "aftermath" and now.waiting_on)

    assert record.pending is None
    assert announced(record)[:2] == ["death.suspected", "death.confirmed"]
    late = await case.refusal_at_once(question="one_source", choice="mistake", officer="CZ-TN.head")
    assert "does not wait for one_source" in late


@calm
async def test_a_person_may_confirm_on_one_source_and_says_why(city: PaperCity) -> None:
    case = await city.open(BEREAVEMENT, certificate(city.number))

    refusal = await case.refusal("one_source", "confirm", reasons=" ")
    await case.decide("one_source", "confirm", reasons="经走访核实,亲属、邻居均证实")
    record = await case.until(lambda now: now.stage == "aftermath")

    assert "needs reasons" in refusal
    assert announced(record)[:2] == ["death.suspected", "death.confirmed"]
    assert record.decisions[-1].outcome == "undecided"


async def test_who_waits_for_a_second_source_is_asked_again(city: PaperCity) -> None:
    case = await city.open(BEREAVEMENT, certificate(city.number))

    await case.decide("one_source")
    await case.until(lambda record: any(clock.name == "second source" for clock in record.clocks))
    await case.decide("one_source", "confirm")
    record = await case.closed()

    assert [ruled.choice for ruled in record.rulings] == ["wait", "confirm"]
    assert record.outcome == "settled"


@calm
async def test_a_hospital_that_tells_of_an_unclear_death_certifies_nothing(city: PaperCity) -> None:
    unclear = certificate(city.number, kind="not normal or unclear")

    case = await city.open(BEREAVEMENT, unclear, cremated(city.number))
    await case.asks("one_source")

    assert "death.confirmed" not in announced(await case.record())


@calm
async def test_two_days_of_two_sources_are_a_conflict_that_a_person_decides(city: PaperCity) -> None:
    case = await city.open(BEREAVEMENT, certificate(city.number), cremated(city.number, died_on="2026-04-30"))

    ask = await case.asks("day_of_death")
    record = await case.record()
    await case.decide("day_of_death", "2026-04-30", reasons="殡仪馆记录与医院抢救记录一致")
    await case.until(lambda _: "pension_stop" in asked(city))

    assert ask.choices == (DIED, "2026-04-30")
    assert announced(record) == ["death.suspected", "data.conflict-found"]
    assert city.said(case, "death.confirmed")[0]["on"] == "2026-04-30"
    assert {body["details"]["died_on"] for body in city.departments.bodies("pension_stop")} == {"2026-04-30"}


@calm
async def test_the_day_of_the_higher_ranking_source_is_proposed(city: PaperCity) -> None:
    case = await city.open(BEREAVEMENT, cremated(city.number, died_on="2026-04-30"), police_notice(city.number))

    await case.decide("day_of_death")
    await case.until(lambda now: now.stage == "aftermath")

    assert city.said(case, "death.confirmed")[0]["on"] == DIED


@calm
async def test_another_day_that_comes_afterwards_corrects_what_was_confirmed(city: PaperCity) -> None:
    case = await city.open(BEREAVEMENT, certificate(city.number), cremated(city.number))
    await case.until(lambda record: record.stage == "aftermath")

    await case.hears(police_notice(city.number, on="2026-05-10"))
    await case.decide("day_of_death", "2026-05-10", reasons="公安机关鉴定意见")
    await case.until(lambda record: announced(record).count("death.confirmed") == 2)

    first, second = city.said(case, "death.confirmed")
    assert (first["on"], first["corrects"]) == (DIED, None)
    assert (second["on"], second["corrects"]) == ("2026-05-10", DIED)


@calm
async def test_whoever_is_asked_after_a_correction_is_told_the_day_that_counts_now(city: PaperCity) -> None:
    city.departments.says(
        "public-security", REGISTER, in_turn(refused("查无"), refused("查无"), answered(cancelled=True))
    )
    case = await city.open(BEREAVEMENT, certificate(city.number), cremated(city.number))
    await case.asks("refused_stop")
    await case.hears(police_notice(city.number, on="2026-05-10"))
    await case.decide("refused_stop")
    await case.decide("day_of_death", "2026-05-10", reasons="公安机关鉴定意见")

    await case.decide("refused_stop")
    await case.hears(requested(city.number, "housing-fund"))
    await case.until(lambda record: "hukou.cancelled" in announced(record))
    await case.until(lambda _: "account_to_heirs" in asked(city))

    days = [body["details"]["died_on"] for body in city.departments.bodies(REGISTER)]
    assert days == [DIED, DIED, "2026-05-10"]
    assert [body["details"]["died_on"] for body in city.departments.bodies("account_to_heirs")] == ["2026-05-10"]
    assert city.said(case, "hukou.cancelled")[0]["on"] == "2026-05-10"


@calm
async def test_another_day_that_a_person_does_not_follow_changes_nothing(city: PaperCity) -> None:
    case = await city.open(BEREAVEMENT, certificate(city.number), cremated(city.number))
    await case.until(lambda record: record.stage == "aftermath")

    await case.hears(police_notice(city.number, on="2026-05-10"))
    await case.decide("day_of_death")
    record = await case.until(lambda now: not now.pending and now.rulings)

    assert announced(record).count("death.confirmed") == 1


async def test_a_cremation_without_a_certificate_alerts_health_after_15_working_days_ac_b6(city: PaperCity) -> None:
    now = str(today())
    found = answered(found=True, on=now, kind="at home or elsewhere, normal", certificate="DC-9")
    city.departments.says("health", "death_certificate", found)
    case = await city.open(BEREAVEMENT, cremated(city.number, on=now, died_on=now))

    await case.decide("one_source")
    record = await case.closed()

    (alert,) = city.said(case, "death.certificate-missing")
    (clock,) = (clock for clock in record.clocks if clock.name == "certificate report")
    assert (alert["cremated_on"], clock.due.limit.value) == (now, 15)
    assert city.said(case, "death.confirmed")[0]["sources"] == ["health", "civil-affairs"]
    assert record.outcome == "settled"


@calm
async def test_a_record_that_comes_long_after_the_cremation_alerts_health_at_once_ac_b6(city: PaperCity) -> None:
    city.departments.says("health", "death_certificate", PENDING)

    case = await city.open(BEREAVEMENT, cremated(city.number, on=CREMATED, died_on=DIED))
    record = await case.until(lambda now: any(line.topic == "death_certificate" for line in now.asked))

    assert "death.certificate-missing" in announced(record)
    assert not asked(city) & STOPPED


async def test_health_that_finds_no_certificate_leaves_it_to_the_county_ac_b6(city: PaperCity) -> None:
    city.departments.says("health", "death_certificate", answered(found=False))
    case = await city.open(BEREAVEMENT, cremated(city.number))

    await case.until(lambda record: any("found no certificate" in note for note in record.notes))
    await case.decide("one_source", "confirm", reasons="殡仪馆留存的证明复印件已核对")
    record = await case.closed()

    assert record.outcome == "settled"


@calm
async def test_a_certificate_in_time_alerts_nobody_ac_b6(city: PaperCity) -> None:
    case = await city.open(BEREAVEMENT, cremated(city.number), certificate(city.number))

    record = await case.until(lambda now: now.stage == "aftermath")

    assert "death.certificate-missing" not in announced(record)


@calm
async def test_a_certificate_that_was_reported_late_counts_and_is_on_record(city: PaperCity) -> None:
    late = certificate(city.number, reported_on="2026-07-30")

    case = await city.open(BEREAVEMENT, late, cremated(city.number))
    record = await case.until(lambda now: now.stage == "aftermath")

    judged = next(decision for decision in record.decisions if decision.rule == "death_certificate")
    assert [reason.code for reason in judged.reasons] == ["reported_in_time"]
    assert "death.confirmed" in announced(record)
