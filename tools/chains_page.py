"""docs/chains.md: which announcement opens or informs which case, drawn and in tables."""

from collections.abc import Iterator

from events.contracts.catalogue import CONTRACTS
from events.contracts.envelope import Event
from events.triggers import MAX_DEPTH, OPENS_AT_MOST, TRIGGERS, Trigger
from registry.services import SERVICES
from registry.topics import OUTCOMES
from tools import chains, procedures
from tools.chains import STREAMS, Edge
from tools.words import MADE, page, readers, short, table, who

PATH = "docs/chains.md"
INTRODUCTION = """\
A case ends by announcing what it achieved, and that may open the next one. Who announces what is read from the
procedures in `workflows/` and the streams in `events/streams/`; what an event does stands in `events/triggers.py`,
which `onething triggers` prints. The fields of each event are in [events.md](events.md)."""
LEGEND = """\
A thick arrow opens a case, a dashed one informs an open case, a plain one asks or counts. Late answers of departments,
which inform whichever case asked, are left out of the drawing."""
GUARDS = """\
* No way through thick and plain arrows comes back to where it began; a test of the table says so.
* One event opens at most one case, but for these: {storms}. The id of the case comes from the key in the table, so a
  repeated event finds it.
* An event to which more than {depth} others led becomes a dead letter."""
ARROWS = {"opens": "==>", "informs": "-.->", "asks": "-->"}


def pages() -> dict[str, str]:
    """The one page."""
    drawing = "\n".join(["```mermaid", "flowchart LR", *_nodes(), *_arrows(), "```"])
    return {
        PATH: page(
            "# What leads to what", MADE, INTRODUCTION, drawing, LEGEND,
            "## What an event does", table(("event", "said by", "", "case", "key", "when", "why"), map(_row, TRIGGERS)),
            "## What keeps chains short", GUARDS.format(depth=MAX_DEPTH, storms=_storms()),
            "## Outcomes that departments read", table(("event", "said by", "meant for"), _for_departments()),
        )
    }  # fmt: skip


def _storms() -> str:
    """The events that may open several cases, by how many."""
    events = {most: [short(event) for event, each in OPENS_AT_MOST.items() if each == most]
              for most in sorted(set(OPENS_AT_MOST.values()), reverse=True)}  # fmt: skip
    return "; ".join(f"{most} by {', '.join(f'`{name}`' for name in names)}" for most, names in events.items())


def _nodes() -> Iterator[str]:
    named = {name for edge in _edges() for name in edge}
    for name in sorted(named):
        label = who(name).replace(" ", "<br/>", 1) if name in SERVICES else who(name)
        yield f'    {_id(name)}{"([" if name in SERVICES else "["}"{label}"{"])" if name in SERVICES else "]"}'


def _arrows() -> Iterator[str]:
    for (source, target), verbs in _edges().items():
        for verb, events in verbs.items():
            yield f'    {_id(source)} {ARROWS[verb]}|"{"<br/>".join(events)}"| {_id(target)}'


def _edges() -> dict[Edge, dict[str, list[str]]]:
    """From whom to whom, by what they do, with the events that do it."""
    found: dict[Edge, dict[str, list[str]]] = {}
    for link in chains.links():
        if link.source != chains.EVERY_DEPARTMENT:
            verb = "opens" if link.trigger.opens else "informs"
            found.setdefault((link.source, link.target), {}).setdefault(verb, []).append(_label(link.event))
    for edge in chains.below():
        found.setdefault(edge, {}).setdefault("asks", []).append("a case below its own")
    for event in sorted(procedures.followed(), key=short):
        for source in chains.sources(event):
            found.setdefault((source, STREAMS), {}).setdefault("asks", []).append(_label(event))
    return found


def _row(trigger: Trigger) -> tuple[str, ...]:
    case = trigger.service.id if trigger.service else "the one that it names"
    said_by = ", ".join(who(each) for each in chains.sources(trigger.on))
    longer = (":".join((*trigger.key, *trigger.again[:fields])) for fields in range(1, len(trigger.again) + 1))
    again = "".join(f", then `{key}`" for key in longer)
    when = _condition(trigger) if trigger.when else ""
    key = f"`{':'.join(trigger.key)}`{again}"
    return _linked(trigger.on), said_by, "opens" if trigger.opens else "informs", case, key, when, trigger.why


def _condition(trigger: Trigger) -> str:
    return trigger.when.__name__.strip("_").replace("_", " ") if trigger.when else ""


def _for_departments() -> Iterator[tuple[str, str, str]]:
    for event in CONTRACTS.values():
        if event.topic == OUTCOMES and event.readers:
            said_by = chains.sources(event)
            every = len(said_by) == len(SERVICES)
            names = "every case" if every else ", ".join(who(each) for each in said_by) or "nobody yet"
            yield _linked(event), names, readers(event)


def _linked(event: type[Event]) -> str:
    return f"[{short(event)}](events.md#{short(event).replace('.', '')})"


def _label(event: type[Event]) -> str:
    return short(event).removesuffix(".v1")


def _id(name: str) -> str:
    return name.replace("-", "_")
