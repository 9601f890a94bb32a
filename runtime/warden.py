"""Who ends our programs when we cannot? This one, run as a process of its own by `runtime.processes`.

It reads lines from its parent, `+number` for a process group that began and `-number` for one that ended. When the
parent is gone for whatever reason, even killed, the pipe closes: then it ends every group that is left.
"""

import contextlib
import os
import signal
import sys
import time

GRACE = 5.0


def watch() -> None:
    """Returns when the parent is gone and none of its groups runs any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    groups: set[int] = set()
    for line in sys.stdin:
        number = int(line[1:])
        (groups.add if line[0] == "+" else groups.discard)(number)
    end(groups)


def end(groups: set[int]) -> None:
    """Asks each group to end, and after the grace insists."""
    running = {group for group in groups if tell(group, signal.SIGTERM)}
    until = time.monotonic() + GRACE
    while running and time.monotonic() < until:
        time.sleep(0.05)
        running = {group for group in running if tell(group, 0)}
    for group in groups:
        tell(group, signal.SIGKILL)


def tell(group: int, what: int) -> bool:
    """Whether a process of this group was there to be told."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, what)
        return True
    return False


if __name__ == "__main__":
    watch()
