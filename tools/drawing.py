"""docs/pictures/chains.svg: the whole of chaining as one picture, drawn from the table and the procedures."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from registry.services import SERVICES
from tools import chains
from tools.chains import EVERY_DEPARTMENT, Edge
from tools.words import short, who

PATH = "docs/pictures/chains.svg"
COLUMN, ROW, WIDTH, HEIGHT, MARGIN = 400, 74, 250, 46, 40
STYLE = """
  text { font: 12px "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; fill: #222 }
  .event { font-size: 9px; fill: #666 }
  .line1 { font-size: 10px; fill: #555 }
  rect { stroke: #555; fill: #fff; rx: 8 }
  .service rect { fill: #eef4ff; stroke: #3b6bb5; stroke-width: 1.5 }
  path { fill: none; stroke: #3b6bb5; stroke-width: 1.8; marker-end: url(#end); opacity: 0.75 }
  .informs path { stroke: #999; stroke-width: 1; stroke-dasharray: 5 4 }
  .below path { stroke: #2e8b57 }
"""
HEAD = """<defs><marker id="end" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">
<path d="M0 0 L8 4 L0 8 z" style="fill:#555;stroke:none"/></marker></defs>"""


@dataclass(frozen=True)
class Place:
    """Where a box stands."""

    x: int
    y: int


def pages() -> dict[str, str]:
    """The one picture."""
    return {PATH: svg()}


def svg() -> str:
    """Who announces stands left of whom it opens; thick lines open a case, dashed ones inform one."""
    drawn = _lines()
    places = _places(_ranks(drawn))
    width = max(place.x for place in places.values()) + WIDTH + MARGIN
    height = max(place.y for place in places.values()) + HEIGHT + MARGIN
    lines = [_line(edge, kind, events, places) for (edge, kind), events in sorted(drawn.items())]
    boxes = [_box(name, place) for name, place in sorted(places.items())]
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">',
        f"<style>{STYLE}</style>", HEAD, *lines, *boxes, "</svg>", "",
    ])  # fmt: skip


def _lines() -> dict[tuple[Edge, str], list[str]]:
    """From whom to whom, and how, with the events that do it; what any department may say is left out."""
    found: dict[tuple[Edge, str], list[str]] = defaultdict(list)
    for link in chains.links():
        if link.source != EVERY_DEPARTMENT:
            kind = "opens" if link.trigger.opens else "informs"
            name = short(link.event).removesuffix(".v1")
            if name not in found[(link.source, link.target), kind]:
                found[(link.source, link.target), kind].append(name)
    for edge in chains.below():
        found[edge, "below"].append("a case below its own")
    return dict(found)


def _ranks(drawn: Iterable[tuple[Edge, str]]) -> dict[str, int]:
    """The longest way to each over what opens; a way back does not count."""
    edges = sorted({edge for edge, kind in drawn if kind != "informs" and edge[0] != edge[1]})
    names = sorted({name for edge, _ in drawn for name in edge})
    ranks = dict.fromkeys(names, 0)
    for _ in names:
        for source, target in edges:
            if ranks[target] <= ranks[source] < len(names) // 3:
                ranks[target] = ranks[source] + 1
    return ranks


def _places(ranks: dict[str, int]) -> dict[str, Place]:
    columns: dict[int, list[str]] = defaultdict(list)
    for name, rank in sorted(ranks.items()):
        columns[rank].append(name)
    tallest = max(map(len, columns.values()))
    return {
        name: Place(MARGIN + column * COLUMN, MARGIN + int((row + (tallest - len(names)) / 2) * ROW))
        for column, (_, names) in enumerate(sorted(columns.items()))
        for row, name in enumerate(names)
    }


def _line(edge: Edge, kind: str, events: list[str], places: dict[str, Place]) -> str:
    source, target = (places[name] for name in edge)
    x1, y1, x2, y2 = source.x + WIDTH, source.y + HEIGHT // 2, target.x, target.y + HEIGHT // 2
    bend = max(80, abs(x2 - x1) // 2)
    told = escape(", ".join(events))
    label = "" if kind == "informs" else _label(events, (x1 + x2) // 2, (y1 + y2) // 2 - 4)
    way = f"M{x1} {y1} C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"
    return f'<g class="{kind}"><path d="{way}"><title>{told}</title></path>{label}</g>'


def _label(events: list[str], x: int, y: int) -> str:
    text = events[0] if len(events) == 1 else f"{events[0]} +{len(events) - 1}"
    return f'<text class="event" x="{x}" y="{y}" text-anchor="middle">{escape(text)}</text>'


def _box(name: str, place: Place) -> str:
    service = SERVICES.get(name)  # type: ignore[call-overload]  # a department's id is no service's
    lines = (service.name_zh, service.name) if service else who(name).partition(" ")[::2]
    kind = "service" if service else "department"
    texts = "".join(
        f'<text class="line{number}" x="{place.x + 10}" y="{place.y + 19 + 17 * number}">{escape(text)}</text>'
        for number, text in enumerate(lines)
        if text
    )
    box = f'<rect x="{place.x}" y="{place.y}" width="{WIDTH}" height="{HEIGHT}"/>'
    return f'<g class="{kind}">{box}{texts}</g>'
