"""What does a case cost? Ours beside the bare platform of the same shape, in one run on one server.

Prints cases per second, processor time of server and worker, history events, and the ratios; asserts nothing.
"""

import asyncio
import platform as machine
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Annotated

import psutil
import typer
from rich.console import Console
from rich.table import Table
from temporalio.client import Client
from temporalio.worker import Worker
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

import worker
from benchmarks import cases
from benchmarks.applications import application
from benchmarks.bare import QUEUE, BareAssistance, BareCheck, bare_ask, bare_assess, bare_do
from registry.departments import answering
from registry.topics import TOPICS
from runtime import logs, temporal
from runtime.platform import Platform
from runtime.settings import Settings
from schemas.households import Application
from schemas.questions import Topic
from workflows.page import ATTRIBUTES

PLAIN = SandboxedWorkflowRunner(restrictions=SandboxRestrictions.default.with_passthrough_modules("pydantic"))
DAY = timedelta(seconds=1)
PUBLICITY = 7 * DAY.total_seconds()


@dataclass(frozen=True)
class Shape:
    """What is measured: one case of it, the workflows that it consists of, and whether each department has a desk."""

    name: str
    one: Callable[[Client, Application], Awaitable[object]]
    workflows: tuple[str, ...]
    apart: bool = False
    ours: bool = True


OURS = Shape("assistance, questions batched", cases.ours, ("assistance:{}", "means-check:{}"))
APART = Shape("assistance, an activity a department", cases.ours, OURS.workflows, apart=True)
BARE = Shape("bare platform, same shape", partial(cases.bare, publicity=PUBLICITY), ("bare-{}", "bare-{}-check"),
             ours=False)  # fmt: skip
CHECK = Shape("means check, questions batched", cases.check, ("means-check:{}",))
CHECK_APART = Shape("means check, an activity a department", cases.check, CHECK.workflows, apart=True)
SHAPES = (OURS, APART, BARE, CHECK, CHECK_APART)
COMPARED = ((OURS, BARE), (OURS, APART), (CHECK, CHECK_APART))


@dataclass(frozen=True)
class Measured:
    """One load: rates a second, processor seconds a case, history events a case."""

    rate: float
    server: float
    python: float
    events: float

    @property
    def processor(self) -> float:
        """Milliseconds of processor time a case, server and worker together."""
        return (self.server + self.python) * 1000


def _processor(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


async def _measured(shape: Shape, client: Client, server: psutil.Process, count: int, at_once: int) -> Measured:
    load = [application(f"{time.monotonic_ns()}-{number}") for number in range(count)]
    this = psutil.Process()
    began, server_before, python_before = time.monotonic(), _processor(server), _processor(this)
    await cases.load(partial(shape.one, client), load, at_once)
    took = time.monotonic() - began
    server_used, python_used = _processor(server) - server_before, _processor(this) - python_before
    events = await _events(shape, client, load[0])
    return Measured(count / took, server_used / count, python_used / count, events)


async def _events(shape: Shape, client: Client, sample: Application) -> float:
    ids = [name.format(sample.number) for name in shape.workflows]
    return float(sum([len((await client.get_workflow_handle(id_).fetch_history()).events) for id_ in ids]))


async def _workers(stack: AsyncExitStack, shape: Shape, client: Client, settings: Settings) -> None:
    if not shape.ours:
        running = [Worker(client, task_queue=QUEUE, workflows=[BareAssistance, BareCheck],
                          activities=[bare_ask, bare_do, bare_assess],
                          workflow_runner=PLAIN)]  # fmt: skip
    else:
        publisher = await stack.enter_async_context(worker.publishing(settings))
        own = [each.id for each in answering(Topic.MEANS)] if shape.apart else []
        running = [worker.case_worker(client, publisher, day=DAY, own_desks=own),
                   *worker.desk_workers(client, cases.InstantDepartments())]  # fmt: skip
    for each in running:
        await stack.enter_async_context(each)


async def measured(count: int, at_once: int, rounds: int) -> dict[Shape, list[Measured]]:
    """Each shape in turn, round by round, so that a noisy machine is noisy for all of them."""
    results: dict[Shape, list[Measured]] = {shape: [] for shape in SHAPES}
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_directory=Path(folder))
        async with Platform(settings, search_attributes=ATTRIBUTES, topics=TOPICS) as running:
            client = await temporal.connect(running)
            server = _server()
            cases.listen()
            for round_ in range(rounds + 1):
                for shape, rows in results.items():
                    async with AsyncExitStack() as stack:
                        await _workers(stack, shape, client, running)
                        found = await _measured(shape, client, server, count if round_ else 5, at_once)
                    if round_:
                        rows.append(found)
    return results


def _server() -> psutil.Process:
    children = psutil.Process().children(recursive=True)
    return next(child for child in children if "start-dev" in " ".join(child.cmdline()))


def main(
    count: Annotated[int, typer.Option(help="Cases of each shape in a round.")] = 80,
    at_once: Annotated[int, typer.Option(help="Cases at the same time.")] = 40,
    rounds: Annotated[int, typer.Option(help="Rounds that count, after one that does not.")] = 3,
) -> None:
    """Measure assistance with all providers and its linked items, beside the bare platform."""
    logs.configure(Settings(log_level="error"), "bench")
    results = asyncio.run(measured(count, at_once, rounds))
    table = Table("shape", "cases/s", "server ms", "python ms", "history events")
    middle = {shape: _median(rows) for shape, rows in results.items()}
    for shape, row in middle.items():
        table.add_row(shape.name, f"{row.rate:.1f}", f"{row.server * 1000:.0f}", f"{row.python * 1000:.0f}",
                      f"{row.events:.0f}")  # fmt: skip
    console = Console(width=120)
    console.print(table)
    for shape, against in COMPARED:
        by_rate = statistics.median(a.rate / b.rate for a, b in zip(results[shape], results[against], strict=True))
        console.print(f"{shape.name} beside {against.name}: {by_rate:.2f} x the rate, "
                      f"{middle[shape].processor / middle[against].processor:.2f} x the processor time")  # fmt: skip
    console.print(f"{rounds} rounds of {count} cases, {at_once} at once; medians. Departments answer at once.")
    console.print(
        f"Python {sys.version.split()[0]}, {machine.system()} {machine.machine()}, {psutil.cpu_count()} cores."
    )


def _median(rows: list[Measured]) -> Measured:
    return Measured(*(statistics.median(getattr(row, name) for row in rows)
                      for name in ("rate", "server", "python", "events")))  # fmt: skip


if __name__ == "__main__":
    typer.run(main)
