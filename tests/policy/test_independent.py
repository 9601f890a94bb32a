"""Do two readings of the law agree? Ten thousand random cases each, against the naive one that was written apart."""

from datetime import date
from decimal import Decimal
from random import Random

from policy import disability_subsidies, low_income
from policy.figures import Pack, Proposal
from policy.price_subsidy import monthly
from schemas.benefits import Benefit, Drawn
from schemas.certificates import DisabilityCertificate, DisabledPerson
from schemas.households import Application, Category, Income, IncomeKind, Property
from schemas.people import Absence, Disability, DisabilityKind, Relation
from schemas.price_indices import PriceIndex
from tests.policy import independent
from tests.policy.facts import ON, application, member, person

CASES = 10_000
CENT = Decimal(100)


def yuan(cents: int) -> Decimal:
    return Decimal(cents) / CENT


def cents(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount * CENT)


def near(chance: Random, line: int, reach: int) -> int:
    """An amount of cents that often lies at a line, or a cent beside it."""
    if chance.random() < 0.4:
        return max(line + chance.choice((-1, 0, 1)), 0)
    return chance.randrange(0, reach)


def home(chance: Random) -> independent.Home:
    heads = chance.randint(1, 5)
    lot = near(chance, 1000_00 * heads, 4000_00)
    people = [
        independent.Person(
            wage=lot if place == 0 else chance.choice((0, 0, 0, chance.randrange(0, 1500_00))),
            pension=chance.choice((0, 0, 0, chance.randrange(0, 2000_00))),
            veteran_money=chance.choice((0, 0, chance.randrange(0, 900_00))),
            works=chance.random() < 0.3,
            counted=chance.random() < 0.95,
        )
        for place in range(heads)
    ]
    rich = chance.random() < 0.2
    return independent.Home(
        people=tuple(people),
        local=chance.random() < 0.97,
        deposits=near(chance, 48000_00 * heads, 300_000_00) if rich else 0,
        cars=chance.choice((0, 0, 0, 1)) if rich else 0,
        homes=chance.choice((0, 1, 1, 1, 1, 1, 2, 3)),
        homes_small=chance.random() < 0.7,
        shops=chance.choice((0, 0, 0, 1, 2)) if rich else 0,
        capital=near(chance, 100_000_00, 200_000_00) if rich and chance.random() < 0.5 else 0,
    )


def claim(found: independent.Home) -> Application:
    members = tuple(
        member(
            number,
            Relation.APPLICANT if number == 1 else Relation.SPOUSE,
            works=one.works,
            absence=None if one.counted else Absence.PRISON,
        )
        for number, one in enumerate(found.people, 1)
    )
    income = tuple(
        Income(person=person(number), kind=kind, monthly=yuan(amount))
        for number, one in enumerate(found.people, 1)
        for kind, amount in (
            (IncomeKind.WAGE, one.wage), (IncomeKind.PENSION, one.pension),
            (IncomeKind.VETERAN_BENEFIT, one.veteran_money),
        )
        if amount
    )  # fmt: skip
    owned = Property(
        deposits=yuan(found.deposits), cars=found.cars, homes=found.homes, shops=found.shops,
        homes_area_per_head_below_average=found.homes_small, company_capital=yuan(found.capital),
    )  # fmt: skip
    return application(members, income, local=found.local, owned=owned)


def test_the_amount_of_low_income_is_what_a_naive_reading_gives():
    chance, granted = Random(3), 0

    for _ in range(CASES):
        found = home(chance)
        expected = independent.low_income(found)
        assert cents(low_income.entitlement(claim(found), None, ON).amount) == expected, found
        granted += expected is not None

    assert CASES / 5 < granted < CASES * 4 / 5, "a comparison needs both outcomes"


def disabled(chance: Random) -> independent.Disabled:
    def often(likely: float) -> bool:
        return chance.random() < likely

    return independent.Disabled(
        kind=chance.choice(list(DisabilityKind)).value,
        grade=chance.randint(1, 4),
        household=chance.choice(("low_income", "single_person", "low_income_edge", None, None)),
        fixed_income=chance.choice((True, False)),
        several=often(0.4),
        kept_by_parents=often(0.3),
        income_per_head=near(chance, 2000_00, 4000_00) if often(0.8) else None,
        care_months=chance.choice((0, 5, 6, 12)),
        destitute=often(0.1),
        injury_nursing=often(0.1),
        orphan=often(0.1),
        elder_nursing=near(chance, 130_00, 300_00) if often(0.3) else None,
        local=often(0.95),
        in_prison=often(0.05),
        certificate_ended_months_ago=chance.choice((None, None, None, None, 0, 1, 7)),
    )


def facts(one: independent.Disabled) -> DisabledPerson:
    drawn = [
        Drawn(benefit=benefit, monthly=Decimal(amount))
        for benefit, holds, amount in (
            (Benefit.DESTITUTE, one.destitute, 1264),
            (Benefit.INJURY_NURSING, one.injury_nursing, 900),
            (Benefit.ORPHAN_AID, one.orphan, 2000),
        )
        if holds
    ]
    if one.elder_nursing is not None:
        drawn.append(Drawn(benefit=Benefit.ELDER_NURSING, monthly=yuan(one.elder_nursing)))
    ended = one.certificate_ended_months_ago
    valid_to = None if ended is None else {0: date(2026, 3, 1), 1: date(2026, 2, 28), 7: date(2025, 8, 1)}[ended]
    return DisabledPerson(
        person=person(1),
        certificate=DisabilityCertificate(
            disability=Disability(kind=DisabilityKind(one.kind), grade=one.grade),
            issued_on=date(2015, 1, 1),
            valid_to=valid_to,
        ),
        local=one.local,
        category=None if one.household is None else Category(one.household),
        income_per_head=None if one.income_per_head is None else yuan(one.income_per_head),
        fixed_income=one.fixed_income,
        several_disabled=one.several,
        kept_by_aged_parents=one.kept_by_parents,
        care_months=one.care_months,
        drawn=tuple(drawn),
        in_custody=one.in_prison,
    )


def test_the_amounts_of_the_disability_subsidies_are_what_a_naive_reading_gives():
    chance = Random(9)
    seen: set[tuple[int | None, int | None]] = set()

    for _ in range(CASES):
        one = disabled(chance)
        said = facts(one)
        found = tuple(
            cents(rule(said, ON).amount) for rule in (disability_subsidies.living, disability_subsidies.nursing)
        )
        expected = independent.disability_subsidies(one)
        assert found == expected, one
        seen.add(expected)

    assert len(seen) == 9, "every amount that there is, with and without nursing"


def test_the_price_subsidy_is_what_a_naive_reading_gives():
    chance = Random(12)
    standards: dict[int, Pack] = {}

    for _ in range(CASES):
        standard = chance.choice((1000_00, 1045_00, 1115_00, 1155_00, 730_00, 999_99, 1000_01, 1234_56))
        pack = standards.setdefault(
            standard, (Proposal(date(2022, 1, 1), {"low_income.standard": str(yuan(standard))}),)
        )
        cpi, scpi = (near(chance, line, 80) for line in chance.choices((30, 50), k=2))
        told = scpi if chance.random() < 0.8 else None
        index = PriceIndex(
            month=date(2026, 2, 1), published_on=ON, cpi=Decimal(cpi) / 10,
            scpi=None if told is None else Decimal(told) / 10,
        )  # fmt: skip

        assert cents(monthly(index, ON, pack)) == independent.price_subsidy(standard, cpi, told), (standard, cpi, told)
