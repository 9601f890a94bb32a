"""Does the city run as a process, answer, and end when it is asked to?"""

import sys

import httpx
import pytest

from registry.topics import TOPICS
from runtime.platform import Platform, free_port
from runtime.processes import Program
from runtime.settings import Settings

pytestmark = pytest.mark.platform


def reachable(address: str) -> bool:
    try:
        return httpx.get(address).status_code == 200
    except httpx.HTTPError:
        return False


def test_the_city_answers_until_it_is_asked_to_end(tmp_path):
    settings = Settings(data_directory=tmp_path, city_port=free_port(), city_day=0.1)
    effects = f"http://127.0.0.1:{settings.city_port}/effects"
    with Platform(settings, topics=TOPICS) as running:
        city = Program(
            "city", [sys.executable, "-m", "simulator", "--scenario", "silent-bank", "--crowd", "3"],
            tmp_path / "city.log", ready=lambda: reachable(effects), environment=running.environment(),
        )  # fmt: skip
        city.start()
        answered = httpx.get(effects).json()

        city.stop(grace=30)

    assert answered == []
    assert city.exit_code == 0, city.tail()
