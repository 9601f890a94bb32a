"""A pretend city in memory: its offices behind HTTP, and a post that keeps what it was given."""

from collections.abc import AsyncIterator, Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from schemas.identifiers import CaseId, DepartmentId, PersonRef, QuestionId
from schemas.limits import Due, working_days
from schemas.questions import Question, Subject, Topic
from simulator.archive import Archive
from simulator.behaviours import Behaviour, Behaviours
from simulator.departments import departments
from simulator.desk import Desk
from simulator.emission import Record

LIMIT = timedelta(seconds=5)


class PaperPost:
    """Keeps what would go out, and when."""

    def __init__(self) -> None:
        self.sent: list[tuple[float, Record]] = []

    def send_later(self, seconds: float, sent: Record) -> None:
        self.sent.append((seconds, sent))


class City:
    """The offices of a city, to be asked over their protocol."""

    def __init__(self, client: httpx.AsyncClient, post: PaperPost) -> None:
        self.client = client
        self.post = post

    async def ask(self, question: Question) -> httpx.Response:
        return await self.do(question.department, question.topic, question.id, question.model_dump(mode="json"))

    async def do(self, department: str, task: str, key: str, body: dict[str, Any]) -> httpx.Response:
        headers = {"Idempotency-Key": key, "X-Correlation-Id": str(body.get("case", ""))}
        return await self.client.post(f"/{department}/{task}", json=body, headers=headers)

    async def effects(self) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = (await self.client.get("/effects")).json()
        return listed


CityMaker = Callable[..., City]


@pytest.fixture
async def city_of() -> AsyncIterator[CityMaker]:
    """Makes a city with these behaviours and files; a pretend day is 2 seconds long."""
    clients: list[httpx.AsyncClient] = []

    def made(
        behaviours: Iterable[Behaviour] = (), archive: Archive | None = None, clock: Callable[[], float] = float
    ) -> City:
        post = PaperPost()
        counter = Desk(archive or Archive(), Behaviours(behaviours, 2.0, clock), post)
        transport = httpx.ASGITransport(app=departments(counter))
        clients.append(httpx.AsyncClient(transport=transport, base_url="http://city"))
        return City(clients[-1], post)

    yield made
    for client in clients:
        await client.aclose()


def question(department: str, topic: Topic, *persons: str, case: str = "assistance:A-1", **details: str) -> Question:
    start = datetime(2026, 3, 31, 9, tzinfo=UTC)
    return Question(
        id=QuestionId(f"{case}/{topic}/{department}"),
        case=CaseId(case),
        department=DepartmentId(department),
        topic=topic,
        subjects=tuple(Subject(ref=PersonRef(person)) for person in persons),
        details=details,
        legal_basis="社会救助暂行办法",
        due=Due(limit=working_days(1), start=start, at=start + timedelta(days=1), after=LIMIT),
    )
