"""docs/events.md: every event, who says it, on which topic, with which fields, and what follows from it."""

import json
from collections.abc import Iterator

from events.contracts.catalogue import CONTRACTS
from events.contracts.envelope import Event
from registry.topics import ALERTS, OUTCOMES, SOURCES
from tools import chains, procedures
from tools.event_schemas import ANY_TOPIC, Schema, envelope, path, schema, shapes
from tools.fields_table import fields, parts
from tools.samples import sample
from tools.words import MADE, page, readers, short, table, who

PATH = "docs/events.md"
INTRODUCTION = """\
An event says what has happened, once, in the past tense. Departments tell the city's cases, and cases tell departments.
This page lists all of them; what leads to what is drawn in [chains.md](chains.md). For programs the same stands in
[asyncapi.json](contracts/asyncapi.json), in a JSON Schema for each event (linked below), and in
[envelope.json](contracts/envelope.json)."""
SENDING = """\
## How to send one

* Each department speaks on its own topic, `dept.<department>.events`, with the source `//<department>.city`. Nobody
  else speaks there; an event whose source, topic and type do not belong together becomes a dead letter.
* The record's key is the event's `partitionkey`, and that is the value of the field named as key below. Events of one
  key are handled in their order. Keys are pseudonyms or business numbers, never anything that names a person.
* Structured form: header `content-type: application/cloudevents+json; charset=UTF-8`, and the whole event as JSON in
  the value. Binary form: every attribute as a header `ce_<name>` in UTF-8, `content-type: application/json`, and the
  data alone in the value. We send the structured form and take both.
* The same event sent again keeps its `id`; a correction is a new event whose `supersedes` names the first.
* Amounts are text with two decimals, `"1800.00"`; days are `2026-03-02`; times carry their zone.
* A field that the contract does not know is refused, so that a misspelt one is found at once."""
READING = """\
## How to read one

* Topics repeat records now and then; `source` and `id` together tell that it is the same event.
* A version, the `v1` at the end of the type, only ever gains optional fields, and lists of values may become longer.
  Take fields and values that you do not know in your stride. Anything else would be a `v2` beside it.
* What a case announces holds codes and references. Sums, reasons in words and papers stay in the case."""
SHAPES = """\
## Shapes

What the fields above are made of."""


def pages() -> dict[str, str]:
    """The one page."""
    groups = (block for topic in (*_topics(), None, ALERTS, OUTCOMES) for block in _group(topic))
    head = ("# Events", MADE, INTRODUCTION, _overview(), SENDING, READING, _envelope())
    return {PATH: page(*head, *groups, SHAPES, *parts(iter(_shapes())))}


def _topics() -> tuple[str, ...]:
    """Topics of departments that announce something of their own, in the order of the register."""
    own = {event.topic for event in CONTRACTS.values()} - {ALERTS, OUTCOMES}
    return tuple(topic for topic in SOURCES if topic in own)


def _overview() -> str:
    rows = ((f"[{short(each)}](#{_anchor(each)})", f"`{each.topic or ANY_TOPIC}`", ", ".join(_follows(each)) or
             f"for {readers(each)}") for each in CONTRACTS.values())  # fmt: skip
    return "## All of them\n\n" + table(("event", "topic", "what it does"), rows)


def _envelope() -> str:
    return page("## The envelope", "The attributes of every event, around the data.", fields(envelope())).rstrip()


def _group(topic: str | None) -> Iterator[str]:
    events = [event for event in CONTRACTS.values() if event.topic == topic]
    speaker = {None: "Every department", ALERTS: "The streams", OUTCOMES: "Cases"}.get(topic) or who(
        chains.sources(events[0])[0]
    )
    yield f"## {speaker}: `{topic or ANY_TOPIC}`"
    yield from (_event(event) for event in events)


def _event(event: type[Event]) -> str:
    made = schema(event)
    link = f"[{event.type}.json]({path(event.type).removeprefix('docs/')})"
    facts = {
        "said by": ", ".join(who(each) for each in chains.sources(event)) or "nobody yet",
        "key": f"`{made['x-key']}`",
        "legal basis": event.legal_basis,
        "what it does": "; ".join(_follows(event)) or "opens and informs no case",
        "meant for": readers(event),
        "schema": link,
    }
    listed = "\n".join(f"* {name}: {said}" for name, said in facts.items() if said != "–")
    told = (f"### {short(event)}", event.__doc__ or "", listed, fields(made), _example(event))
    return page(*told).rstrip()


def _follows(event: type[Event]) -> list[str]:
    found: dict[tuple[str, str], list[str]] = {}
    for link in chains.links():
        if link.event is event:
            verb = "opens" if link.trigger.opens else "informs"
            found.setdefault((verb, link.trigger.why), []).append(link.target)
    if event in procedures.followed():
        found["is counted by", "may lead to an alert"] = ["the streams"]
    return [f"{verb} {', '.join(dict.fromkeys(to))} ({why})" for (verb, why), to in found.items()]


def _example(event: type[Event]) -> str:
    """Not marked as JSON in the page: there examples are requests that can be sent as they are."""
    written = json.dumps(sample(event.type), ensure_ascii=False, indent=2)
    return f"<details><summary>Example</summary>\n\n```jsonc\n{written}\n```\n\n</details>"


def _anchor(event: type[Event]) -> str:
    return short(event).replace(".", "")


def _shapes() -> list[Schema]:
    found = {shape["title"]: shape for event in CONTRACTS.values() for shape in list(shapes(schema(event)))[1:]}
    return [found[title] for title in sorted(found)]
