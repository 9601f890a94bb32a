"""Corrections of registrations: revoked, pronounced by a court, upheld, no file."""

from registry.services import MARRIAGE_CORRECTION
from tests.histories.recorded import ORDINARY, recorded
from tests.workflows.bookings import BRIDE, GROOM
from tests.workflows.corrections import disputed, issued, said
from tests.workflows.paper_base import PaperBase
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import SHORT_DAY, PaperCity


@recorded(MARRIAGE_CORRECTION, ORDINARY, SHORT_DAY)
async def revoked(city: PaperCity) -> PaperCase:
    PaperBase().serves(city).married()
    case = await city.open(MARRIAGE_CORRECTION, disputed(), issued("request of a person"), issued())
    await case.decide("evidence", "enough")
    await case.decide("revocation", "revoke", reasons="冒名顶替", details={"dishonest": [GROOM]})
    return case


@recorded(MARRIAGE_CORRECTION, "by-court")
async def pronounced(city: PaperCity) -> PaperCase:
    PaperBase().serves(city).married()
    case = await city.open(MARRIAGE_CORRECTION, issued("court judgment", finding="void"))
    await case.decide("evidence", "enough")
    return case


@recorded(MARRIAGE_CORRECTION, "judgment-meanwhile")
async def a_court_pronounces_while_the_bureau_decides(city: PaperCity) -> PaperCase:
    PaperBase().serves(city).married()
    case = await city.open(MARRIAGE_CORRECTION, disputed(), issued())
    await case.decide("evidence", "enough")
    await case.until(lambda record: record.stage == "statements" and record.waiting_on)
    await case.hears(said(case, GROOM), said(case, BRIDE))
    await case.asks("revocation")
    await case.hears(issued("court judgment", number="(2026)苏0402民初1号", finding="void", on="2026-08-15"))
    await case.decide("evidence", "enough")
    return case


@recorded(MARRIAGE_CORRECTION, "upheld")
async def stands(city: PaperCity) -> PaperCase:
    PaperBase().serves(city).married()
    case = await city.open(MARRIAGE_CORRECTION, disputed(), issued("judicial suggestion"))
    await case.decide("evidence", "enough")
    await case.until(lambda record: record.stage == "statements" and record.waiting_on)
    await case.hears(said(case, GROOM, hearing=True), said(case, BRIDE))
    await case.decide("hearing", "held")
    await case.decide("revocation", "not_revoke", reasons="身份真实")
    return case


@recorded(MARRIAGE_CORRECTION, "no-file")
async def no_file(city: PaperCity) -> PaperCase:
    PaperBase().serves(city)
    case = await city.open(MARRIAGE_CORRECTION, disputed())
    await case.decide("paper_file", "not_found", reasons="镇档案无记载")
    return case
