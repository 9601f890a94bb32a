"""How does the driver learn that a case waits for a person, without asking the server?"""

import asyncio
from typing import Any


class Notices:
    """One future for each case and question; rung from the workflows' threads, awaited by the driver."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: dict[tuple[str, str], asyncio.Future[Any]] = {}

    def listen(self) -> None:
        """The running loop is the driver's."""
        self._loop = asyncio.get_running_loop()

    async def pending(self, case: str, question: str) -> Any:
        """What the case said when it began to wait for the decision."""
        return await self._at((case, question))

    def ring(self, case: str, question: str, said: Any = None) -> None:
        """The case waits; ringing again, as a replay does, changes nothing."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._answer, (case, question), said)

    def _answer(self, key: tuple[str, str], said: Any) -> None:
        waiting = self._at(key)
        if not waiting.done():
            waiting.set_result(said)

    def _at(self, key: tuple[str, str]) -> "asyncio.Future[Any]":
        if self._loop is None:
            raise RuntimeError("Nobody listens yet.")
        return self._waiting.setdefault(key, self._loop.create_future())


NOTICES = Notices()
