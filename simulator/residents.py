"""Who lives in the pretend city? Persons and households from a seed; no real person can be hit."""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pydantic import Field

from registry.departments import department
from schemas.base import Model
from schemas.certificates import DisabilityCertificate
from schemas.identifiers import DepartmentId, PersonRef
from schemas.marriages import MaritalRecord
from schemas.people import Person, Sex
from schemas.questions import DataItem, ItemCode
from simulator.pseudonyms import pseudonym

AREA = "320499"
"""Not assigned to any place, so that no number belongs to anybody."""

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
GIVEN = {
    Sex.MALE: ["建国", "志强", "明辉", "海涛", "文斌", "小军", "国平", "永康", "家豪", "子轩", "一鸣", "学文"],
    Sex.FEMALE: ["秀英", "丽华", "晓燕", "雅琴", "美玲", "玉兰", "思琪", "欣怡", "雨桐", "静雯", "春梅", "佳宁"],
}


def check_character(digits: str) -> str:
    """The 18th character of a citizen number (GB 11643-1999)."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True))
    return CHECKS[total % len(CHECKS)]


def citizen_number(born: date, sequence: int, area: str = AREA) -> str:
    """A valid citizen number; an odd sequence is a man's."""
    digits = f"{area}{born:%Y%m%d}{sequence:03d}"
    return digits + check_character(digits)


class Entry(Model):
    """What one register of a department says of a person."""

    code: ItemCode
    amount: Decimal | None = None
    count: int | None = None
    text: str | None = None
    as_of: date
    until: date | None = Field(None, description="From this day on the register does not say so any more")

    def said_on(self, day: date) -> bool:
        """The register says so on that day."""
        return self.as_of <= day and (self.until is None or day < self.until)


class Resident(Person):
    """A person with everything that the offices' registers say of them."""

    registers: Mapping[DepartmentId, tuple[Entry, ...]] = Field(default_factory=dict)
    marital: MaritalRecord | None = None
    identity_matches: bool = True
    id_valid: bool = True
    former: tuple[PersonRef, ...] = Field((), description="References under earlier citizen numbers")
    certificate: DisabilityCertificate | None = Field(None, description="Of the disabled persons' federation")
    subsidy_need: Mapping[str, Any] = Field(
        default_factory=dict, description="What the bureau knows of a disabled person: household, town, local, drawn …"
    )

    def items(self, asked: str, on: date) -> tuple[DataItem, ...]:
        """The hits in the register of that department, as it stands on a day."""
        entries = self.registers.get(department(asked).id, ())
        said = (entry for entry in entries if entry.said_on(on))
        return tuple(DataItem(person=self.ref, **entry.model_dump(exclude={"until"})) for entry in said)


class People:
    """An endless row of residents; the same seed and key give the same row."""

    def __init__(self, seed: int, key: str) -> None:
        self._random = random.Random(seed)
        self._key = key
        self._taken: set[str] = set()

    def person(self, youngest: int, oldest: int, sex: Sex | None = None, on: date = date(2026, 1, 1)) -> Resident:
        """A new resident whose age lies in the range."""
        sex = sex or self._random.choice(list(Sex))
        born = on - timedelta(days=self._random.randint(youngest * 366, (oldest + 1) * 365 - 1))
        number = self._number(born, sex)
        name = self._random.choice(SURNAMES) + self._random.choice(GIVEN[sex])
        ref = PersonRef(pseudonym("person", number, self._key))
        return Resident(ref=ref, name=name, id_number=number, born=born, sex=sex)

    def _number(self, born: date, sex: Sex) -> str:
        """A number that nobody else has; women's sequences are even."""
        free = (citizen_number(born, sequence) for sequence in range(1 if sex is Sex.MALE else 2, 1000, 2))
        number = next(number for number in free if number not in self._taken)
        self._taken.add(number)
        return number
