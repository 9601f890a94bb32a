"""How does a long command end when a person, or the machine, ends it? By taking down what it started."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any

from commands.words import say

INTERRUPTED = 130


def ended(work: Coroutine[Any, Any, int]) -> int:
    """The exit code of the work; Ctrl-C and SIGTERM cancel it, so that everything it started ends too."""
    try:
        return asyncio.run(_cancellable(work))
    except asyncio.CancelledError:
        say("Ended; nothing of it runs any more.")
        return INTERRUPTED


async def _cancellable(work: Coroutine[Any, Any, int]) -> int:
    task = asyncio.ensure_future(work)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    return await task


async def until_interrupted(during: Callable[[Coroutine[Any, Any, bool]], Awaitable[bool]]) -> None:
    """Returns when the person ends it, which is the ordinary way."""
    with suppress(asyncio.CancelledError):
        await during(asyncio.Event().wait())
    say("Ending …")
