import json
import logging

import pytest
import structlog

from runtime.logs import configure, logger
from runtime.settings import Settings


@pytest.fixture(autouse=True)
def _logging_as_it_was():
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


def test_our_facts_and_the_libraries_words_are_lines_of_one_shape(capsys):
    configure(Settings(log_format="json"), "bridge")
    structlog.contextvars.bind_contextvars(event_id="e-1")

    logger("events.bridge").info("event.accepted", topic="dept.tax.events")
    logging.getLogger("temporalio.worker").warning("polled %s times", 3)

    ours, theirs = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert ours | {"timestamp": ""} == {
        "event": "event.accepted",
        "event_id": "e-1",
        "level": "info",
        "logger": "events.bridge",
        "role": "bridge",
        "timestamp": "",
        "topic": "dept.tax.events",
    }
    assert ours["timestamp"].endswith("Z")
    assert (theirs["event"], theirs["logger"], theirs["role"]) == ("polled 3 times", "temporalio.worker", "bridge")


def test_what_the_libraries_merely_tell_is_left_out(capsys):
    configure(Settings(), "bridge")

    logging.getLogger("aiokafka.consumer").info("joined group")

    assert capsys.readouterr().err == ""
