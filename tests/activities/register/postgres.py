"""A PostgreSQL server for as long as the tests run: of this machine's own programs, reached by a socket, trusted."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

INSTALLED = "/usr/lib/postgresql/*/bin"
ABSENT = "PostgreSQL is not on this machine. `make postgres`, run as root, installs it where there is apt-get."
FASTER = ("fsync=off", "full_page_writes=off", "listen_addresses=")
READY_WITHIN = 30.0


def programs() -> Path:
    """The folder of its programs. Left out where there are none, except in CI, which leaves out nothing."""
    on_the_path = shutil.which("pg_ctl")
    found = [Path(on_the_path).resolve().parent] if on_the_path else sorted(Path("/").glob(INSTALLED[1:]))
    if found:
        return found[-1]
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(f"{ABSENT} CI is set, and there the register is tested on both databases.", pytrace=False)
    pytest.skip(ABSENT)


@contextmanager
def server() -> Iterator[str]:
    """The folder of the socket of a server that is ready."""
    where = programs()
    folder = tempfile.mkdtemp(prefix="register-")
    try:
        _owned(folder)
        _run([where / "initdb", "-D", f"{folder}/of", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"])
        with _running(where / "postgres", folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def address(folder: str, database: str) -> str:
    return f"postgresql+psycopg://postgres@/{database}?host={folder}"


def say(folder: str, statement: str) -> None:
    """Tells the server something that no transaction may hold."""
    with psycopg.connect(host=folder, user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(statement.encode())


@contextmanager
def _running(program: Path, folder: str) -> Iterator[None]:
    settings = (word for setting in FASTER for word in ("-c", setting))
    command: list[str | Path] = [program, "-D", f"{folder}/of", "-k", folder, *settings]
    with Path(folder, "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **_as_somebody())
        try:
            _await(folder, process)
            yield
        finally:
            _ended(process)


def _await(folder: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY_WITHIN
    while True:
        try:
            say(folder, "SELECT 1")
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > until:
                pytest.fail(f"PostgreSQL did not start:\n{Path(folder, 'log').read_text('utf-8', 'replace')}")
            time.sleep(0.05)
        else:
            return


def _ended(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGQUIT)
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _run(command: list[str | Path]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", **_as_somebody())
    if done.returncode:
        pytest.fail(f"{command[0]} failed:\n{done.stderr}")


def _as_somebody() -> dict[str, Any]:
    """PostgreSQL refuses to be root."""
    if os.geteuid():
        return {}
    user = _user()
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _owned(folder: str) -> None:
    if not os.geteuid():
        os.chown(folder, _user().pw_uid, _user().pw_gid)


def _user() -> pwd.struct_passwd:
    known = {each.pw_name: each for each in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]
