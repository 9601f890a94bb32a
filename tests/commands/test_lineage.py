"""Does `chain show` tell what came of an event: cases, their events, the next cases, and where it stopped?"""

import json
from datetime import UTC, datetime, timedelta

from rich.console import Console

from commands import chain, chains
from commands.lineage import Chain, Known, Sent, stopped
from events.deadletters import DeadLetter
from schemas.cases import CaseRecord, EventLine

BEGAN = datetime(2026, 3, 2, 1, tzinfo=UTC)


def at(seconds):
    return BEGAN + timedelta(seconds=seconds)


def sent(*events):
    """Each as (id, short type, seconds, because)."""
    found = (Sent(id_, "//x.city", f"cn.onething.{type_}.v1", at(seconds), because)
             for id_, type_, seconds, because in events)  # fmt: skip
    return {each.id: each for each in found}


def line(id_, seconds=0.0):
    return EventLine(id=id_, type="cn.onething.some.thing.v1", at=at(seconds))


def case(name, *, read=(), announced=(), began=None, **changed):
    record = CaseRecord.model_validate({
        "case": name, "service": name.split(":")[0], "status": "closed", "outcome": "done",
        "opened_by": read[0] if read else None, "read": tuple(map(line, read)),
        "announced": tuple(map(line, announced)), **changed,
    })  # fmt: skip
    return Known(record, None if began is None else at(began))


def told(node):
    return [(depth, each.name, each.note) for depth, each in node.walk()]


CHAIN = Chain(
    cases=(
        case("early-warning:1", read=("crossed", "closed"), announced=("help",), began=3),
        case("assistance:1", read=("help",), announced=("recognised", "closed"), began=9),
        case("means-check:1", announced=("report",), parent="assistance:1"),
        case("review:1", read=("married",), status="open", outcome=None, stage="hearing", began=22),
    ),
    sent=sent(("bill", "medical.settlement-posted", 0, None), ("crossed", "medical.crossed", 2, "bill"),
              ("help", "alert.help-arranged", 8, "crossed"), ("report", "means.report-ready", 10, "help"),
              ("recognised", "assistance.identity-confirmed", 15, "help"), ("married", "marriage.registered", 20,
               "recognised"), ("closed", "assistance.closed", 16, "help")),
)  # fmt: skip


def test_a_chain_is_told_across_streams_cases_and_departments():
    assert told(CHAIN.tree("bill")) == [
        (0, "bill", ""),
        (1, "crossed", ""),
        (2, "early-warning:1", "done"),
        (3, "help", ""),
        (4, "assistance:1", "done"),
        (5, "means-check:1", "done"),
        (6, "report", ""),
        (5, "recognised", ""),
        (6, "married", ""),
        (7, "review:1", "open: hearing"),
        (5, "closed", ""),
        (6, "early-warning:1", "informed; done"),
    ]


def test_a_link_is_from_the_announcement_to_the_case_that_it_opened():
    again = Chain(CHAIN.cases, CHAIN.sent)

    assert [(event.name, case_.name, took) for event, case_, took in again.tree("bill").links()] == [
        ("crossed", "early-warning:1", 1.0), ("help", "assistance:1", 1.0), ("married", "review:1", 2.0),
    ]  # fmt: skip


def test_an_event_that_comes_up_twice_is_told_in_full_once():
    """Two cases name the same event as announced: one of them told it for the other."""
    twice = Chain(
        (case("review:1", read=("a",), announced=("b",)), case("review:2", read=("a",), announced=("b",)),
         case("disability-subsidies:1", read=("b",))),
        sent(("a", "death.confirmed", 0, None), ("b", "assistance.identity-ended", 1, "a")),
    )  # fmt: skip

    assert told(twice.tree("a")) == [
        (0, "a", ""), (1, "review:1", "done"), (2, "b", ""), (3, "disability-subsidies:1", "done"),
        (1, "review:2", "done"), (2, "b", "told above"),
    ]  # fmt: skip


def test_a_chain_that_was_too_long_is_shown_where_it_stopped_with_its_dead_letter():
    both = sent(("a", "x.done", 0, None), ("b", "y.done", 1, "a"))
    long = Chain((case("review:1", read=("a",), announced=("b",)),), both, stopped([letter("b", "chain_too_long")]))
    why = "stopped, the chain is too long: 13 events led to this one; at most 12 may. Dead letter 0:7."

    assert told(long.tree("a"))[-1] == (2, "b", why)


def test_what_was_rejected_for_another_reason_says_so():
    assert stopped([letter("b", "case_closed")])["b"].startswith("rejected: ")
    assert stopped([letter("", "not_json")]) == {}


def test_an_announcement_that_has_not_come_to_its_topic_is_named():
    lost = Chain((case("review:1", read=("a",), announced=("b",)),), sent(("a", "x.done", 0, None)))

    assert told(lost.tree("a"))[-1] == (2, "b", "not on its topic")


def test_the_picture_shows_names_seconds_and_notes_and_no_markup():
    console = Console(width=120, record=True)
    console.print(chain.drawn(Chain(CHAIN.cases, CHAIN.sent).tree("bill")))
    picture = console.export_text()

    assert "medical.settlement-posted  bill  2026-03-02 01:00:00" in picture
    assert "assistance  assistance:1  +1.00 s  done" in picture
    assert "[bold]" not in picture


def test_for_machines_it_says_what_is_a_case_and_what_an_event():
    found = json.loads(chains.as_json(Chain(CHAIN.cases, CHAIN.sent).tree("bill")))

    assert (found["kind"], found["below"][0]["kind"]) == ("event", "event")
    assert found["below"][0]["below"][0]["kind"] == "case"


def letter(id_, reason):
    return DeadLetter(
        number="0:7", topic="onething.outcomes", partition=0, offset=1, key=None, value=b"{}",
        headers=(("ce_id", id_.encode()),), stage="route", reason=reason, attempts=1, replayed_from=None,
        error="13 events led to this one; at most 12 may.", at=BEGAN, replayed_at=None, left_behind=False,
    )  # fmt: skip
