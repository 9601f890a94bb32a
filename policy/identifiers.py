"""Is this number well formed? Citizen numbers (GB 11643-1999) and organisation codes (GB 32100-2015), domain 2.4.

The area of a citizen number is where it was first issued, by a table that changed many times: it is never judged and
nothing is derived from it.
"""

import re
from dataclasses import dataclass
from datetime import date

from stdnum.cn import ric, uscc

from schemas.people import Sex

_CITIZEN = re.compile(r"[0-9]{17}[0-9X]")


@dataclass(frozen=True)
class CitizenNumber:
    """A citizen number in its one spelling, and what it says."""

    number: str
    valid: bool
    born: date | None
    sex: Sex | None


def normalised(number: str) -> str:
    """Upper case, without the spaces that people write."""
    return re.sub(r"\s", "", number).upper()


def citizen_number(number: str) -> CitizenNumber:
    """Valid when form, date of birth and check character are right."""
    number = normalised(number)
    born = _born(number) if _CITIZEN.fullmatch(number) else None
    if born is None or ric.calc_check_digit(number) != number[-1]:
        return CitizenNumber(number, valid=False, born=None, sex=None)
    return CitizenNumber(number, valid=True, born=born, sex=Sex.MALE if int(number[16]) % 2 else Sex.FEMALE)


def valid_credit_code(code: str) -> bool:
    """Unified social credit code of an organisation."""
    return bool(uscc.is_valid(normalised(code)))


def _born(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
