"""How does a command reach the rounds and the report of the disability subsidies? (数据比对、精准发放)"""

import getpass
from datetime import date

from temporalio.client import Client, ScheduleCalendarSpec, ScheduleRange

from activities.adapters.register.subsidies import SqlSubsidies
from commands import calendars
from commands.cases import with_client
from commands.registered import register
from commands.words import Trouble
from registry.services import DISABILITY_ROUND, case_id
from schemas.disability_report import PreciseReport
from schemas.disability_rounds import RoundRequest, SubsidyRound
from schemas.identifiers import CaseId

CALENDARS = {SubsidyRound.COMPARISON: "disability-comparison", SubsidyRound.REMINDERS: "disability-reminders"}


def precise(month: str, by: str | None, *, persons: bool) -> PreciseReport:
    """The report; whose lines are shown, that is written down as a reading of their household's file."""
    wanted = _month(month)
    with register() as engine:
        subsidies = SqlSubsidies(engine)
        found = subsidies.precise(wanted)
        if persons:
            subsidies.shown(found, by or f"terminal:{getpass.getuser()}", "onething disability report")
    return found


def opened(kind: str, county: str | None) -> CaseId:
    """The case of the round; Trouble when the same round was opened on this day."""
    try:
        wanted = RoundRequest(kind=SubsidyRound(kind), county=calendars.county(county), on=calendars.today())
    except ValueError as error:
        raise Trouble(f"{kind} is no round. There are: {', '.join(SubsidyRound)}.") from error
    return with_client(lambda client: open_round(client, wanted))


def scheduled(day: int, hour: int, *, pause: bool) -> str:
    """What the calendars do from now on."""
    with_client(lambda client: kept(client, day, hour, pause=pause))
    if pause:
        return "Both calendars are paused: no round opens by itself. `onething disability schedule` has them go on."
    return f"The comparison opens on day {day} of each month, the reminders each day, at {hour:02}:00."


async def open_round(client: Client, wanted: RoundRequest) -> CaseId:
    """The case of the round; one that was there, open or closed, stays as it is."""
    parts = (wanted.kind.value, f"{wanted.on:%Y-%m-%d}", *([wanted.county] if wanted.county else []))
    return await calendars.opened_once(client, case_id(DISABILITY_ROUND, *parts), wanted)


async def kept(client: Client, day: int, hour: int, *, pause: bool) -> None:
    """The comparison on its day of the month, the reminders every day; each opens a case for every county."""
    monthly = ScheduleCalendarSpec(day_of_month=(ScheduleRange(day),), hour=(ScheduleRange(hour),))
    daily = ScheduleCalendarSpec(hour=(ScheduleRange(hour),))
    for kind, when in {SubsidyRound.COMPARISON: monthly, SubsidyRound.REMINDERS: daily}.items():
        case = case_id(DISABILITY_ROUND, kind.value)
        await calendars.kept(client, CALENDARS[kind], case, RoundRequest(kind=kind), when, pause=pause)


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise Trouble(f"{text} is no month. Write it as 2026-12.") from error
