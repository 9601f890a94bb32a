"""How does a command reach the rounds and the report of the disability subsidies? (数据比对、精准发放)"""

import getpass
from datetime import date, datetime

from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleCalendarSpec,
    ScheduleRange,
    ScheduleSpec,
    ScheduleState,
    ScheduleUpdate,
)
from temporalio.common import SearchAttributePair, TypedSearchAttributes, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError

from activities.adapters.register.subsidies import SqlSubsidies
from commands.cases import with_client
from commands.registered import register
from commands.words import Trouble
from policy.moments import SHANGHAI
from registry.regions import Level, unit
from registry.services import CASES, DISABILITY_ROUND, case_id
from schemas.cases import CaseStart
from schemas.disability_report import PreciseReport
from schemas.disability_rounds import RoundRequest, SubsidyRound
from schemas.identifiers import CaseId, UnitId
from workflows.page import CHAIN, SERVICE

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
        wanted = RoundRequest(kind=SubsidyRound(kind), county=_county(county), on=_today())
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
    case = case_id(DISABILITY_ROUND, *parts)
    try:
        await client.start_workflow(
            DISABILITY_ROUND.id, _start(case, wanted), id=case, task_queue=CASES,
            id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE, search_attributes=_attributes(case),
            static_summary=f"{DISABILITY_ROUND.name_zh} {case.partition(':')[2]}",
        )  # fmt: skip
    except WorkflowAlreadyStartedError as there:
        raise Trouble(f"{case} was opened before. One round of a kind, a day and a county is enough.") from there
    return case


async def kept(client: Client, day: int, hour: int, *, pause: bool) -> None:
    """The comparison on its day of the month, the reminders every day; what was kept before is replaced."""
    monthly = ScheduleCalendarSpec(day_of_month=(ScheduleRange(day),), hour=(ScheduleRange(hour),))
    daily = ScheduleCalendarSpec(hour=(ScheduleRange(hour),))
    for kind, when in {SubsidyRound.COMPARISON: monthly, SubsidyRound.REMINDERS: daily}.items():
        await _keep(client, CALENDARS[kind], _calendar(kind, when, pause=pause))


async def _keep(client: Client, name: str, schedule: Schedule) -> None:
    try:
        await client.create_schedule(name, schedule)
    except ScheduleAlreadyRunningError:
        await client.get_schedule_handle(name).update(lambda _: ScheduleUpdate(schedule=schedule))


def _calendar(kind: SubsidyRound, when: ScheduleCalendarSpec, *, pause: bool) -> Schedule:
    """Opens a case for every county; the platform adds the moment to its name."""
    case = case_id(DISABILITY_ROUND, kind.value)
    action = ScheduleActionStartWorkflow(
        DISABILITY_ROUND.id, _start(case, RoundRequest(kind=kind)), id=case, task_queue=CASES,
        typed_search_attributes=_attributes(case), static_summary=f"{DISABILITY_ROUND.name_zh} 日程",
    )  # fmt: skip
    spec = ScheduleSpec(calendars=[when], time_zone_name="Asia/Shanghai")
    return Schedule(action=action, spec=spec, state=ScheduleState(paused=pause))


def _start(case: CaseId, wanted: RoundRequest) -> CaseStart:
    return CaseStart(case=case, service=DISABILITY_ROUND.id, request=wanted.model_dump(mode="json"))


def _attributes(case: CaseId) -> TypedSearchAttributes:
    return TypedSearchAttributes([SearchAttributePair(SERVICE, DISABILITY_ROUND.id), SearchAttributePair(CHAIN, case)])


def _county(name: str | None) -> UnitId | None:
    if name is None:
        return None
    try:
        found = unit(name)
    except LookupError as error:
        raise Trouble(str(error)) from error
    if found.level is not Level.COUNTY:
        raise Trouble(f"{name} is no county; a round looks at everybody whom a county handles.")
    return found.id


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise Trouble(f"{text} is no month. Write it as 2026-12.") from error


def _today() -> date:
    return datetime.now(SHANGHAI).date()
