"""Paper cities with a real register: what cases enter is read by the next ones."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from temporalio.testing import WorkflowEnvironment

from activities.adapters.register.book import SqlBook
from activities.adapters.register.rights import SqlRights
from activities.adapters.register.subsidies import SqlSubsidies
from activities.adapters.register.upgrade import upgrade
from tests.workflows.paper_city import NAMESPACES, SERVER, PaperCities, PaperCity


class RegisteredCities(PaperCities):
    """As paper cities, with one register for all."""

    def __init__(self, address: str, running: AsyncExitStack, book: SqlBook) -> None:
        super().__init__(address, running, book)
        self.book = book
        self.subsidies = SqlSubsidies(book.engine)
        self.rights = SqlRights(book.engine)

    def also(self, city: PaperCity, *names: str) -> None:
        """Cases that the calendar opens carry no number of a city; these parts of their ids stand for it."""
        self._cities |= dict.fromkeys(names, city)


@asynccontextmanager
async def registered_cities(folder: Path) -> AsyncIterator[RegisteredCities]:
    """Cities on a server of their own, with a SQLite register in the folder."""
    url = f"sqlite:///{folder / 'register.db'}"
    upgrade(url)
    namespaces = [option for name in NAMESPACES.values() for option in ("--namespace", name)]
    async with (
        await WorkflowEnvironment.start_local(**SERVER, dev_server_extra_args=namespaces) as environment,
        AsyncExitStack() as running,
    ):
        book = SqlBook(url)
        running.callback(book.close)
        yield RegisteredCities(environment.client.service_client.config.target_host, running, book)
