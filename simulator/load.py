"""How does the city look when many apply at once? Generated households with registers that match what they declare.

`python -m simulator --crowd 500` lets them live in the city; `python -m simulator.load --count 500` has them apply.
"""

import argparse
import asyncio
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

from events.contracts.civil_affairs import AssistanceApplicationSubmitted
from registry.departments import CIVIL_AFFAIRS, EDUCATION, HUMAN_RESOURCES
from registry.regions import CITY, UNITS, Level, county_of, covers
from runtime.settings import Settings
from schemas.households import Application, Authorisation, Household, Income, IncomeKind
from schemas.identifiers import ApplicationNumber, HouseholdRef, PersonRef
from schemas.people import Member, Relation
from schemas.questions import ItemCode
from simulator.emission import Record, emit, record, sealed
from simulator.pseudonyms import pseudonym
from simulator.residents import Entry, People, Resident
from simulator.scenarios import Scenario, records

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PENSIONS = ("0.00", "900.00", "1500.00", "2100.00", "2700.00", "3600.00", "4500.00", "7200.00")
"""From the full standard over the edge to a refusal, for three heads."""

MAINTENANCE = Decimal("300.00")
CONSENTS = ("charity-aid",)


def crowd(count: int, seed: int, key: str) -> Scenario:
    """So many households of three, their registers, and one application each."""
    people, dice = People(seed, key), random.Random(seed)
    stories = [_story(people, dice, key, f"A-2026-L{seed:03d}-{number:06d}") for number in range(1, count + 1)]
    return Scenario(
        name=f"crowd-{seed}-{count}",
        title=f"A crowd of {count} households",
        title_zh=f"{count}户家庭同时申请",
        story="Generated households apply on one day.",
        person=tuple(person for residents, _ in stories for person in residents),
        lines=tuple(_applies(application) for _, application in stories),
    )


def _story(people: People, dice: random.Random, key: str, number: str) -> tuple[list[Resident], Application]:
    pension = Decimal(dice.choice(PENSIONS))
    residents = [
        _drawing(people.person(60, 75), pension),
        people.person(60, 75),
        _in_school(people.person(8, 14)),
    ]
    return residents, _application(dice, key, number, residents, pension)


def _drawing(person: Resident, pension: Decimal) -> Resident:
    entry = Entry(code=ItemCode.PENSION, amount=pension, as_of=ON)
    return person.model_copy(update={"registers": {HUMAN_RESOURCES.id: (entry,)}}) if pension else person


def _in_school(person: Resident) -> Resident:
    entry = Entry(code=ItemCode.STUDENT, text="primary school", as_of=ON)
    return person.model_copy(update={"registers": {EDUCATION.id: (entry,)}})


def _application(
    dice: random.Random, key: str, number: str, residents: list[Resident], pension: Decimal
) -> Application:
    first = residents[0]
    refs = [person.ref for person in residents]
    return Application(
        number=ApplicationNumber(number),
        submitted_on=ON,
        household=_household(dice, pseudonym("household", str(first.id_number), key), residents),
        incomes=tuple(_incomes(first.ref, pension)),
        authorisations=tuple(Authorisation(person=ref, signed_on=ON) for ref in refs),
        pledge_signed=True,
        consents=CONSENTS,
    )


def _household(dice: random.Random, ref: str, residents: list[Resident]) -> Household:
    town = dice.choice([unit for unit in UNITS.values() if unit.level is Level.TOWN and covers(CITY, unit.id)])
    relations = (Relation.APPLICANT, Relation.SPOUSE, Relation.OTHER)
    members = (_member(person, relation) for person, relation in zip(residents, relations, strict=True))
    return Household(
        ref=HouseholdRef(ref), region=town.region, county=county_of(town.id), town=town.id, members=tuple(members)
    )


def _member(person: Resident, relation: Relation) -> Member:
    known = person.model_dump(include={"ref", "name", "id_type", "id_number", "born", "sex"})
    return Member(**known, relation=relation, student=relation is Relation.OTHER)


def _incomes(person: PersonRef, pension: Decimal) -> Iterator[Income]:
    yield Income(person=person, kind=IncomeKind.MAINTENANCE, monthly=MAINTENANCE)
    if pension:
        yield Income(person=person, kind=IncomeKind.PENSION, monthly=pension)


def _applies(application: Application) -> Record:
    envelope = sealed(
        AssistanceApplicationSubmitted(application=application),
        id=f"submitted-{application.number}",
        source=CIVIL_AFFAIRS.source,
        time=AT,
        factdate=ON,
    )
    return record(envelope, CIVIL_AFFAIRS.topic)


def main() -> None:
    """Sends the applications of a crowd."""
    parser = argparse.ArgumentParser(prog="python -m simulator.load", description="Many households apply.")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    wanted, settings = parser.parse_args(), Settings()
    story = crowd(wanted.count, wanted.seed, settings.pseudonym_key.get_secret_value())
    print(f"{asyncio.run(emit(settings, records(story)))} applications sent.")


if __name__ == "__main__":
    main()
