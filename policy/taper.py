"""What is paid on after work lifts a household above the standard? (渐退, domain 3.5)"""

from datetime import date
from decimal import Decimal

from policy.figures import CZ_DEMO, Pack, numbers
from schemas.money import cents

STEPS = numbers("taper", "steps", lambda written: tuple(Decimal(step) for step in written.split()))


def taper(amount: Decimal, on: date, pack: Pack = CZ_DEMO) -> tuple[Decimal, ...]:
    """The amounts of the months of the taper; afterwards nothing."""
    return tuple(cents(amount * step) for step in STEPS.on(on, pack))
