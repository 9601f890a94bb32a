"""Records the histories that the replay test needs: `make record`, or `python -m tests.histories.record --again`.

A file that is there stays as it is: it stands for cases that such a version has left in flight.
"""

import argparse
import asyncio
import json
import logging
import tomllib
from pathlib import Path
from typing import Any

import worker
from tests.histories.cases import RECORDED
from tests.histories.recorded import Recorded
from tests.workflows.paper_aid import PaperAid, PaperRights, PaperRounds
from tests.workflows.paper_city import PaperCity, paper_cities
from tests.workflows.paper_payments import PaperPayments
from tests.workflows.paper_subsidies import PaperSubsidies

FOLDER = Path(__file__).parent
PROJECT = FOLDER.parent.parent / "pyproject.toml"


OF_THE_MACHINE = {"stackTrace", "identity"}


def version() -> str:
    """The version of the project, which the file names carry."""
    return str(tomllib.loads(PROJECT.read_text("utf-8"))["project"]["version"])


def file_of(case: Recorded) -> Path:
    return FOLDER / case.service.id / f"{version()}-{case.name}.json"


async def record(*, again: bool) -> list[Path]:
    """The files that were written: those that were not there, or all."""
    wanted = [case for case in RECORDED if again or not file_of(case).exists()]
    if not wanted:
        return []
    worker.NoPayments = PaperPayments  # type: ignore[attr-defined]  # no register here; what is due stands on paper
    worker.NoAid, worker.NoRights, worker.NoRounds = PaperAid, PaperRights, PaperRounds  # type: ignore[attr-defined]
    worker.NoSubsidies = PaperSubsidies  # type: ignore[attr-defined]  # as above
    async with paper_cities() as cities:
        return [await _written(await cities.founded(case.day), case) for case in wanted]


async def _written(city: PaperCity, case: Recorded) -> Path:
    played = await case.play(city)
    await played.closed()
    history = await played.handle.fetch_history()
    file = file_of(case)
    file.parent.mkdir(exist_ok=True)
    plain = _without_machine(history.to_json_dict())
    file.write_text(json.dumps(plain, separators=(",", ":")) + "\n", "utf-8")
    print(f"{file.relative_to(FOLDER)}: {len(history.events)} events")
    return file


def _without_machine(part: Any) -> Any:
    """The same without who recorded it and where: replay asks for neither."""
    if isinstance(part, list):
        return [_without_machine(each) for each in part]
    if not isinstance(part, dict):
        return part
    return {name: "" if name in OF_THE_MACHINE else _without_machine(each) for name, each in part.items()}


def main() -> None:
    logging.getLogger("temporalio").setLevel(logging.ERROR)  # some of the recorded offices refuse on purpose
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--again", action="store_true", help="also those of this version that are there already")
    written = asyncio.run(record(again=options.parse_args().again))
    print(f"{len(written)} histories recorded")


if __name__ == "__main__":
    main()
