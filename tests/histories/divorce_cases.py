"""Divorces: collected, taken back, lapsed, not accepted, judged."""

from registry.services import DIVORCE
from tests.histories.recorded import ORDINARY, recorded
from tests.workflows.bookings import GROOM
from tests.workflows.divorces import TO_BE_COLLECTED, applied, judged, taken_back
from tests.workflows.paper_base import PaperBase
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import SHORT_DAY, PaperCity


async def accepted(city: PaperCity, ago: int = TO_BE_COLLECTED) -> PaperCase:
    PaperBase().serves(city).married()
    case = await city.open(DIVORCE, applied(city.number, ago))
    await case.decide("acceptance")
    return case


@recorded(DIVORCE, ORDINARY)
async def collected(city: PaperCity) -> PaperCase:
    case = await accepted(city)
    await case.decide("collection", "not_together", reasons="仅一方到场")
    await case.decide("collection", "issue")
    return case


@recorded(DIVORCE, "taken-back")
async def in_time(city: PaperCity) -> PaperCase:
    case = await accepted(city, 0)
    await case.until(lambda record: record.stage == "withdrawal period" and record.waiting_on)
    await case.hears(taken_back(city.number))
    return case


@recorded(DIVORCE, "deemed-withdrawn", SHORT_DAY)
async def lapsed(city: PaperCity) -> PaperCase:
    return await accepted(city, 0)


@recorded(DIVORCE, "not-accepted")
async def no_agreement(city: PaperCity) -> PaperCase:
    PaperBase().serves(city).married()
    case = await city.open(DIVORCE, applied(city.number, agreement=False))
    await case.decide("acceptance", "not_accept", reasons="未达成协议")
    return case


@recorded(DIVORCE, "judgment-returned")
async def does_not_fit(city: PaperCity) -> PaperCase:
    PaperBase().serves(city).married(GROOM, "p-1009")
    case = await city.open(DIVORCE, judged(city.number))
    await case.decide("judgment", "return", reasons="文书与档案不符")
    return case


@recorded(DIVORCE, "by-court")
async def by_court(city: PaperCity) -> PaperCase:
    PaperBase().serves(city).married()
    return await city.open(DIVORCE, judged(city.number))
