"""How does a command reach the register?"""

from sqlalchemy.exc import OperationalError

from activities.adapters.register.book import SqlBook
from activities.adapters.register.upgrade import lacking
from commands import running
from commands.words import Trouble
from schemas.household_files import FileRequest, HouseholdFile

REMEDY = "Start the platform or its database; `onething register migrate` makes the tables of this version."


def read(request: FileRequest) -> HouseholdFile | None:
    """The household's file; Trouble when the register is away, or not up to date."""
    url = running.given().database_url
    trouble = lacking(url)
    if trouble is not None:
        raise Trouble(f"The register cannot be read: {trouble}. {REMEDY}")
    book = SqlBook(url)
    try:
        return book.household_file(request)
    except OperationalError as away:
        raise Trouble(f"The register does not answer ({type(away.orig).__name__}). Try again.") from away
    finally:
        book.close()
