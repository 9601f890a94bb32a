"""What follows from aid obtained by false statements? 社会救助暂行办法 art. 68 (domain 2.8, 3.4)."""

from datetime import date
from decimal import Decimal

from policy.figures import CZ_DEMO, Pack, tables
from schemas.money import cents
from schemas.settlements import Recovery

FINE = tables("remedies", "fine", Decimal)


def recovery(received: Decimal, on: date, pack: Pack = CZ_DEMO) -> Recovery:
    """All of it is returned; a person sets the fine within the bounds."""
    multiples = FINE.on(on, pack)
    return Recovery(
        returned=cents(received),
        fine_from=cents(received * multiples["from"]),
        fine_to=cents(received * multiples["up_to"]),
    )
