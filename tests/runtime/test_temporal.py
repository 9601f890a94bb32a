"""A case is told what a person says, also when the server has its step done anew."""

from typing import Any, cast

import pytest
from temporalio.api.common.v1 import GrpcStatus
from temporalio.api.errordetails.v1 import WorkflowNotReadyFailure
from temporalio.client import WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode

from runtime import temporal
from runtime.temporal import TURNS, told

pytestmark = pytest.mark.asyncio


class Case:
    """Drops the first words."""

    id = "assistance:A-1"

    def __init__(self, drops: int, error: RPCError) -> None:
        self.keys: list[str] = []
        self._drops = drops
        self._error = error

    async def execute_update(self, door: str, what: object, *, id: str, **_named: object) -> str:  # noqa: A002  the SDK's name
        self.keys.append(id)
        if len(self.keys) <= self._drops:
            raise self._error
        return f"{door} {what}"


def dropped() -> RPCError:
    status = GrpcStatus(code=RPCStatusCode.FAILED_PRECONDITION)
    status.details.add().Pack(WorkflowNotReadyFailure())
    return RPCError("workflow task failure", RPCStatusCode.FAILED_PRECONDITION, status.SerializeToString())


def handle(case: Case) -> WorkflowHandle[Any, Any]:
    return cast("WorkflowHandle[Any, Any]", case)


@pytest.fixture(autouse=True)
def in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(temporal, "PAUSE", 0.0)


async def test_what_was_dropped_is_said_again_under_the_same_key():
    case = Case(2, dropped())

    assert await told(handle(case), "withdraw", "why") == "withdraw why"
    assert (len(case.keys), len(set(case.keys))) == (3, 1)


async def test_a_case_that_never_takes_it_is_an_error():
    case = Case(TURNS, dropped())

    with pytest.raises(RPCError):
        await told(handle(case), "withdraw", "why")
    assert len(case.keys) == TURNS


async def test_another_trouble_is_told_at_once():
    case = Case(1, RPCError("no such case", RPCStatusCode.NOT_FOUND, b""))

    with pytest.raises(RPCError, match="no such case"):
        await told(handle(case), "withdraw", "why")
    assert len(case.keys) == 1
