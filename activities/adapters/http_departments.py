"""How are the departments' own systems reached? One HTTP protocol for all (docs/departments.md)."""

from urllib.parse import quote

import httpx
from pydantic import ValidationError

from activities.errors import Unreachable
from activities.ports import SystemReply
from schemas.base import Model
from schemas.questions import ReplyStatus


class HttpDepartments:
    """POST <base of the department>/<task>, with the idempotency key and the case as headers."""

    def __init__(self, client: httpx.AsyncClient, base: str) -> None:
        self._client = client
        self._base = base

    async def put(self, department: str, task: str, *, key: str, case: str, body: Model) -> SystemReply:
        """200 answers, 202 will answer by event, 4xx with a reason refuses; anything else is Unreachable."""
        url = f"{self._base.replace('{department}', department)}/{task}"
        headers = {"Idempotency-Key": quote(key), "X-Correlation-Id": quote(case), "Content-Type": "application/json"}
        try:
            answer = await self._client.post(url, content=body.model_dump_json(), headers=headers)
        except httpx.HTTPError as error:
            raise Unreachable(f"{department} {task} for case {case}: {type(error).__name__}") from error
        return _read(answer, f"{department} {task} for case {case}")


def _read(answer: httpx.Response, what: str) -> SystemReply:
    if answer.status_code == httpx.codes.ACCEPTED:
        return SystemReply(status=ReplyStatus.PENDING)
    if answer.status_code == httpx.codes.OK:
        return _checked(answer, what, ReplyStatus.ANSWERED)
    if 400 <= answer.status_code < 500:  # noqa: PLR2004  the class of status codes
        return _refusal(answer, what)
    raise Unreachable(f"{what}: HTTP {answer.status_code}")


def _checked(answer: httpx.Response, what: str, status: ReplyStatus) -> SystemReply:
    try:
        return SystemReply.model_validate({**answer.json(), "status": status})
    except (ValueError, TypeError, ValidationError) as error:
        raise Unreachable(f"{what}: the answer does not keep the protocol") from error


def _refusal(answer: httpx.Response, what: str) -> SystemReply:
    """A refusal names its reason; a 4xx without one is a fault of the interface and no decision of the office."""
    try:
        reason = answer.json()["reason"]
    except (ValueError, TypeError, KeyError) as error:
        raise Unreachable(f"{what}: HTTP {answer.status_code} without a reason") from error
    return SystemReply(status=ReplyStatus.REFUSED, reason=str(reason))
