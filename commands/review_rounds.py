"""How does a command reach the rounds of the yearly and half-yearly checks? (定期核查, domain 3.5)"""

from temporalio.client import Client, ScheduleCalendarSpec, ScheduleRange

from commands import calendars
from commands.cases import with_client
from registry.services import REVIEW_ROUND, case_id
from schemas.identifiers import CaseId
from schemas.rounds import RoundKind, RoundOrder

CALENDAR = "review-calendar"


def opened(county: str | None) -> CaseId:
    """The case of the round; Trouble when the same round was opened on this day."""
    on = calendars.today()
    wanted = RoundOrder(kind=RoundKind.RECHECK, county=calendars.county(county), on=on, today=on)
    return with_client(lambda client: open_round(client, wanted))


def scheduled(day: int, hour: int, *, pause: bool) -> str:
    """What the calendar does from now on."""
    with_client(lambda client: kept(client, day, hour, pause=pause))
    if pause:
        return "The calendar is paused: no round opens by itself. `onething review schedule` has it go on."
    return f"On day {day} of each month at {hour:02}:00 every household is looked at whose check is due by then."


async def open_round(client: Client, wanted: RoundOrder) -> CaseId:
    """The case of the round; one that was there, open or closed, stays as it is."""
    parts = (wanted.kind.value, f"{wanted.on:%Y-%m-%d}", *([wanted.county] if wanted.county else []))
    return await calendars.opened_once(client, case_id(REVIEW_ROUND, *parts), wanted)


async def kept(client: Client, day: int, hour: int, *, pause: bool) -> None:
    """While the round of a month is still open, the next month's is left out: the one after finds whoever is due."""
    monthly = ScheduleCalendarSpec(day_of_month=(ScheduleRange(day),), hour=(ScheduleRange(hour),))
    case, wanted = case_id(REVIEW_ROUND, RoundKind.RECHECK, "calendar"), RoundOrder(kind=RoundKind.RECHECK)
    await calendars.kept(client, CALENDAR, case, wanted, monthly, pause=pause)
