"""How does a case open without an event? A person asks for it, or the platform's calendar does, by itself."""

from datetime import date, datetime

from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleCalendarSpec,
    ScheduleSpec,
    ScheduleState,
    ScheduleUpdate,
)
from temporalio.common import SearchAttributePair, TypedSearchAttributes, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError

from commands.words import Trouble
from registry.regions import Level, unit
from registry.services import CASES, Service, service_of
from schemas.base import Model
from schemas.cases import CaseStart
from schemas.city_time import CITY_TIME
from schemas.identifiers import CaseId, UnitId
from workflows.page import CHAIN, SERVICE


async def opened(client: Client, case: CaseId, wanted: Model) -> None:
    """WorkflowAlreadyStartedError for one that was there, open or closed: it stays as it is."""
    service = service_of(case)
    await client.start_workflow(
        service.id, _start(service, case, wanted), id=case, task_queue=CASES,
        id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE, search_attributes=_attributes(service, case),
        static_summary=f"{service.name_zh} {case.partition(':')[2]}",
    )  # fmt: skip


async def opened_once(client: Client, case: CaseId, wanted: Model) -> CaseId:
    """The case of a round; Trouble when the same round was opened before."""
    try:
        await opened(client, case, wanted)
    except WorkflowAlreadyStartedError as there:
        raise Trouble(f"{case} was opened before. One round of a kind, a day and a county is enough.") from there
    return case


async def kept(
    client: Client, name: str, case: CaseId, wanted: Model, when: ScheduleCalendarSpec, *, pause: bool
) -> None:
    """One calendar of a name, the newest; the platform adds the moment to the name of each case that it opens."""
    service = service_of(case)
    action = ScheduleActionStartWorkflow(
        service.id, _start(service, case, wanted), id=case, task_queue=CASES,
        typed_search_attributes=_attributes(service, case), static_summary=f"{service.name_zh} 日程",
    )  # fmt: skip
    spec = ScheduleSpec(calendars=[when], time_zone_name="Asia/Shanghai")
    schedule = Schedule(action=action, spec=spec, state=ScheduleState(paused=pause))
    try:
        await client.create_schedule(name, schedule)
    except ScheduleAlreadyRunningError:
        await client.get_schedule_handle(name).update(lambda _: ScheduleUpdate(schedule=schedule))


def county(name: str | None) -> UnitId | None:
    """The county of that name, for a round over its households alone; Trouble for any other unit."""
    if name is None:
        return None
    try:
        found = unit(name)
    except LookupError as error:
        raise Trouble(str(error)) from error
    if found.level is not Level.COUNTY:
        raise Trouble(f"{name} is no county; a round looks at everybody whom a county handles.")
    return found.id


def today() -> date:
    """The day in the city."""
    return datetime.now(CITY_TIME).date()


def _start(service: Service, case: CaseId, wanted: Model) -> CaseStart:
    return CaseStart(case=case, service=service.id, request=wanted.model_dump(mode="json"))


def _attributes(service: Service, case: CaseId) -> TypedSearchAttributes:
    return TypedSearchAttributes([SearchAttributePair(SERVICE, service.id), SearchAttributePair(CHAIN, case)])
