"""Correction of a registration (domain 5.4): papers without a limit, review, hearing, a person; then never valid."""

import asyncio
from typing import Any

import pytest

from activities.ports import SystemReply
from events.contracts.marriage_papers import MarriageEvidenceIssued
from registry.services import MARRIAGE_CORRECTION
from tests.workflows.bookings import BRIDE, GROOM, HERE, THERE
from tests.workflows.corrections import disputed, issued, said
from tests.workflows.paper_base import CERTIFICATE, PaperBase
from tests.workflows.paper_case import PaperCase, eventually
from tests.workflows.paper_city import PaperCity, calm
from tests.workflows.paper_offices import UNREACHABLE, Body, answered

pytestmark = pytest.mark.platform


async def opened(city: PaperCity, *events: Any) -> tuple[PaperBase, PaperCase]:
    base = PaperBase().serves(city)
    base.married()
    return base, await city.open(MARRIAGE_CORRECTION, *events)


def kinds(city: PaperCity) -> list[str]:
    return [body["details"]["kind"] for body in city.departments.bodies("deliver_notice")]


async def test_on_a_mere_request_the_case_waits_however_long_it_takes(city: PaperCity) -> None:
    base, case = await opened(city, disputed())
    await case.until(lambda record: record.waiting_on == "court, procuratorate or police")

    await asyncio.sleep(1)  # a hundred days of this city
    await case.hears(issued("request of a person", number="申请1号"))
    record = await case.until(lambda now: any("a request is no paper of an authority" in note for note in now.notes))

    assert (record.status, record.pending) == ("open", None)
    assert base.entries[0].status == "married"
    assert city.departments.asked_for("deliver_notice") == []


async def test_on_a_police_finding_a_person_revokes_after_both_could_speak(city: PaperCity) -> None:
    base, case = await opened(city, disputed(), issued())

    review = await case.asks("evidence")
    await case.decide("evidence", "enough")
    ask = await case.asks("revocation")
    await case.decide("revocation", "revoke", reasons="冒名顶替事实清楚")
    record = await case.closed()

    assert record.outcome == "never_valid"
    assert review.proposal == "常公(户)认字2026第3号"
    assert (ask.role, ask.not_by) == ("bureau head", ("CZ-TN.head",))
    assert ask.proposal == "statements: 0, hearing: not asked for"
    assert base.entries[0].status == "never valid"
    assert base.entries[0].said[0]["papers"] == ["police finding 常公(户)认字2026第3号"]
    (voided,) = city.said(case, "marriage.voided")
    assert (voided["kind"], voided["on"], voided["spouses"]) == ("revoked", "2019-10-01", [GROOM, BRIDE])
    asked = city.departments.bodies("household_register_change")
    assert {(body["details"]["item"], body["details"]["status"]) for body in asked} == {
        (HERE, "never valid"), (THERE, "never valid"),
    }  # fmt: skip
    assert kinds(city) == ["intended-revocation", "never-valid", "complete"]


@calm
@pytest.mark.parametrize("kind", ["void", "annulled"])
async def test_what_a_court_pronounced_is_entered_and_nobody_decides_it_again(city: PaperCity, kind: str) -> None:
    base, case = await opened(city, issued("court judgment", finding=kind, on="2026-07-15"))

    await case.decide("evidence", "enough")
    record = await case.closed()

    assert record.outcome == "never_valid"
    assert [ruled.question for ruled in record.rulings] == ["evidence"]
    (voided,) = city.said(case, "marriage.voided")
    assert (voided["kind"], voided["decided_on"], voided["on"]) == (kind, "2026-07-15", "2019-10-01")
    assert kinds(city) == ["never-valid", "complete"]
    assert base.entries[0].status == "never valid"


@calm
async def test_a_hearing_is_held_by_who_did_not_review_the_paper(city: PaperCity) -> None:
    _, case = await opened(city, disputed(), issued("judicial suggestion"))
    await case.decide("evidence", "enough")
    await case.until(lambda record: record.stage == "statements" and record.waiting_on)

    await case.hears(said(case, GROOM, hearing=True), said(case, BRIDE))
    told = await case.refusal("hearing", "held", officer="CZ-TN.head")
    await case.decide("hearing", "held")
    ask = await case.asks("revocation")

    assert "took an earlier step" in told
    assert ask.proposal == "statements: 2, hearing: held"
    assert ask.choices == ("revoke", "not_revoke")


@calm
async def test_a_registration_that_is_not_revoked_stands_and_the_letter_says_why(city: PaperCity) -> None:
    base, case = await opened(city, disputed(), issued("procuratorial suggestion"))
    await case.decide("evidence", "enough")
    await case.until(lambda record: record.stage == "statements" and record.waiting_on)
    await case.hears(said(case, GROOM), said(case, BRIDE))

    await case.decide("revocation", "not_revoke", reasons="双方系自愿登记,身份真实")
    record = await case.closed()

    assert record.outcome == "upheld"
    assert base.entries[0].status == "married"
    assert city.sent(case) == ["marriage.upheld"]
    letter = city.departments.bodies("deliver_notice")[-1]["details"]["text"]
    assert "双方系自愿登记" in letter
    assert "行政复议" in letter


@calm
async def test_a_paper_that_does_not_suffice_is_followed_by_waiting_for_the_next(city: PaperCity) -> None:
    _, case = await opened(city, issued())

    await case.decide("evidence", "not_enough", reasons="文书未载明证号")
    await case.until(lambda record: record.waiting_on == "court, procuratorate or police")
    await case.hears(issued("judicial suggestion", number="(2026)苏0402司建1号"))
    ask = await case.asks("evidence")

    assert ask.proposal == "常公(户)认字2026第3号, (2026)苏0402司建1号"


async def test_whoever_lied_is_named_to_the_keeper_of_the_list_and_nothing_more(city: PaperCity) -> None:
    _, case = await opened(city, issued())
    await case.decide("evidence", "enough")

    await case.decide("revocation", "revoke", reasons="冒名顶替", details={"dishonest": [GROOM, "p-9999"]})
    await case.closed()

    (noted,) = city.said(case, "marriage.dishonesty-noted")
    assert noted["persons"] == [GROOM]


async def test_a_notice_that_reaches_nobody_is_published_and_the_period_is_longer(city: PaperCity) -> None:
    city.departments.says("civil-affairs", "deliver_notice", answered(delivered=False))
    _, case = await opened(city, issued())
    await case.decide("evidence", "enough")

    await case.decide("revocation", "revoke", reasons="冒名顶替")
    record = await case.closed()

    assert record.clocks[0].name == "revocation_publication"
    assert record.clocks[0].due.limit.value == 30
    assert city.departments.keys("post_publicity") == ["post_publicity"]


@calm
async def test_a_dispute_can_be_taken_back_before_any_paper_and_not_afterwards(city: PaperCity) -> None:
    _, early = await opened(city, disputed())
    await early.until(lambda record: record.waiting_on == "court, procuratorate or police")
    await early.withdraw("误会")
    record = await early.closed()

    late = await city.open(MARRIAGE_CORRECTION, disputed(), issued(), key=("late",))
    await late.asks("evidence")
    told = await late.refused_withdrawal()

    assert record.outcome == "withdrawn"
    assert city.said(early, "marriage.upheld")[0]["grounds"] == ["dispute_withdrawn"]
    assert "is decided at stage review of the papers" in told


@calm
async def test_a_registration_of_which_nobody_has_a_file_cannot_be_corrected(city: PaperCity) -> None:
    PaperBase().serves(city)
    case = await city.open(MARRIAGE_CORRECTION, disputed())

    await case.decide("paper_file", "not_found", reasons="镇档案无记载")
    record = await case.closed()

    assert record.outcome == "no_file"
    assert city.sent(case) == []
    (letter,) = city.departments.bodies("deliver_notice")
    assert (letter["details"]["kind"], letter["details"]["to"]) == ("no-file", [BRIDE])
    for told in (CERTIFICATE, "镇档案无记载", "行政复议"):
        assert told in letter["details"]["text"]


@calm
async def test_an_authority_whose_paper_names_no_registration_is_answered_too(city: PaperCity) -> None:
    PaperBase().serves(city)
    case = await city.open(MARRIAGE_CORRECTION, issued())

    await case.decide("paper_file", "not_found", reasons="镇档案无记载")
    await case.closed()

    (letter,) = city.departments.bodies("deliver_notice")
    assert letter["details"]["to"] == ["police finding 常公(户)认字2026第3号"]


# ── what comes while the bureau decides ──────────────────────────────────────────────────────────────────────────


def judgment() -> MarriageEvidenceIssued:
    return issued("court judgment", number="(2026)苏0402民初1号", finding="void", on="2026-08-15")


async def before_the_bureau(city: PaperCity) -> tuple[PaperBase, PaperCase]:
    """The police finding was enough, both have spoken, and the head of the bureau is asked."""
    base, case = await opened(city, disputed(), issued())
    await case.decide("evidence", "enough")
    await both_speak(case)
    await case.asks("revocation")
    return base, case


async def both_speak(case: PaperCase) -> None:
    await case.until(lambda record: record.stage == "statements" and record.waiting_on)
    await case.hears(said(case, GROOM), said(case, BRIDE))


@calm
async def test_a_judgment_that_comes_while_the_bureau_decides_is_read_and_entered(city: PaperCity) -> None:
    base, case = await before_the_bureau(city)

    await case.hears(judgment())
    review = await case.asks("evidence")
    await case.decide("evidence", "enough")
    record = await case.closed()

    assert review.proposal == "void"
    assert record.outcome == "never_valid"
    assert [ruled.question for ruled in record.rulings] == ["evidence", "evidence"]
    (voided,) = city.said(case, "marriage.voided")
    assert (voided["kind"], voided["decided_on"]) == ("void", "2026-08-15")
    assert base.entries[0].said[0]["kind"] == "void"
    assert kinds(city) == ["intended-revocation", "never-valid", "complete"]
    assert "marriage.upheld" not in city.sent(case)


@calm
async def test_a_judgment_that_comes_while_the_two_are_heard_is_read_before_the_bureau_is_asked(
    city: PaperCity,
) -> None:
    _, case = await opened(city, disputed(), issued())
    await case.decide("evidence", "enough")
    await case.until(lambda record: record.stage == "statements" and record.waiting_on)

    await case.hears(judgment(), said(case, GROOM), said(case, BRIDE))
    await case.decide("evidence", "enough")
    record = await case.closed()

    assert [ruled.question for ruled in record.rulings] == ["evidence", "evidence"]
    assert city.said(case, "marriage.voided")[0]["kind"] == "void"


@calm
async def test_a_judgment_that_comes_while_the_first_paper_is_reviewed_is_reviewed_with_it(city: PaperCity) -> None:
    _, case = await opened(city, disputed(), issued())
    await case.asks("evidence")

    await case.hears(judgment())
    await case.until(lambda record: record.pending and record.pending.proposal == "void")
    await case.decide("evidence", "enough")
    record = await case.closed()

    assert [ruled.question for ruled in record.rulings] == ["evidence"]
    assert city.said(case, "marriage.voided")[0]["kind"] == "void"
    assert "intended-revocation" not in kinds(city)


@calm
async def test_a_judgment_that_comes_while_the_letter_goes_out_is_still_read(city: PaperCity) -> None:
    tried: list[str] = []
    came: list[str] = []

    def delivered(said: Body) -> SystemReply:
        tried.append(said["details"]["kind"])
        if tried[-1] == "upheld" and not came:
            raise UNREACHABLE
        return answered(delivered=True)

    city.departments.says("civil-affairs", "deliver_notice", delivered)
    base, case = await before_the_bureau(city)

    await case.decide("revocation", "not_revoke", reasons="身份真实")
    await eventually(lambda: asyncio.sleep(0, result="upheld" in tried))
    await case.hears(judgment())
    came.append("judgment")
    await case.decide("evidence", "enough")
    record = await case.closed()

    assert record.outcome == "never_valid"
    assert base.entries[0].status == "never valid"
    assert city.sent(case)[:2] == ["marriage.upheld", "marriage.voided"]


async def test_another_paper_of_an_authority_has_the_two_told_and_heard_once_more(city: PaperCity) -> None:
    city.departments.says("civil-affairs", "deliver_notice", answered(delivered=False))
    _, case = await opened(city, disputed(), issued())
    await case.decide("evidence", "enough")
    await case.asks("revocation")

    await case.hears(issued("judicial suggestion", number="(2026)苏0402司建1号"))
    review = await case.asks("evidence")
    await case.decide("evidence", "enough")
    await case.decide("revocation", "not_revoke", reasons="身份真实")
    record = await case.closed()

    assert review.proposal == "常公(户)认字2026第3号, (2026)苏0402司建1号"
    assert record.outcome == "upheld"
    assert city.departments.keys("deliver_notice") == [
        "notice/intended-revocation", "notice/intended-revocation/2", "notice/upheld/2",
    ]  # fmt: skip
    assert city.departments.keys("post_publicity") == ["post_publicity", "post_publicity/2"]
    assert [clock.name for clock in record.clocks] == ["revocation_publication"] * 2


@calm
async def test_a_mere_request_holds_no_decision_of_the_bureau_up(city: PaperCity) -> None:
    _, case = await before_the_bureau(city)

    await case.hears(issued("request of a person", number="申请1号"))
    await case.until(lambda record: any("a request is no paper of an authority" in note for note in record.notes))
    await case.decide("revocation", "not_revoke", reasons="身份真实")
    record = await case.closed()

    assert record.outcome == "upheld"
    assert [ruled.question for ruled in record.rulings] == ["evidence", "revocation"]


@calm
async def test_a_judgment_about_another_registration_leaves_the_other_papers_to_the_bureau(city: PaperCity) -> None:
    _, case = await before_the_bureau(city)
    await case.hears(judgment())

    await case.decide("evidence", "not_enough", reasons="判决所涉并非本登记")
    review = await case.asks("evidence")
    await case.decide("evidence", "enough")
    await both_speak(case)
    await case.decide("revocation", "revoke", reasons="冒名顶替")
    await case.closed()

    assert review.proposal == "常公(户)认字2026第3号"
    (voided,) = city.said(case, "marriage.voided")
    assert voided["kind"] == "revoked"
