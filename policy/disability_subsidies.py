"""Two subsidies for disabled persons (残疾人两项补贴): how much for members of low-income households (domain 9.1)."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from policy.figures import CZ_DEMO, Pack, numbers
from policy.household import STANDARD
from policy.single_person import severe
from schemas.people import Disability

LIVING_SEVERE = numbers("disability_subsidies", "living_severe", Decimal)
LIVING_OTHER = numbers("disability_subsidies", "living_other", Decimal)
NURSING = numbers("disability_subsidies", "nursing", Decimal)


def living_subsidy(disability: Disability, on: date, pack: Pack = CZ_DEMO) -> Decimal:
    """Share of the low-income standard by severity, in whole yuan, half up as the published values are."""
    share = (LIVING_SEVERE if severe(disability, on) else LIVING_OTHER).on(on, pack)
    return (share * STANDARD.on(on, pack)).quantize(Decimal(1), rounding=ROUND_HALF_UP)


def nursing_subsidy(disability: Disability, on: date, pack: Pack = CZ_DEMO) -> Decimal:
    """The flat rate for a severe disability, nothing otherwise."""
    return NURSING.on(on, pack) if severe(disability, on) else Decimal(0)
