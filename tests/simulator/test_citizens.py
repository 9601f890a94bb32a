"""Do households answer what they are told, once, and as their story says?"""

from datetime import UTC, date, datetime

import pytest

from events.contracts.assistance import (
    AssistanceClosed,
    AssistanceCorrectionRequested,
    AssistanceEmergencyPaid,
    AssistanceFindingsPut,
    AssistancePublicityPosted,
)
from events.contracts.bereavement import DeathConfirmed
from events.contracts.catalogue import received
from registry.departments import CIVIL_AFFAIRS
from simulator.citizens import Citizens
from simulator.emission import sealed
from simulator.habits import Habit
from simulator.load import crowd
from tests.simulator.conftest import PaperPost

FORM = received(crowd(1, 1, "k").lines[0].value, CIVIL_AFFAIRS.topic)[1].model_dump()["application"]
NUMBER, HOUSEHOLD = FORM["number"], FORM["household"]["ref"]
WHOSE = {"case": f"assistance:{NUMBER}", "number": NUMBER, "household": HOUSEHOLD}
DAY = date(2026, 3, 20)
MISSING = AssistanceCorrectionRequested(**WHOSE, missing=("authorisation",), until=DAY)
FINDINGS = AssistanceFindingsPut(**WHOSE, until=DAY)
POSTED = AssistancePublicityPosted(**WHOSE, category="low_income", members=3, until=DAY)
PAID = AssistanceEmergencyPaid(**WHOSE, amount="3000.00", papers_by=DAY)


def told(event, id_="o-1"):
    time = datetime(2026, 3, 9, tzinfo=UTC)
    return sealed(event, id=id_, source="//onething.city", time=time, causationdepth=2).encoded()


def letters(post: PaperPost):
    return [received(record.value, record.topic) for _, record in post.sent]


@pytest.mark.parametrize(
    ("event", "habit", "letter"),
    [
        pytest.param(MISSING, {"application": FORM}, "assistance.correction-supplied", id="supplies what is missing"),
        pytest.param(MISSING, {}, None, id="has nothing to supply"),
        pytest.param(FINDINGS, {}, "assistance.findings-answered", id="answers the findings"),
        pytest.param(PAID, {}, "assistance.papers-supplied", id="hands in the papers"),
        pytest.param(PAID, {"silent": True}, None, id="stays silent"),
        pytest.param(POSTED, {"grounds": "其子有收入"}, "assistance.objection-raised", id="somebody objects"),
        pytest.param(POSTED, {}, None, id="nobody objects"),
    ],
)
def test_a_household_reacts_as_its_story_says(event, habit, letter):
    post = PaperPost()
    on = event.type.split(".")[-2]

    Citizens([Habit(on=on, number=NUMBER, **habit)], post, day=2.0).hear(told(event))

    assert [envelope.type for envelope, _ in letters(post)] == ([f"cn.onething.{letter}.v1"] if letter else [])
    assert [seconds for seconds, _ in post.sent] == ([2.0] if letter else [])


def test_most_households_do_not_contest_findings():
    post = PaperPost()

    Citizens([], post, day=1.0).hear(told(FINDINGS))

    ((envelope, event),) = letters(post)
    assert event.objects is False
    assert (envelope.id, envelope.causationid, envelope.causationdepth) == ("letter-o-1", "o-1", 3)


def test_what_is_told_twice_is_answered_once():
    post = PaperPost()
    citizens = Citizens([], post, day=1.0)

    citizens.hear(told(FINDINGS))
    citizens.hear(told(FINDINGS))

    assert len(post.sent) == 1


def test_an_objection_is_raised_the_first_time_only():
    post = PaperPost()
    citizens = Citizens([Habit(on="publicity-posted", number=NUMBER, grounds="其子有收入")], post, day=1.0)

    citizens.hear(told(POSTED, "o-1"))
    citizens.hear(told(POSTED, "o-2"))

    assert [envelope.id for envelope, _ in letters(post)] == ["letter-o-1"]


def test_other_outcomes_and_rubbish_pass_by():
    post = PaperPost()
    citizens = Citizens([], post, day=1.0)

    citizens.hear(told(AssistanceClosed(**WHOSE, outcome="granted")))
    citizens.hear(b"rubbish")
    citizens.hear(crowd(1, 1, "k").lines[0].value)

    assert post.sent == []


def test_somebody_who_is_said_to_be_dead_comes_to_the_counter_where_the_story_says_so():
    said = {"person": "p-1", "on": DAY, "reported_on": DAY, "sources": ("health",)}
    dead = DeathConfirmed(**said, case="bereavement:p-1", how="at home or elsewhere, normal")
    post = PaperPost()
    lives = Habit(on="death-confirmed", person="p-1", seen_in="CZ-TN-LL")

    Citizens([lives], post, day=2.0).hear(told(dead))
    Citizens([lives], post, day=2.0).hear(told(dead.model_copy(update={"person": "p-2"}), id_="o-2"))

    ((envelope, event),) = letters(post)
    assert (envelope.type, event.person, event.town) == ("cn.onething.death.doubted.v1", "p-1", "CZ-TN-LL")
