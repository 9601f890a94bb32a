"""On which day were two persons married or divorced? As the registrar says, else on the day of the decision."""

from contextlib import suppress
from datetime import date

from schemas.cases import Ruled


def stated(ruling: Ruled) -> date | None:
    """The day that the registrar named: the one on the paper file, or of the new appointment."""
    with suppress(ValueError):
        return date.fromisoformat(str(ruling.details.get("on", "")))
    return None


def day_of(ruling: Ruled) -> date:
    """Today, or the day on the paper file when the case was told too late."""
    return stated(ruling) or ruling.at.date()
