"""A needy cleric at a religious site is aided as a household of one (单人保, domain 3.1)."""

from datetime import date
from decimal import Decimal

from policy.conditions import condition, decision, household_register
from policy.figures import CZ_DEMO, Pack, numbers
from policy.household import STANDARD
from policy.months import full_months
from schemas.decisions import Decision, Fact
from schemas.households import Category
from schemas.money import cents
from schemas.religious_residences import ReligiousResidence

RULE = (Category.SINGLE_PERSON.value, "单人保(宗教教职人员)")
YEARS = numbers("single_person", "cleric_years", int)
ARTICLE = "民发〔2021〕57号(单人保)"
_YEAR = 12


def entitlement(residence: ReligiousResidence, on: date, pack: Pack = CZ_DEMO) -> Decision:
    """Long enough at the site, with an own income below the standard; the difference is paid."""
    standard, years = STANDARD.on(on, pack), YEARS.on(on, pack)
    conditions = (
        household_register(residence.local, "religious site"),
        condition(
            "years_at_the_site",
            full_months(residence.since, on) >= years * _YEAR,
            (f"at the site since {residence.since}; {years} years are needed", f"应在宗教活动场所居住满{years}年"),
            ARTICLE,
            facts=(Fact(name="residence at the site", value=str(residence.since), source="declaration"),),
            figures=(YEARS.figure(on, pack),),
        ),
        condition(
            "income_below_standard",
            residence.monthly_income < standard,
            (
                f"own income of {residence.monthly_income} must be below {standard}",
                f"本人月收入{residence.monthly_income}元,应低于最低生活保障标准{standard}元",
            ),
            ARTICLE,
            facts=(Fact(name="own income", value=str(residence.monthly_income), source="declaration"),),
            figures=(STANDARD.figure(on, pack),),
        ),
    )
    return decision(RULE, on, conditions, cents(max(standard - residence.monthly_income, Decimal(0))))
