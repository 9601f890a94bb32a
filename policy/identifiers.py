"""Is this number well formed? Citizen numbers (GB 11643-1999) and organisation codes (GB 32100-2015), domain 2.4.

The area of a citizen number is where it was first issued, by a table that changed many times: it is never judged and
nothing is derived from it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from stdnum.cn import ric, uscc

from schemas.people import Sex

_CITIZEN = re.compile(r"[0-9]{17}[0-9X]")
_PERMIT = re.compile(r"8[123]0000[0-9]{11}[0-9X]")
_TEMPORARY = re.compile(r"T-[A-Z]{2}(-[A-Z]+)*-[0-9]{8}-[0-9]{3,}")
ORGANISATIONS = {
    "11": "government body",
    "12": "public institution",
    "51": "social group",
    "52": "private non-enterprise",
    "53": "foundation",
    "91": "company",
    "92": "individual business",
    "93": "farmers' cooperative",
}
"""Kinds of organisations by the first two characters of their code."""


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


def organisation_kind(code: str) -> str | None:
    """What kind of organisation a valid code names; None for a kind of which we know nothing."""
    return ORGANISATIONS.get(normalised(code)[:2]) if valid_credit_code(code) else None


def residence_permit(number: str) -> CitizenNumber:
    """The number of a residence permit for people of Hong Kong, Macao or Taiwan: a citizen number from 81 to 83."""
    found = citizen_number(number)
    if found.valid and _PERMIT.fullmatch(found.number):
        return found
    return CitizenNumber(found.number, valid=False, born=None, sex=None)


def temporary_reference(unit: str, on: date, serial: int) -> str:
    """A reference for somebody without a number: a newborn, an unknown person. It is no number and says nothing."""
    return f"T-{unit}-{on:%Y%m%d}-{serial:03d}"


def is_temporary(reference: str) -> bool:
    """A temporary reference, which is merged when the person gets a number."""
    return _TEMPORARY.fullmatch(reference) is not None


def current(reference: str, merged: Mapping[str, str]) -> str:
    """The reference under which a person is known now, through every merge."""
    seen = {reference}
    while reference in merged:
        reference = merged[reference]
        if reference in seen:
            raise ValueError(f"The references {', '.join(sorted(seen))} were merged in a circle.")
        seen.add(reference)
    return reference


def _born(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
