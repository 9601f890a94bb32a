"""What may a working member deduct? (就业成本抵扣, domain 3.4)"""

from datetime import date
from decimal import Decimal

from policy.figures import CZ_DEMO, Pack, numbers
from schemas.people import Member

WORK_COST_SHARE = numbers("low_income", "work_cost_share", Decimal)
BASE = numbers("low_income", "work_cost_base", str)
DISABLED_SHARE = numbers("low_income", "work_cost_disabled", Decimal)
MINIMUM_WAGE = numbers("low_income", "minimum_wage", Decimal)


def work_cost(member: Member, earned: Decimal, standard: Decimal, on: date, pack: Pack = CZ_DEMO) -> Decimal:
    """A share of the standard or of the wage; of a disabled worker perhaps more; never more than was earned."""
    base = earned if BASE.on(on, pack) == "wage" else standard
    cost = WORK_COST_SHARE.on(on, pack) * base
    if member.disability:
        cost = max(cost, DISABLED_SHARE.on(on, pack) * MINIMUM_WAGE.on(on, pack))
    return min(cost, earned)
