"""What happens to households in a year? Births, deaths, jobs, moves, prison, property; late, and taken back, too."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from registry.departments import HUMAN_RESOURCES, MARKET_REGULATION
from registry.regions import CITY, UNITS, Level, county_of, covers
from schemas.households import Application, Authorisation, Household, Income, IncomeKind
from schemas.identifiers import ApplicationNumber, DepartmentId, HouseholdRef, PersonRef
from schemas.people import Member, Relation, Sex
from schemas.questions import ItemCode
from simulator.pseudonyms import pseudonym
from simulator.residents import Entry, People, Resident

MOST_EVENTS = 3
LATEST = 100
"""Days that an office may take to announce what it knows."""

LATE_SHARE, REVOKED_SHARE = 0.3, 0.15
WAGES = ("600.00", "1500.00", "2400.00", "3800.00", "5200.00")
PENSIONS = ("0.00", "400.00", "900.00", "1500.00", "2100.00", "2700.00", "3600.00")
NEW_PENSION = Decimal("1650.00")
CAPITAL = Decimal("300000.00")
YEAR = 365


class What(StrEnum):
    """What may happen to a person."""

    DEATH = "death"
    BIRTH = "birth"
    JOB = "job"
    JOB_LOST = "job lost"
    PENSION = "pension"
    PRISON = "prison"
    RELEASE = "release"
    MOVE = "move"
    COMPANY = "company"
    REFUSAL = "refusal"


REVOCABLE = {What.DEATH, What.JOB, What.PRISON, What.COMPANY, What.MOVE, What.REFUSAL}


@dataclass(frozen=True)
class Happening:
    """One thing that happened, when it was announced, and when it was taken back, if it never was so."""

    what: What
    person: PersonRef
    on: date
    reported_on: date
    amount: Decimal = Decimal(0)
    child: Resident | None = None
    revoked_on: date | None = None


@dataclass
class Life:
    """A household: its application, its people with what the registers know of them, and its year."""

    application: Application
    residents: list[Resident]
    happenings: list[Happening] = field(default_factory=list)


def lives(count: int, seed: int, key: str, applied_on: date, begins: date) -> list[Life]:
    """So many households; the same seed gives the same lives."""
    people, dice = People(seed, key), random.Random(seed)
    return [_life(people, dice, key, f"A-{begins.year}-Y{number:05d}", applied_on, begins) for number in range(count)]


def _life(people: People, dice: random.Random, key: str, number: str, applied_on: date, begins: date) -> Life:
    heads = dice.choices((1, 2, 3, 4), (3, 4, 5, 2))[0]
    residents = [people.person(62, 80, on=applied_on)]
    residents += [people.person(30, 50, Sex.FEMALE if index == 1 else None, on=applied_on) for index in range(1, heads)]
    incomes = [(residents[0], IncomeKind.PENSION, Decimal(dice.choice(PENSIONS)))]
    residents[0] = _knows(residents[0], HUMAN_RESOURCES.id, ItemCode.PENSION, incomes[0][2], applied_on)
    life = Life(_application(dice, key, number, residents, incomes, applied_on), residents)
    for happening in _happenings(people, dice, residents, begins):
        life.happenings.append(happening)
        _register(life, happening)
    return life


def _happenings(people: People, dice: random.Random, residents: list[Resident], begins: date) -> Iterator[Happening]:
    """In the order of their days; what follows from an earlier one comes after it."""
    working = {person.ref for person in residents[1:]}
    busy: set[str] = set()
    gone: set[str] = set()
    days = dice.sample(range(20, YEAR - 30), dice.randint(0, MOST_EVENTS))
    for day in sorted(begins + timedelta(days=number) for number in days):
        here = [person for person in residents if person.ref not in gone]
        if not here:
            return
        person = dice.choice(here)
        what = _what(dice, person, able=person.ref in working and person.ref not in busy)
        if person.born >= begins:
            what = What.DEATH  # no office but the hospital knows a child whose birth may not be registered yet
        said = day + timedelta(days=dice.randrange(1, LATEST) if dice.random() < LATE_SHARE else 1)
        revoked = dice.random() < REVOKED_SHARE and what in REVOCABLE
        taken_back = said + timedelta(days=dice.randrange(5, 60)) if revoked else None
        yield _happening(people, dice, what, person, day, said, taken_back)
        if what in {What.DEATH, What.MOVE} and not revoked:
            gone.add(person.ref)
        if what in {What.JOB, What.PRISON, What.COMPANY, What.PENSION} or revoked:
            busy.add(person.ref)
        if what is What.JOB and not revoked and dice.random() < 0.5:
            yield Happening(What.JOB_LOST, person.ref, day + timedelta(days=70), day + timedelta(days=72))
        if what is What.PRISON and not revoked:
            yield Happening(What.RELEASE, person.ref, day + timedelta(days=90), day + timedelta(days=91))


def _what(dice: random.Random, person: Resident, *, able: bool) -> What:
    common = [What.DEATH, What.MOVE, What.PRISON, What.COMPANY]
    if not able:
        return dice.choice(common)
    mother = [What.BIRTH] if person.sex is Sex.FEMALE else []
    return dice.choice([*common, What.JOB, What.JOB, What.JOB, What.REFUSAL, What.PENSION, *mother, *mother])


def _happening(
    people: People, dice: random.Random, what: What, person: Resident, on: date, said: date, revoked: date | None
) -> Happening:
    amount = {
        What.JOB: Decimal(dice.choice(WAGES)), What.PENSION: NEW_PENSION, What.COMPANY: CAPITAL,
    }.get(what, Decimal(0))  # fmt: skip
    child = None
    if what is What.BIRTH:
        child = people.person(0, 0, on=on).model_copy(update={"born": on})
    return Happening(what, person.ref, on, said, amount, child, revoked)


def _register(life: Life, happening: Happening) -> None:
    """The registers know a thing from its day on; they answer when they are asked, not before."""
    codes = {
        What.JOB: (HUMAN_RESOURCES.id, ItemCode.WAGE), What.PENSION: (HUMAN_RESOURCES.id, ItemCode.PENSION),
        What.COMPANY: (MARKET_REGULATION.id, ItemCode.COMPANY_CAPITAL),
    }  # fmt: skip
    if happening.child is not None:
        life.residents.append(happening.child)
    if happening.what is What.JOB_LOST:
        life.residents = [
            _ends(each, happening.on) if each.ref == happening.person else each for each in life.residents
        ]
    if happening.what in codes:
        department, code = codes[happening.what]
        until = happening.revoked_on
        life.residents = [
            _knows(each, department, code, happening.amount, happening.on, until)
            if each.ref == happening.person
            else each
            for each in life.residents
        ]


def _knows(
    person: Resident, department: DepartmentId, code: ItemCode, amount: Decimal, on: date, until: date | None = None
) -> Resident:
    entry = Entry(code=code, amount=amount, as_of=on, until=until)
    registers = {**person.registers, department: (*person.registers.get(department, ()), entry)}
    return person.model_copy(update={"registers": registers})


def _ends(person: Resident, on: date) -> Resident:
    def ended(entry: Entry) -> Entry:
        return entry.model_copy(update={"until": on}) if entry.code is ItemCode.WAGE and not entry.until else entry

    registers = {name: tuple(map(ended, entries)) for name, entries in person.registers.items()}
    return person.model_copy(update={"registers": registers})


def _application(
    dice: random.Random, key: str, number: str, residents: list[Resident],
    incomes: list[tuple[Resident, IncomeKind, Decimal]], on: date,
) -> Application:  # fmt: skip
    town = dice.choice([unit for unit in UNITS.values() if unit.level is Level.TOWN and covers(CITY, unit.id)])
    relations = [Relation.APPLICANT, *(Relation.OTHER for _ in residents[1:])]
    known = ("ref", "name", "id_type", "id_number", "born", "sex")
    members = tuple(
        Member(**person.model_dump(include=set(known)), relation=relation)
        for person, relation in zip(residents, relations, strict=True)
    )
    return Application(
        number=ApplicationNumber(number), submitted_on=on, pledge_signed=True, transfer_consent=dice.random() < 0.5,
        household=Household(
            ref=HouseholdRef(pseudonym("household", str(residents[0].id_number), key)), region=town.region,
            county=county_of(town.id), town=town.id, members=members,
        ),
        incomes=tuple(Income(person=each.ref, kind=kind, monthly=amount) for each, kind, amount in incomes if amount),
        authorisations=tuple(Authorisation(person=person.ref, signed_on=on) for person in residents),
    )  # fmt: skip
