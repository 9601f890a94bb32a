"""What became of the programs that a test started."""

import psutil


def alive(pid: int) -> bool:
    """A program that has ended and was not yet waited for is not alive."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
