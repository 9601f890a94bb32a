"""By which protocol are the departments' own systems reached? One for all, over HTTP."""

from typing import Annotated, Any

from fastapi import Body, FastAPI, Header
from fastapi.responses import JSONResponse

from simulator import desk
from simulator.answers import Declined
from simulator.desk import Desk


def departments(counter: Desk) -> FastAPI:
    """`POST /{department}/{task}` asks an office; `GET /effects` shows what all of them did."""
    app = FastAPI(title="The departments of a pretend city")

    @app.post("/{department}/{task}")
    async def ask(
        department: str,
        task: str,
        body: Annotated[dict[str, Any], Body()],
        idempotency_key: Annotated[str, Header()] = "",
        x_correlation_id: Annotated[str | None, Header()] = None,
    ) -> JSONResponse:
        return _asked(counter, department, task, idempotency_key, x_correlation_id, body)

    @app.get("/effects")
    async def effects() -> list[dict[str, Any]]:
        return counter.effects.listed()

    return app


def _asked(
    counter: Desk, department: str, task: str, key: str, chain: str | None, body: dict[str, Any]
) -> JSONResponse:
    if not key:
        return JSONResponse({"reason": "no_key", "text": "缺少 Idempotency-Key"}, status_code=400)
    try:
        answer = counter.take(desk.request(department, task, key, chain, body))
    except Declined as no:
        return JSONResponse({"reason": no.reason, "text": no.text}, status_code=no.status)
    return JSONResponse(answer.body, status_code=answer.status)
