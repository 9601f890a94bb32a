"""Home visits (domain 3.3 steps 5 and 11): two visitors, both sides sign; what one leaves open, people decide on."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from events.contracts.civil_affairs import AssistanceFindingsAnswered
from policy.spot_checks import chosen
from registry.services import ASSISTANCE, RESIDENCE, case_id
from schemas.cases import CaseRecord
from schemas.households import Category
from schemas.questions import Reply, ReplyStatus, Topic
from schemas.residences import ResidenceFindings
from schemas.visits import VisitGap
from tests.workflows.applications import EDGE, about, submitted
from tests.workflows.paper_case import PaperCase, announced
from tests.workflows.paper_city import SHORT_DAY, PaperCities, PaperCity, brisk, calm, unhurried
from tests.workflows.paper_offices import PENDING, answered, in_turn, refused
from workflows.home_visits import left_open

FULL: dict[str, Any] = {"visitors": ["甲", "乙"], "signed": True, "confirms": True}
OTHERWISE = answered(**{**FULL, "confirms": False})
ABROAD = {"door": "elsewhere in the province",
          "residence": {"town": "WX-BH-HL", "region": "320211", "permit_on": "2025-06-01"}}  # fmt: skip
DELEGATING = {"county": "CZ-JT", "town": "CZ-JT-XC", "region": "320413"}


def reply(status: ReplyStatus = ReplyStatus.ANSWERED, **result: Any) -> Reply:
    return Reply(question="q", department="civil-affairs", topic=Topic.HOME_VISIT, status=status, result=result,
                 at=datetime(2026, 3, 9, tzinfo=UTC))  # fmt: skip


@pytest.mark.parametrize(
    ("said", "left"),
    [
        pytest.param(reply(**FULL), [], id="as it must be"),
        pytest.param(reply(), [], id="an older interface says none of it"),
        pytest.param(reply(**{**FULL, "visitors": ["甲"]}), ["too_few"], id="one visitor"),
        pytest.param(reply(**{**FULL, "visitors": ["甲", "甲"]}), ["too_few"], id="the same one twice"),
        pytest.param(reply(**{**FULL, "visitors": []}), ["too_few"], id="nobody named"),
        pytest.param(reply(**{**FULL, "visitors": 2}), [], id="a number is not read"),
        pytest.param(reply(**{**FULL, "signed": False}), ["unsigned"], id="unsigned"),
        pytest.param(reply(**{**FULL, "signed": None}), [], id="not said whether signed"),
        pytest.param(reply(**{**FULL, "confirms": False}), ["contradicts"], id="contradicts"),
        pytest.param(reply(visitors=["甲"], signed=False, confirms=False), ["too_few", "unsigned", "contradicts"],
                     id="everything at once"),
        pytest.param(reply(ReplyStatus.SILENT), ["not_made"], id="silent"),
        pytest.param(reply(ReplyStatus.REFUSED), ["not_made"], id="refused"),
    ],
)  # fmt: skip
def test_only_what_an_answer_denies_and_silence_leave_a_visit_open(said: Reply, left: list[str]) -> None:
    assert [gap.value for gap in left_open(said)] == left


@pytest.mark.parametrize(
    ("status", "left", "gaps"),
    [
        pytest.param(ReplyStatus.SILENT, (), (VisitGap.NOT_MADE,), id="of an older part silence is read alone"),
        pytest.param(ReplyStatus.ANSWERED, (), (), id="made"),
        pytest.param(None, (), (), id="nothing was visited"),
        pytest.param(ReplyStatus.ANSWERED, (VisitGap.UNSIGNED,), (VisitGap.UNSIGNED,), id="as it says"),
    ],
)
def test_the_town_of_residence_tells_what_its_visit_left_open(
    status: ReplyStatus | None, left: tuple[VisitGap, ...], gaps: tuple[VisitGap, ...]
) -> None:
    assert ResidenceFindings(case="residence:A-1", turn=1, visit=status, left_open=left).gaps == gaps


async def accepted(city: PaperCity, **changed: Any) -> PaperCase:
    case = await city.open(ASSISTANCE, submitted(city.number, incomes=EDGE, **changed))
    await case.decide("acceptance")
    return case


def visit_says(city: PaperCity, *answers: Any) -> None:
    city.departments.says("civil-affairs", "home_visit", in_turn(*answers))


def noted(notes: Iterable[str]) -> list[str]:
    return [note.partition(" home visit ")[2] for note in notes if " home visit " in note]


@pytest.mark.platform
@calm
@pytest.mark.parametrize(
    ("said", "note"),
    [
        pytest.param(
            answered(**{**FULL, "visitors": ["甲"]}), "by the town: fewer than two visitors", id="one visitor"
        ),
        pytest.param(answered(**{**FULL, "signed": False}), "by the town: not signed by both sides", id="unsigned"),
        pytest.param(refused("门牌不存在"), "by the town: not made", id="refused"),
    ],
)
async def test_a_visit_that_is_not_as_it_must_be_is_confirmed_only_by_a_person_who_says_so(
    city: PaperCity, said: Any, note: str
) -> None:
    visit_says(city, said)
    case = await accepted(city)

    await case.decide("opinion")
    told = await case.refusal("confirmation")
    await case.decide("confirmation", evidence_gap=True)
    record = await case.closed()

    assert "a full home visit" in told
    assert noted(record.notes) == [note]
    assert (record.outcome, record.evidence_gap, record.rulings[-1].evidence_gap) == ("granted", True, True)
    assert "assistance.findings-put" not in announced(record)


@pytest.mark.platform
@brisk
async def test_a_visit_that_nobody_makes_refuses_nobody_and_is_named_before_the_grant(city: PaperCity) -> None:
    visit_says(city, PENDING)
    case = await accepted(city)

    await case.decide("opinion")
    told = await case.refusal("confirmation")
    record = await case.record()

    assert "evidence_gap" in told
    assert (noted(record.notes), record.evidence_gap) == (["by the town: not made"], True)


@pytest.mark.platform
@unhurried
async def test_a_visit_that_is_answered_late_has_the_town_form_its_opinion_anew(city: PaperCity) -> None:
    visit_says(city, PENDING)
    case = await accepted(city)
    await case.decide("opinion")
    await case.asks("confirmation")

    await case.answered("home_visit/town/1", "civil-affairs", "home_visit", result=FULL)
    await case.decide("opinion")
    await case.decide("confirmation")
    record = await case.closed()

    assert (record.outcome, record.evidence_gap) == ("granted", False)
    assert noted(record.notes) == ["by the town: not made", "by the town: made good"]


@pytest.mark.platform
@calm
async def test_what_a_visit_contradicts_is_put_to_the_household_before_the_town_gives_its_opinion(
    city: PaperCity,
) -> None:
    visit_says(city, OTHERWISE)
    case = await accepted(city)
    hearing = await case.until(lambda record: record.waiting_on == "household: answer to the findings")

    said = {"objects": True, "statement": "该车系亲戚\n寄放"}
    await case.hears(AssistanceFindingsAnswered.model_validate({**about(city.number), **said}))
    ask = await case.asks("opinion")
    record = await case.record()

    assert hearing.pending is None
    assert (ask.proposal, record.evidence_gap, record.contested) == ("low_income_edge", True, True)
    assert "家庭有异议 the household contests the findings: 该车系亲戚 寄放" in record.notes
    assert noted(record.notes) == ["by the town: contradicts the declaration"]
    assert announced(record).count("assistance.findings-put") == 1


@pytest.mark.platform
@calm
async def test_a_new_survey_whose_visit_confirms_closes_the_gap(city: PaperCity) -> None:
    visit_says(city, answered(**{**FULL, "signed": False}), answered(**FULL))
    case = await accepted(city)

    await case.decide("opinion", "survey_again")
    await case.decide("opinion")
    await case.decide("confirmation")
    record = await case.closed()

    assert (record.outcome, record.evidence_gap) == ("granted", False)
    assert noted(record.notes) == ["by the town: not signed by both sides", "by the town: made good"]


# ── the county ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.platform
@calm
async def test_the_must_visit_to_a_relative_of_staff_does_not_lapse_unseen(city: PaperCity) -> None:
    visit_says(city, answered(**FULL), refused("无人前往"))
    case = await accepted(city, relative_of_staff=True)

    await case.decide("opinion")
    told = await case.refusal("confirmation")
    record = await case.record()

    assert "a full home visit" in told
    assert noted(record.notes) == ["by the county: not made"]


@pytest.mark.platform
@calm
async def test_where_the_town_confirms_the_county_agrees_knowingly_without_its_must_visit(city: PaperCity) -> None:
    visit_says(city, answered(**FULL), refused("无人前往"))
    case = await accepted(city, relative_of_staff=True, household=DELEGATING)

    await case.decide("opinion")
    await case.decide("confirmation", evidence_gap=True)
    told = await case.refusal("spot check")
    await case.decide("spot check", evidence_gap=True)
    record = await case.closed()

    assert "a full home visit" in told
    assert record.outcome == "granted"


async def sampled(cities: PaperCities) -> PaperCity:
    """A city whose case the county looks at itself, after its town confirmed."""
    while True:
        city = await cities.founded(SHORT_DAY)
        if chosen(case_id(ASSISTANCE, city.number), Category.LOW_INCOME_EDGE, date(2026, 3, 2)):
            return city


async def seen_otherwise_by_the_county(city: PaperCity, *confirmed: str, **changed: Any) -> CaseRecord:
    """The household says nothing to it, and the town would refuse now."""
    visit_says(city, answered(**FULL), OTHERWISE)
    case = await accepted(city, **changed)
    for question in ("opinion", *confirmed):
        await case.decide(question)
    await case.until(lambda record: announced(record).count("assistance.findings-put") == 1)
    await case.refuse("opinion")
    await case.decide("confirmation", evidence_gap=True)
    return await case.closed()


@pytest.mark.platform
async def test_what_the_county_saw_otherwise_is_put_to_the_household_and_leads_to_a_new_opinion(
    city: PaperCity,
) -> None:
    record = await seen_otherwise_by_the_county(city, relative_of_staff=True)

    assert record.outcome == "refused"
    assert city.departments.keys("home_visit") == ["home_visit/town/1", "home_visit/county/1"]
    assert announced(record).count("assistance.findings-put") == 2
    questions = [ruled.question for ruled in record.rulings]
    assert questions == ["acceptance", "opinion", "opinion", "opinion", "confirmation"]


@pytest.mark.platform
async def test_what_the_county_saw_otherwise_undoes_what_the_town_confirmed(
    city: PaperCity, cities: PaperCities
) -> None:
    city = await sampled(cities)

    record = await seen_otherwise_by_the_county(city, "confirmation", household=DELEGATING)

    assert record.outcome == "refused"
    assert announced(record).count("assistance.findings-put") == 2
    questions = [ruled.question for ruled in record.rulings][1:]
    assert questions == ["opinion", "confirmation", "opinion", "opinion", "confirmation"]


# ── another town of the province ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.platform
async def test_what_the_town_of_residence_saw_counts_where_it_is_decided(city: PaperCity) -> None:
    visit_says(city, answered(**{**FULL, "signed": False, "confirms": False}))
    case = await accepted(city, **ABROAD)

    await case.decide("opinion")
    told = await case.refusal("confirmation")
    record = await case.record()
    part = await city.case(RESIDENCE).record()

    assert "a full home visit" in told
    assert noted(record.notes) == ["by the town of residence: not signed by both sides, contradicts the declaration"]
    assert announced(record).count("assistance.findings-put") == 1
    assert part.stage == "handed over"
