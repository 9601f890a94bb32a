"""How long is an opinion published? Never for children alone, never for a mere recognition (domain 2.6, 3.3)."""

from datetime import date

from policy.figures import CZ_DEMO, Pack
from policy.household import counted_members
from policy.offers import child
from policy.procedure_limits import limit
from schemas.households import Application, Category
from schemas.limits import Limit

_UNPUBLISHED = {Category.LOW_INCOME_EDGE, Category.RIGID_SPENDING}


def publicity(category: Category, application: Application, on: date, pack: Pack = CZ_DEMO) -> Limit | None:
    """Calendar days; None where the rule publishes nothing (who gives aid publishes, and only those aided)."""
    return None if category in _UNPUBLISHED else of_aid(application, on, pack)


def of_aid(application: Application, on: date, pack: Pack = CZ_DEMO) -> Limit | None:
    """Of aid that somebody gives; None for children alone."""
    only_children = all(child(member, on) for member in counted_members(application, (), on))
    return None if only_children else limit("publicity", on, pack)
