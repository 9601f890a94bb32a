"""What belongs to an application and is a case of its own: the part where the household lives, one more item."""

from datetime import date

from events.contracts.civil_affairs import AssistanceItemRequested
from registry.services import ITEM_REQUEST, RESIDENCE
from tests.histories.recorded import ORDINARY, recorded
from tests.workflows.paper_case import PaperCase
from tests.workflows.paper_city import SHORT_DAY, PaperCity
from tests.workflows.test_province import applied

ON = date(2026, 6, 30)


@recorded(RESIDENCE, ORDINARY, SHORT_DAY)
async def elsewhere_in_the_province(city: PaperCity) -> PaperCase:
    case = await applied(city)
    for question in ("acceptance", "opinion", "confirmation"):
        await case.decide(question)
    return city.case(RESIDENCE)


@recorded(ITEM_REQUEST, ORDINARY, SHORT_DAY)
async def of_a_household_that_nobody_knows(city: PaperCity) -> PaperCase:
    about = {"number": city.number, "household": f"h-{city.number}", "item": "women-aid", "on": ON}
    return await city.open(ITEM_REQUEST, AssistanceItemRequested.model_validate(about))
