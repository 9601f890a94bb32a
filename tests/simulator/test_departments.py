"""Do the offices keep their protocol, however they behave?"""

import json

import pytest

from events.contracts.catalogue import received
from events.contracts.departments import QuestionAnswered
from schemas.questions import Topic
from simulator.archive import Archive
from simulator.behaviours import Behaviour, Manner
from tests.simulator.conftest import question

MEANS = question("human-resources", Topic.MEANS, "p-1")
FUND = question("housing-fund", Topic.LINKED_ITEM, "p-1", item="housing-fund-update")


async def test_a_fast_office_answers_at_once(city_of):
    city = city_of()

    answer = await city.ask(FUND)

    assert answer.status_code == 200
    assert answer.json() == {"items": [], "result": {"granted": True, "from": "2026-04-01"}}
    assert city.post.sent == []


async def test_a_key_that_comes_again_gets_the_same_answer_and_has_no_second_effect(city_of):
    city = city_of()

    answers = [await city.ask(FUND) for _ in range(3)]

    assert len({answer.text for answer in answers}) == 1
    (effect,) = await city.effects()
    assert (effect["requested"], effect["executed"]) == (3, 1)
    assert (effect["department"], effect["task"], effect["case"]) == ("housing-fund", "linked_item", "assistance:A-1")


@pytest.mark.parametrize(
    ("manner", "letters", "after"),
    [
        pytest.param(Manner.SLOW, 1, 6.0, id="after three days of two seconds"),
        pytest.param(Manner.TWICE, 2, 6.0, id="the same event twice"),
        pytest.param(Manner.LATE, 1, 11.0, id="three days after the limit of five seconds"),
        pytest.param(Manner.SILENT, 0, None, id="never"),
    ],
)
async def test_an_office_that_takes_the_question_answers_by_event(city_of, manner, letters, after):
    city = city_of([Behaviour(department="human-resources", manner=manner, days=3)])

    answers = [await city.ask(MEANS) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [202, 202]
    assert len(city.post.sent) == letters
    assert {seconds for seconds, _ in city.post.sent} == ({after} if letters else set())
    assert len({record for _, record in city.post.sent}) == min(letters, 1)


async def test_an_event_with_an_answer_keeps_its_contract(city_of):
    city = city_of([Behaviour(manner=Manner.SLOW)])

    await city.ask(MEANS)

    ((_, record),) = city.post.sent
    envelope, event = received(record.value, record.topic)
    assert record.topic == "dept.human-resources.events"
    assert record.key == b"assistance:A-1"
    assert envelope.id == f"answer-{MEANS.id}"
    assert isinstance(event, QuestionAnswered)
    assert (event.question, event.about, event.status) == (MEANS.id, Topic.MEANS, "answered")


async def test_a_slow_office_with_a_reason_refuses_by_event(city_of):
    city = city_of([Behaviour(manner=Manner.SLOW, reason="no_account")])

    await city.ask(FUND)

    ((_, record),) = city.post.sent
    assert json.loads(record.value)["data"]["status"] == "refused"
    assert json.loads(record.value)["data"]["reason"] == "no_account"


async def test_a_wrong_answer_is_right_the_second_time(city_of):
    city = city_of([Behaviour(manner=Manner.WRONG)])

    first, second = await city.ask(FUND), await city.ask(FUND)

    assert first.status_code == second.status_code == 200
    assert not isinstance(first.json()["items"], list)
    assert second.json()["result"]["granted"] is True
    assert [effect["executed"] for effect in await city.effects()] == [1]


async def test_a_refusal_names_its_reason(city_of):
    city = city_of([Behaviour(about="housing-fund-update", manner=Manner.REFUSING, reason="no_account", text="无账户")])

    refused, other = await city.ask(FUND), await city.ask(MEANS)

    assert (refused.status_code, refused.json()) == (422, {"reason": "no_account", "text": "无账户"})
    assert other.status_code == 200


async def test_an_office_that_is_down_does_nothing_until_it_is_up(city_of):
    now = [100.0]
    city = city_of([Behaviour(manner=Manner.DOWN, days=2)], clock=lambda: now[0])

    down = await city.ask(FUND)
    now[0] += 4.0
    up = await city.ask(FUND)

    assert (down.status_code, up.status_code) == (503, 200)
    assert [(effect["requested"], effect["executed"]) for effect in await city.effects()] == [(2, 1)]


async def test_the_first_behaviour_that_fits_counts(city_of):
    city = city_of([
        Behaviour(case="assistance:B-*", manner=Manner.REFUSING),
        Behaviour(keys=frozenset({"C-1"}), manner=Manner.REFUSING),
        Behaviour(manner=Manner.SILENT),
        Behaviour(manner=Manner.FAST),
    ])  # fmt: skip

    assert (await city.ask(MEANS)).status_code == 202


@pytest.mark.parametrize(
    ("department", "task", "body", "status", "reason"),
    [
        pytest.param("forestry", "means", {}, 404, "unknown_task", id="no such office"),
        pytest.param("trade-unions", "means", {}, 404, "unknown_task", id="an office without that power"),
        pytest.param("charity", "sing", {"case": "x"}, 404, "unknown_task", id="no such task"),
        pytest.param("housing-fund", "means", {"case": "x"}, 422, "unreadable", id="half a question"),
        pytest.param("finance", "open_payment", {"case": "x"}, 422, "unreadable", id="half an order"),
        pytest.param("civil-affairs", "application_form", {"number": "A-0"}, 404, "unknown_application", id="no form"),
    ],
)
async def test_what_an_office_cannot_take_is_refused_with_a_reason(city_of, department, task, body, status, reason):
    answer = await city_of().do(department, task, "k", body)

    assert (answer.status_code, answer.json()["reason"]) == (status, reason)


async def test_without_a_key_nothing_is_done(city_of):
    city = city_of()

    answer = await city.client.post("/charity/charity_referral", json={"case": "x"})

    assert (answer.status_code, answer.json()["reason"]) == (400, "no_key")
    assert await city.effects() == []


async def test_nobody_is_married_at_two_offices(city_of):
    city = city_of(archive=Archive(locks={"p-2": "B-9"}))
    details = {"booking": "B-1", "spouses": ["p-1", "p-2"], "office": "CZ-WJ", "on": "2026-05-20"}

    refused = await city.do("civil-affairs", "lock_for_marriage", "k", {"case": "marriage:B-1", "details": details})

    assert (refused.status_code, refused.json()["reason"]) == (409, "pending_elsewhere")


async def test_a_registered_couple_is_married_in_the_base(city_of):
    city = city_of()
    body = {"case": "marriage:B-1", "details": {"booking": "B-1", "spouses": ["p-1", "p-2"], "on": "2026-05-20"}}
    status = question("civil-affairs", Topic.MARRIAGE_STATUS, "p-1", "p-3", case="marriage:B-2")

    locked = await city.do("civil-affairs", "lock_for_marriage", "k", body)
    registered = await city.do("civil-affairs", "register_marriage", "k", body)
    records = (await city.ask(status)).json()["result"]["records"]

    assert locked.status_code == registered.status_code == 200
    assert registered.json()["result"]["certificate"].startswith("J320400-2026-")
    assert [record["married"] for record in records] == [True, False]
