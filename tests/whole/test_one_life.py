"""One chain, from a bill to the grave: drawn from its real lineage, with every station in its order."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.platform

ONETHING = str(Path(sys.executable).with_name("onething"))
LONGEST = 400
STATIONS = [
    "medical.settlement-posted", "medical.selfpay-threshold-crossed", "early-warning", "alert.help-arranged",
    "assistance", "assistance.identity-confirmed", "marriage.booked", "marriage", "marriage.registered", "review",
    "assistance.identity-changed", "death.reported", "bereavement", "death.confirmed", "review",
    "assistance.identity-ended", "disability-subsidies",
]  # fmt: skip
"""Each leads to the next: what people wait for lies between some of them."""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "ONETHING_DATA_DIRECTORY": str(tmp_path / "data")}


@pytest.fixture
def lived(environment: dict[str, str], tmp_path: Path) -> Iterator[str]:
    """The story was played as expected, and the platform stays up."""
    said = tmp_path / "run.txt"
    with said.open("wb") as output:
        command = [ONETHING, "run", "one-life", "--keep", "--timeout", str(LONGEST)]
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
    until = time.monotonic() + LONGEST
    while "In another terminal" not in said.read_text("utf-8"):
        assert process.poll() is None, said.read_text("utf-8")
        assert time.monotonic() < until, said.read_text("utf-8")
        time.sleep(0.3)
    yield said.read_text("utf-8")
    process.terminate()
    process.wait(60)


def ways(node: dict[str, Any], before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every way through the tree, from its root to where it ends."""
    way = (*before, node["what"])
    if not node["below"]:
        yield way
    for below in node["below"]:
        yield from ways(below, way)


def test_a_bill_leads_over_alert_aid_and_marriage_to_death_and_the_end_of_aid(
    lived: str, environment: dict[str, str]
) -> None:
    def typed(*words: str) -> str:
        told = subprocess.run([ONETHING, *words], env=environment, capture_output=True, text=True, check=True)
        return told.stdout

    assert "Everything is as expected." in lived
    found = json.loads(typed("chain", "show", "ol-0002", "--json"))
    assert STATIONS in [list(way) for way in ways(found)]
    told = {what for way in ways(found) for what in way}
    assert {"hukou.cancelled", "death.settled", "death.family-requested", "assistance.linked-item-stopped"} <= told
    picture = typed("chain", "show", "ol-0002")
    assert all(part in picture for part in ("medical.settlement-posted", "bereavement:", "settled", " s  "))
