"""When are the needs of winter and spring counted? 自然灾害救助条例 art. 21 (domain 3.8)."""

from datetime import date

from policy.figures import CZ_DEMO, Pack, numbers

COUNTED_BY = numbers("disaster_aid", "counted_by", str)


def counted_by(year: int, pack: Pack = CZ_DEMO) -> date:
    """The last day on which the year's needs are counted."""
    month, day = COUNTED_BY.on(date(year, 1, 1), pack).split("-")
    return date(year, int(month), int(day))
