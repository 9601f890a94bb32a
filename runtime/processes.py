"""How do other programs run under us? Each in a group of its own, none outliving us."""

import atexit
import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from runtime.logs import logger
from runtime.settings import inherited_environment
from runtime.warden import tell

PAUSE = 0.02

log = logger(__name__)


class ProgramFailed(RuntimeError):
    """A program ended early or never became ready; the message has the end of its log."""


class Warden:
    """The process that ends our programs when this one is gone; one for each process of ours that starts programs."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._groups: set[int] = set()
        self._process: subprocess.Popen[str] | None = None

    def began(self, group: int) -> None:
        with self._lock:
            self._groups.add(group)
            self._tell(f"+{group}")

    def ended(self, group: int) -> None:
        with self._lock:
            self._groups.discard(group)
            self._tell(f"-{group}")

    def close(self) -> None:
        """Every program that is left has ended afterwards."""
        with self._lock:
            if self._process is None or self._process.stdin is None:
                return
            self._process.stdin.close()
            while self._process.poll() is None:
                _reap(self._groups)
                time.sleep(PAUSE)
            self._process = None

    def _tell(self, line: str) -> None:
        if self._process is None or self._process.poll() is not None:
            self._process = self._started()
            line = "\n".join(f"+{group}" for group in self._groups)
        if self._process.stdin is not None and line:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()

    def _started(self) -> subprocess.Popen[str]:
        script = Path(__file__).with_name("warden.py")
        atexit.unregister(self.close)
        atexit.register(self.close)
        return subprocess.Popen(
            [sys.executable, "-I", "-S", str(script)], stdin=subprocess.PIPE, text=True, start_new_session=True
        )


def _reap(groups: set[int]) -> None:
    """A process that has ended counts as running until its parent has asked for it."""
    for group in groups:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(group, os.WNOHANG)


WARDEN = Warden()


@dataclass
class Program:
    """One child process: its log, when it is ready, and its end."""

    name: str
    command: Sequence[str]
    log_file: Path
    ready: Callable[[], bool] = lambda: True
    environment: Mapping[str, str] = field(default_factory=dict)
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False, repr=False)

    @property
    def pid(self) -> int:
        if self._process is None:
            raise ProgramFailed(f"{self.name} was not started.")
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def exit_code(self) -> int | None:
        """None while it runs or before it was started; negative for the signal that ended it."""
        return None if self._process is None else self._process.poll()

    def start(self, *, at_most: float = 30.0) -> None:
        """Returns when it is ready; raises ProgramFailed when it ends early or needs longer than `at_most` seconds."""
        self.launch()
        self.await_ready(at_most=at_most)

    def launch(self) -> None:
        """Starts it and does not wait."""
        if self.running:
            raise ProgramFailed(f"{self.name} is running already, as process {self.pid}.")
        self.log_file.parent.mkdir(parents=True, exist_ok=True)
        with self.log_file.open("ab") as output:
            self._process = subprocess.Popen(
                list(self.command),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**inherited_environment(), **self.environment},
                start_new_session=True,
            )
        WARDEN.began(self._process.pid)
        log.debug("program.started", program=self.name, pid=self._process.pid)

    def await_ready(self, *, at_most: float = 30.0) -> None:
        """Returns when it is ready; otherwise ends it and raises ProgramFailed."""
        until = time.monotonic() + at_most
        while self.running:
            if self.ready():
                return
            if time.monotonic() >= until:
                self.stop()
                raise ProgramFailed(f"{self.name} was not ready after {at_most:.0f} s.{self._last_words()}")
            time.sleep(PAUSE)
        raise ProgramFailed(f"{self.name} ended early with code {self.exit_code}.{self._last_words()}")

    def wait(self) -> int:
        """Returns its exit code when it has ended by itself."""
        if self._process is None:
            raise ProgramFailed(f"{self.name} was not started.")
        return self._process.wait()

    def stop(self, *, grace: float = 10.0) -> None:
        """It and all of its group are gone afterwards; asked first, then made to."""
        if self._process is None:
            return
        tell(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(timeout=grace)
        except subprocess.TimeoutExpired:
            log.warning("program.killed", program=self.name, pid=self.pid, grace=grace)
        self.kill()

    def kill(self) -> None:
        """It and all of its group are gone afterwards, without being asked."""
        if self._process is None:
            return
        tell(self._process.pid, signal.SIGKILL)
        self._process.wait()
        WARDEN.ended(self._process.pid)

    def tail(self, lines: int = 15) -> str:
        """The end of its log."""
        if not self.log_file.exists():
            return ""
        return "\n".join(self.log_file.read_text("utf-8", "replace").splitlines()[-lines:])

    def _last_words(self) -> str:
        said = self.tail()
        return f" It said last ({self.log_file}):\n{said}" if said else f" It said nothing ({self.log_file})."


def stop_all(programs: Sequence[Program], *, grace: float = 10.0) -> None:
    """Asks all at once, so that the slowest decides how long it takes."""
    for program in programs:
        if program.running:
            tell(program.pid, signal.SIGTERM)
    for program in reversed(programs):
        program.stop(grace=grace)
