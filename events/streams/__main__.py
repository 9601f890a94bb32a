"""The streams alone: `python -m events.streams 10000 20000 50000`, with the bands as arguments."""

import asyncio
import signal
import sys
from decimal import Decimal

from events.streams.app import run
from runtime import logs
from runtime.settings import Settings


async def main(settings: Settings, bands: list[Decimal]) -> None:
    """Runs until it is told to end."""
    running = asyncio.ensure_future(run(settings, bands))
    for told in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(told, running.cancel)
    await asyncio.wait((running,))
    if not running.cancelled():
        running.result()


if __name__ == "__main__":
    settings = Settings()
    logs.configure(settings, "streams")
    asyncio.run(main(settings, [Decimal(band) for band in sys.argv[1:]]))
