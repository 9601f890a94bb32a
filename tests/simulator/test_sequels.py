"""Does a story go on when something was announced, once and with its cause; and do officers speak to clocks in time?"""

from datetime import UTC, datetime
from typing import Any, cast

import pytest
from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from events.contracts.catalogue import received
from events.contracts.envelope import Envelope
from events.contracts.remedies import RemedyDecided, RemedyTakenUp
from registry.departments import JUSTICE
from simulator.clock_words import ClockWord, ClockWords
from simulator.emission import sealed
from simulator.sequels import Sequel, Sequels
from tests.simulator.conftest import PaperPost

OF = "assistance:A-1"
WHOSE = {"of_case": OF, "household": "h-1", "path": "court"}
AT = datetime(2026, 5, 18, tzinfo=UTC)


def outcome(of_case: str = OF, id_: str = "o-1") -> bytes:
    taken_up = RemedyTakenUp.model_validate({**WHOSE, "of_case": of_case, "case": "remedy:1", "filed_on": "2026-05-11"})
    return sealed(taken_up, id=id_, source="//onething.city", time=AT, causationdepth=2).encoded()


def decided() -> Envelope:
    event = RemedyDecided.model_validate({
        **WHOSE, "result": "revoked", "decided_on": "2026-10-12", "reported_on": "2026-10-15"})  # fmt: skip
    return sealed(event, id="o-3", source=JUSTICE.source, time=AT)


@pytest.fixture
def post() -> PaperPost:
    return PaperPost()


def sequel(**changed: Any) -> Sequel:
    return Sequel.model_validate({"on": "remedy.taken-up", "about": OF, "after_days": 3, "event": decided(), **changed})


def test_what_follows_is_sent_once_after_its_days_with_its_cause(post):
    sequels = Sequels([sequel()], post, day=2.0)

    for _ in range(2):
        sequels.hear(outcome())

    ((seconds, record),) = post.sent
    envelope, event = received(record.value, record.topic)
    assert (seconds, record.topic, type(event)) == (6.0, JUSTICE.topic, RemedyDecided)
    assert (envelope.causationid, envelope.causationdepth) == ("o-1", 3)


@pytest.mark.parametrize(
    ("value", "changed"),
    [
        pytest.param(outcome("assistance:A-2"), {}, id="of another case"),
        pytest.param(outcome(), {"on": "remedy.settled"}, id="another event"),
        pytest.param(b"rubbish", {}, id="rubbish"),
    ],
)
def test_what_is_not_waited_for_is_followed_by_nothing(post, value, changed):
    Sequels([sequel(**changed)], post, day=1.0).hear(value)

    assert post.sent == []


class PaperCase:
    id = OF

    def __init__(self, refusal: str = "") -> None:
        self.told: list[tuple[str, dict[str, Any]]] = []
        self._refusal = refusal

    async def execute_update(self, door: str, order: dict[str, Any], **_named: object) -> None:
        self.told.append((door, order))
        if self._refusal:
            raise WorkflowUpdateFailedError(ApplicationError(self._refusal))


def word(does: str = "extend", question: str = "opinion") -> ClockWord:
    order = {"officer": "CZ-TN.bureau", "reasons": "r"}
    return ClockWord.model_validate({"case": OF, "question": question, "does": does, "order": order})


@pytest.mark.asyncio
async def test_an_officer_says_each_word_once_at_its_question():
    case, words = PaperCase(), ClockWords([word(), word("pause"), word("resume", "confirmation")])

    for question in ("opinion", "opinion", "confirmation"):
        await words.said(cast("Any", case), question)

    assert [door for door, _ in case.told] == ["extend", "pause", "resume"]


@pytest.mark.asyncio
async def test_what_a_case_refuses_holds_nobody_up():
    case = PaperCase("ran out")

    await ClockWords([word(), word("pause")]).said(cast("Any", case), "opinion")

    assert [door for door, _ in case.told] == ["extend", "pause"]
