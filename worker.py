"""Which part of the platform does this process run? A role, or several: cases, desks, bridge, streams."""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from pkgutil import iter_modules
from typing import Annotated

import httpx
import typer
from temporalio.client import Client
from temporalio.worker import PollerBehaviorSimpleMaximum, Worker

import workflows
from activities.adapters.http_departments import HttpDepartments
from activities.adapters.kafka_publisher import KafkaPublisher
from activities.aid_law import AidLaw
from activities.application_law import ApplicationLaw
from activities.bereavement_law import BereavementLaw
from activities.calendar import Calendar
from activities.charity import Charity
from activities.civil_affairs import CivilAffairs
from activities.claims import Claims, NoClaims
from activities.clock_law import ClockLaw
from activities.consent_law import ConsentLaw
from activities.finance import Finance
from activities.hall import Hall, Planner
from activities.law import Law
from activities.marriage_base import MarriageBase
from activities.marriage_law import MarriageLaw
from activities.outbox import Outbox
from activities.payment_law import PaymentLaw
from activities.payments import NoPayments, Payments
from activities.ports import DepartmentSystems, Publisher
from activities.public_security import PublicSecurity
from activities.register import Book, NoBook, Register
from activities.remedies import NoRemedies, Remedies
from activities.remedy_law import RemedyLaw
from activities.reviewing import Reviewing
from activities.rights import NoRights, Rights
from activities.rounds import NoRounds, Rounds
from activities.subsidies import NoSubsidies, Subsidies
from activities.subsidy_law import SubsidyLaw
from activities.subsidy_office import SubsidyOffice
from activities.task import tasks
from activities.temporary_aid import NoAid, TemporaryAid
from policy.early_warning import BANDS
from registry.departments import CHARITY, CIVIL_AFFAIRS, DEPARTMENTS, FINANCE, HALL, PUBLIC_SECURITY, department
from registry.services import CASES
from runtime import kafka, logs, temporal
from runtime.sandbox import sandbox
from runtime.settings import Settings
from schemas.city_time import CITY_TIME
from workflows.aid_recovery import AidRecovery
from workflows.assistance import Assistance
from workflows.bereavement import Bereavement
from workflows.care_review import CareReview
from workflows.disability_round import DisabilityRound
from workflows.disability_subsidies import DisabilitySubsidies
from workflows.divorce import Divorce
from workflows.early_warning import EarlyWarning
from workflows.item_request import ItemRequest
from workflows.marriage import Marriage
from workflows.marriage_correction import MarriageCorrection
from workflows.means_check import MeansCheck
from workflows.payment import Payment
from workflows.remedy import Remedy
from workflows.residence import Residence
from workflows.review import Review
from workflows.review_page import ReviewPage
from workflows.review_round import ReviewRound
from workflows.spending_aid import SpendingAid

PROCEDURES = (
    AidRecovery,
    Assistance,
    Bereavement,
    CareReview,
    DisabilityRound,
    DisabilitySubsidies,
    Divorce,
    EarlyWarning,
    ItemRequest,
    Marriage,
    MarriageCorrection,
    MeansCheck,
    Payment,
    Remedy,
    Residence,
    Review,
    ReviewPage,
    ReviewRound,
    SpendingAid,
)  # fmt: skip
CARRIERS = {procedure.__module__ for procedure in PROCEDURES}
PASSED_THROUGH = (
    "schemas", "registry", "policy", "events", "activities", "pydantic", "pydantic_core", "structlog", "temporalio",
    "httpx", "aiokafka", "chinese_calendar",
    *(part.name for part in iter_modules(workflows.__path__, "workflows.") if part.name not in CARRIERS),
)  # fmt: skip
"""What the sandbox loads once, not anew for every case: parts of procedures, too, but for the procedures themselves."""
OFFICES = {CIVIL_AFFAIRS.id: (CivilAffairs, MarriageBase, SubsidyOffice), FINANCE.id: (Finance,),
           CHARITY.id: (Charity,), PUBLIC_SECURITY.id: (PublicSecurity,)}  # fmt: skip

log = logs.logger(__name__)


class Role(StrEnum):
    """What a process can do; several of them may share one."""

    CASES = "cases"
    DESKS = "desks"
    BRIDGE = "bridge"
    STREAMS = "streams"


def case_worker(
    client: Client,
    publisher: Publisher,
    *,
    day: timedelta = timedelta(days=1),
    own_desks: Sequence[str] = (),
    register: Book | None = None,
) -> Worker:
    """Runs the procedures, the recorded rules and dates, the outbox and the register; `day` is how long a day lasts.

    Without a register nothing is kept: for benchmarks, and for tests that are about something else.
    """
    calendar = Calendar(day)
    offices = (
        calendar,
        Planner(calendar, own_desks),
        Law(),
        AidLaw(),
        ApplicationLaw(),
        MarriageLaw(),
        ClockLaw(),
        BereavementLaw(),
        ConsentLaw(),
        RemedyLaw(),
        Reviewing(),
        SubsidyLaw(),
        Outbox(publisher),
        PaymentLaw(),
        *keepers(register, publisher),
    )
    return Worker(
        client,
        task_queue=CASES,
        workflows=PROCEDURES,
        activities=[task for office in offices for task in tasks(office)],
        workflow_runner=sandbox(*PASSED_THROUGH),
        graceful_shutdown_timeout=timedelta(seconds=3),
    )


def keepers(register: Book | None, publisher: Publisher) -> tuple[object, ...]:
    """The offices that keep something in the register; without one, offices that keep nothing."""
    if register is None or isinstance(register, NoBook):
        return (
            Register(NoBook()),
            Rights(NoRights()),
            Rounds(NoRounds(), NoRights()),
            Claims(NoClaims()),
            Remedies(NoRemedies()),
            TemporaryAid(NoAid()),
            Payments(NoPayments(), publisher),
            Subsidies(NoSubsidies()),
        )
    from activities.adapters.register.book import SqlBook  # noqa: PLC0415  a process imports the roles that it plays
    from activities.adapters.register.claims import SqlClaims  # noqa: PLC0415
    from activities.adapters.register.payments import SqlPayments  # noqa: PLC0415
    from activities.adapters.register.remedies import SqlRemedies  # noqa: PLC0415
    from activities.adapters.register.rights import SqlRights  # noqa: PLC0415
    from activities.adapters.register.rounds import SqlRounds  # noqa: PLC0415
    from activities.adapters.register.subsidies import SqlSubsidies  # noqa: PLC0415
    from activities.adapters.register.temporary_aid import SqlAid  # noqa: PLC0415

    if not isinstance(register, SqlBook):
        raise TypeError(f"{type(register).__name__} is no book of the register.")
    payments = Payments(SqlPayments(register.engine), publisher)
    claims = Claims(SqlClaims(register.engine))
    rights = SqlRights(register.engine)
    rounds = Rounds(SqlRounds(register.engine), rights)
    aid = TemporaryAid(SqlAid(register.engine))
    remedies = Remedies(SqlRemedies(register.engine))
    subsidies = Subsidies(SqlSubsidies(register.engine))
    return (Register(register), Rights(rights), rounds, claims, aid, payments, remedies, subsidies)


def desk_workers(client: Client, systems: DepartmentSystems, desks: Sequence[str] = ()) -> list[Worker]:
    """An activity worker for each department's desk, and the hall's when no desk is named."""
    chosen = [department(name) for name in desks] or list(DEPARTMENTS.values())
    hall = Hall(systems)
    workers = [] if desks else [_desk(client, HALL, (hall,), pollers=3)]
    for each in chosen:
        own = [office(systems) for office in OFFICES.get(each.id, ())]
        workers.append(_desk(client, each.desk, (hall, *own), pollers=1))
    return workers


def _desk(client: Client, queue: str, offices: Sequence[object], pollers: int) -> Worker:
    return Worker(
        client,
        task_queue=queue,
        activities=[task for office in offices for task in tasks(office)],
        activity_task_poller_behavior=PollerBehaviorSimpleMaximum(maximum=pollers),
        graceful_shutdown_timeout=timedelta(seconds=3),
    )


@asynccontextmanager
async def publishing(settings: Settings) -> AsyncIterator[Publisher]:
    """A publisher on the configured Kafka cluster."""
    producer = kafka.producer(settings)
    await producer.start()
    try:
        yield KafkaPublisher(producer)
    finally:
        await producer.stop()


@asynccontextmanager
async def department_systems(settings: Settings) -> AsyncIterator[DepartmentSystems]:
    """The departments' own systems over HTTP."""
    async with httpx.AsyncClient(timeout=8.0, limits=httpx.Limits(max_connections=200)) as client:
        yield HttpDepartments(client, settings.departments_url)


@asynccontextmanager
async def opened_register(settings: Settings) -> AsyncIterator[Book]:
    """The register. Embedded, its tables are made here; elsewhere that is done before, and entries wait for it."""
    from activities.adapters.register import book, upgrade  # noqa: PLC0415  a process imports the roles that it plays

    if settings.embedded:
        await asyncio.to_thread(upgrade.upgrade, settings.database_url)
    elif (lacking := await asyncio.to_thread(upgrade.lacking, settings.database_url)) is not None:
        log.error("register.not_ready", reason=lacking, remedy="run `onething register migrate`; entries wait for it")
    opened = book.SqlBook(settings.database_url)
    try:
        yield opened
    finally:
        opened.close()


async def serve(settings: Settings, roles: Sequence[Role], desks: Sequence[str]) -> None:
    """Runs the roles until the process is told to stop; ends with an error when one of them fails."""
    running: list[Awaitable[None]] = []
    async with AsyncExitStack() as stack:
        if Role.CASES in roles or Role.DESKS in roles:
            client = await temporal.connect(settings)
        if Role.CASES in roles:
            publisher = await stack.enter_async_context(publishing(settings))
            register = await stack.enter_async_context(opened_register(settings))
            day = timedelta(seconds=settings.city_day) if settings.city_day else timedelta(days=1)
            cases = case_worker(client, publisher, day=day, own_desks=settings.own_desks, register=register)
            running.append(cases.run())
        if Role.DESKS in roles:
            systems = await stack.enter_async_context(department_systems(settings))
            running += [worker.run() for worker in desk_workers(client, systems, desks)]
        if Role.BRIDGE in roles:
            from events import bridge  # noqa: PLC0415  a process imports the roles that it plays

            running.append(bridge.run(settings))
        if Role.STREAMS in roles:
            from events.streams import app as streams  # noqa: PLC0415  faust is slow to import

            running.append(streams.run(settings, bands(datetime.now(CITY_TIME).date())))
        await _until_told_to_stop(running)


def bands(on: date) -> tuple[Decimal, ...]:
    """The lines of yearly medical self-pay that raise an alert, by the law of the day."""
    return tuple(sorted(BANDS.on(on).values()))


async def _until_told_to_stop(running: Sequence[Awaitable[None]]) -> None:
    work = [asyncio.ensure_future(each) for each in running]
    told = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    waiting = asyncio.ensure_future(told.wait())
    await asyncio.wait([waiting, *work], return_when=asyncio.FIRST_COMPLETED)
    failed = [each for each in work if each.done() and each.exception()]
    for each in (waiting, *work):
        each.cancel()
    await asyncio.gather(*work, return_exceptions=True)
    if failed:
        raise failed[0].exception() or RuntimeError("a role ended")


def main(
    role: Annotated[list[Role] | None, typer.Option(help="What this process does; all when left out.")] = None,
    desk: Annotated[list[str] | None, typer.Option(help="Serve only these departments' desks.")] = None,
) -> None:
    """Run one part of the platform, or all of it, in this process."""
    settings = Settings()
    roles = role or ([Role.DESKS] if desk else list(Role))
    logs.configure(settings, "+".join(roles))
    asyncio.run(serve(settings, roles, desk or ()))


if __name__ == "__main__":
    typer.run(main)
