"""How does a command reach the record of households? With who reads, why, when and at which terminal."""

import getpass
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

from pydantic import SecretStr

from activities.adapters.register.codes import SqlCodes
from activities.adapters.register.listing import SqlLists
from activities.file_access import NotShown
from activities.household_codes import HouseholdCodes
from activities.household_lists import HouseholdLists
from commands.registered import register
from commands.words import Trouble
from schemas.access import Reading
from schemas.city_time import CITY_TIME
from schemas.household_codes import CodeReading
from schemas.identifiers import CaseId, HouseholdRef


class Offices(NamedTuple):
    """Who shows what of a household's record."""

    lists: HouseholdLists
    codes: HouseholdCodes


@contextmanager
def opened() -> Iterator[Offices]:
    """The offices on the register; Trouble when it is away or not up to date, or when nothing may be shown."""
    with register() as engine:
        lists = SqlLists(engine)
        try:
            yield Offices(HouseholdLists(lists), HouseholdCodes(lists, SqlCodes(engine)))
        except NotShown as told:
            raise Trouble(str(told)) from told


def reading(household: str, officer: str, purpose: str, case: str | None) -> Reading:
    """An officer reads of a household, here and now."""
    return Reading(household=HouseholdRef(household), by=officer, purpose=purpose, case=CaseId(case) if case else None,
                   at=now(), terminal=_terminal())  # fmt: skip


def by_code(token: str, by: str, purpose: str) -> CodeReading:
    """Somebody shows a code, here and now."""
    return CodeReading(token=SecretStr(token), by=by, purpose=purpose, at=now(), terminal=_terminal())


def now() -> datetime:
    """The present moment in China."""
    return datetime.now(CITY_TIME)


def _terminal() -> str:
    return f"{getpass.getuser()}@{platform.node()}"
