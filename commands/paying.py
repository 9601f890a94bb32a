"""How does a command reach payment runs? The register for what is due, the platform for opening one."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from pydantic import ValidationError
from temporalio.client import Client, ScheduleCalendarSpec, ScheduleRange
from temporalio.exceptions import WorkflowAlreadyStartedError

from activities.adapters.register.payments import SqlPayments
from commands import calendars
from commands.cases import with_client
from commands.registered import register
from commands.words import Trouble
from registry.services import PAYMENT, case_id
from schemas.city_time import CITY_TIME
from schemas.identifiers import CaseId
from schemas.payments import BenefitSum, OwedLine, Run, RunRequest, run_key

CALENDAR = "payment-calendar"


def preview(month: str, occasion: str) -> tuple[BenefitSum, ...]:
    """What the run would take on; nothing is written."""
    wanted = _wanted(month, occasion)
    with _payments() as payments:
        return payments.preview(_run(wanted))


def owed(run: str | None, by: str | None) -> tuple[OwedLine, ...]:
    """What reached no account; the reading is written down for each household."""
    reader = by or f"terminal:{getpass.getuser()}"
    with _payments() as payments:
        return payments.owed(CaseId(run) if run else None, reader)


def opened(month: str, occasion: str) -> CaseId:
    """The case of the run; Trouble when there was one."""
    wanted = _wanted(month, occasion)
    return with_client(lambda client: open_run(client, wanted))


def scheduled(day: int, hour: int, *, pause: bool) -> str:
    """What the calendar does from now on."""
    with_client(lambda client: keep(client, day, hour, pause=pause))
    if pause:
        return "The calendar is paused: no run opens by itself. `onething pay schedule` has it go on."
    return f"Each month's run opens on day {day} at {hour:02}:00; before the 10th the money is promised."


def _wanted(month: str, occasion: str) -> RunRequest:
    try:
        return RunRequest(month=date.fromisoformat(f"{month}-01"), occasion=occasion)
    except ValidationError as error:
        raise Trouble(
            f"{occasion} is no occasion. There are: monthly, arrears, correction, price-subsidy, also arrears-2."
        ) from error
    except ValueError as error:
        raise Trouble(f"{month} is no month. Write it as 2026-12.") from error


def _run(wanted: RunRequest) -> Run:
    today = datetime.now(CITY_TIME).date()
    return Run(case=_case(wanted), month=wanted.month or today, occasion=wanted.occasion, on=today)


def _case(wanted: RunRequest) -> CaseId:
    return case_id(PAYMENT, run_key(wanted.month or datetime.now(CITY_TIME).date(), wanted.occasion))


@contextmanager
def _payments() -> Iterator[SqlPayments]:
    with register() as engine:
        yield SqlPayments(engine)


async def open_run(client: Client, wanted: RunRequest) -> CaseId:
    """The case of the run; one that was there, open or closed, stays as it is."""
    case = _case(wanted)
    try:
        await calendars.opened(client, case, wanted)
    except WorkflowAlreadyStartedError as there:
        raise Trouble(
            f"{case} was opened before. What came since is paid by another occasion: correction, or correction-2."
        ) from there
    return case


async def keep(client: Client, day: int, hour: int, *, pause: bool) -> None:
    """Opens a case that calls for the run of its month."""
    once = ScheduleCalendarSpec(day_of_month=(ScheduleRange(day),), hour=(ScheduleRange(hour),))
    await calendars.kept(client, CALENDAR, case_id(PAYMENT, "calendar"), RunRequest(), once, pause=pause)
