"""After a death: confirmed, on one source, on two days, merged, taken back, and taken back after the first case."""

from registry.services import BEREAVEMENT
from tests.histories.recorded import ORDINARY, recorded
from tests.workflows import deaths
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import SHORT_DAY, PaperCity
from tests.workflows.paper_offices import PENDING, answered, in_turn, refused

FAMILY = "family: what it asks for"


@recorded(BEREAVEMENT, ORDINARY, SHORT_DAY)
async def confirmed(city: PaperCity) -> PaperCase:
    standing = {"public-security": {"local": True}, "civil-affairs": {"destitute": False},
                "human-resources": {"institutional_money": False}}  # fmt: skip
    for office, said in standing.items():
        city.departments.says(office, "funeral_standing", answered(**said))
    city.departments.says("human-resources", "pension_stop", answered(**deaths.INSURED))
    case = await city.open(BEREAVEMENT, deaths.certificate(city.number), deaths.booked(city.number))
    await case.hears(deaths.requested(city.number, "survivor-money", "housing-fund"))
    await case.hears(deaths.cremated(city.number), deaths.bill(city.number))
    return case


@recorded(BEREAVEMENT, "on-one-source", SHORT_DAY)
async def one_source(city: PaperCity) -> PaperCase:
    city.departments.says("health", "death_certificate", answered(found=False))
    case = await city.open(BEREAVEMENT, deaths.cremated(city.number))
    await case.decide("one_source")
    await case.decide("one_source", "confirm")
    return case


@recorded(BEREAVEMENT, "two-days", SHORT_DAY)
async def two_days(city: PaperCity) -> PaperCase:
    city.departments.says(
        "public-security", "household_register_cancellation", in_turn(refused("姓名不一致"), answered())
    )
    later = deaths.cremated(city.number, died_on="2026-05-10")
    case = await city.open(BEREAVEMENT, deaths.certificate(city.number), later)
    await case.decide("day_of_death", "2026-05-10")
    await case.decide("refused_stop")
    return case


@recorded(BEREAVEMENT, "day-corrected", SHORT_DAY)
async def the_day_is_corrected(city: PaperCity) -> PaperCase:
    turns = in_turn(refused("查无此人"), answered(cancelled=True))
    city.departments.says("public-security", "household_register_cancellation", turns)
    case = await city.open(BEREAVEMENT, deaths.certificate(city.number), deaths.cremated(city.number))
    await case.asks("refused_stop")
    await case.hears(deaths.police_notice(city.number, on="2026-05-10"))
    await case.decide("refused_stop")
    await case.decide("day_of_death", "2026-05-10")
    return case


@recorded(BEREAVEMENT, "held", SHORT_DAY)
async def held(city: PaperCity) -> PaperCase:
    notice, slot = deaths.police_notice(city.number), deaths.booked(city.number)
    case = await city.open(BEREAVEMENT, notice, slot, deaths.held(city.number), deaths.certificate(city.number))
    await case.until(lambda record: record.waiting_on == FAMILY)
    await case.hears(deaths.released(city.number))
    return case


@recorded(BEREAVEMENT, "merged")
async def merged(city: PaperCity) -> PaperCase:
    case = await city.open(BEREAVEMENT, deaths.police_notice(city.number, identified=False))
    await case.until(lambda record: record.stage == "unidentified")
    await case.hears(deaths.identified(city.number, "p-3001"))
    await case.until(lambda record: record.stage == "merged")
    await case.hears(deaths.booked(city.number))
    await case.hears(deaths.cremated(city.number))
    return case


@recorded(BEREAVEMENT, "revoked")
async def revoked(city: PaperCity) -> PaperCase:
    city.departments.says("human-resources", "pension_stop", PENDING)
    case = await city.open(BEREAVEMENT, deaths.certificate(city.number), deaths.police_notice(city.number))
    await case.until(lambda record: any(line.topic == "pension_stop" for line in record.asked))
    await case.hears(deaths.taken_back(city.number))
    return case


@recorded(BEREAVEMENT, "reported-afresh")
async def reported_afresh(city: PaperCity) -> PaperCase:
    case = await city.open(BEREAVEMENT, deaths.certificate(city.number), deaths.police_notice(city.number))
    await case.until(lambda record: record.waiting_on == FAMILY)
    later = deaths.certificate(city.number, on="2026-05-21", reported_on="2026-05-22", issued_on="2026-05-22")
    await case.hears(deaths.taken_back(city.number), later)
    return case


@recorded(BEREAVEMENT, "doubted")
async def doubted(city: PaperCity) -> PaperCase:
    case = await city.open(BEREAVEMENT, deaths.certificate(city.number), deaths.police_notice(city.number))
    await case.until(lambda record: record.waiting_on == FAMILY)
    await case.hears(deaths.doubted(city.number))
    await case.decide("alive")
    return case


@recorded(BEREAVEMENT, "revoked-later")
async def revoked_later(city: PaperCity) -> PaperCase:
    again = deaths.certificate(city.number, on="2026-06-03")
    case = await city.open(BEREAVEMENT, again, key=("2026-06-03",))
    await case.asks("second_report")
    await case.hears(deaths.taken_back(city.number))
    return case
