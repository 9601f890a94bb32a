"""Where does a run leave its files? In a folder of its own; the newest few are kept."""

import fcntl
import shutil
from datetime import datetime
from pathlib import Path

KEPT = 5


def fresh(directory: Path) -> Path:
    """A new folder, so that no case of an earlier run is in its files; old runs are cleared away."""
    runs = directory / "runs"
    earlier = sorted(runs.glob("*/")) if runs.exists() else []
    for old in earlier[: 1 - KEPT]:
        if not _in_use(old):
            shutil.rmtree(old, ignore_errors=True)
    return runs / datetime.now().astimezone().strftime("%Y%m%d-%H%M%S-%f")


def _in_use(folder: Path) -> bool:
    """A platform runs there and holds its lock."""
    try:
        with (folder / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
