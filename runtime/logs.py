"""What happened, for people and for collectors? One pipeline for our facts and for what the libraries say."""

import logging
import sys
from typing import cast

import structlog
from structlog.typing import Processor

from runtime.settings import Settings

TALKATIVE = ("aiokafka", "faust", "httpcore", "httpx", "kafka", "mode", "sqlalchemy.engine", "uvicorn.access")

WITHOUT_LOCALS = structlog.processors.ExceptionRenderer(
    structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
)
"""Local variables hold what events say about people; a traceback says where, never about whom."""


def configure(settings: Settings, role: str) -> None:
    """From here on every line says its role, its level and its time in UTC, and none is printed twice."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(role),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    output = logging.StreamHandler(sys.stderr)
    output.setFormatter(_formatter(settings, role))
    root = logging.getLogger()
    root.handlers = [output]
    root.setLevel(settings.log_level.upper())
    _quieten(settings)


def logger(name: str) -> structlog.stdlib.BoundLogger:
    """A logger of constant event names; identifiers are fields."""
    return cast("structlog.stdlib.BoundLogger", structlog.get_logger(name))


def _shared(role: str) -> list[Processor]:
    def with_role(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
        event.setdefault("role", role)
        return event

    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        with_role,
    ]


def _formatter(settings: Settings, role: str) -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*_shared(role), structlog.stdlib.ExtraAdder()],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_rendering(settings)],
    )


def _rendering(settings: Settings) -> list[Processor]:
    if settings.log_format == "console":
        plain = structlog.dev.plain_traceback
        return [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)]
    as_one_line = structlog.processors.JSONRenderer(ensure_ascii=False)
    return [WITHOUT_LOCALS, as_one_line]


def _quieten(settings: Settings) -> None:
    least = logging.DEBUG if settings.log_level == "debug" else logging.WARNING
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(least)
