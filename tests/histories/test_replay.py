"""Do cases that an earlier worker began go on with the worker of today? Every recorded history is replayed."""

import json
from pathlib import Path

import pytest
from temporalio.client import WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Replayer

from registry.services import SERVICES
from runtime.sandbox import sandbox
from schemas.identifiers import ServiceId
from tests.histories.cases import ORDINARY, RECORDED
from worker import PASSED_THROUGH, PROCEDURES

FOLDER = Path(__file__).parent
HISTORIES = sorted(FOLDER.glob("*/*.json"))

STUCK = """
{history} does not replay with the procedure of today:

{failure}

A case like this one that is in flight would stop at its next step.
  1. Gate the change: `if workflow.patched("<what changed>"):` the new way, `else:` the old one.
  2. Add a history of the new way: `make record`. This file stays until the last such case has closed.
No version with cases in flight? Then record anew: `python -m tests.histories.record --again`."""


@pytest.fixture(scope="module")
def replayer() -> Replayer:
    return Replayer(
        workflows=PROCEDURES, workflow_runner=sandbox(*PASSED_THROUGH), data_converter=pydantic_data_converter
    )


@pytest.mark.parametrize("path", HISTORIES, ids=[f"{path.parent.name}/{path.stem}" for path in HISTORIES])
async def test_a_recorded_case_goes_on_with_the_procedure_of_today(replayer: Replayer, path: Path) -> None:
    text = path.read_text("utf-8")
    history = WorkflowHistory.from_json(_name(text), text)

    result = await replayer.replay_workflow(history, raise_on_replay_failure=False)

    if result.replay_failure is not None:
        named = path.relative_to(FOLDER)
        pytest.fail(STUCK.format(history=named, failure=result.replay_failure), pytrace=False)


def _name(history: str) -> str:
    """Of the workflow, as it was recorded."""
    name: str = json.loads(history)["events"][0]["workflowExecutionStartedEventAttributes"]["workflowId"]
    return name


async def test_a_step_of_another_name_is_found_out(replayer: Replayer) -> None:
    ordinary = next(path for path in HISTORIES if path.parent.name == "assistance" and path.stem.endswith(ORDINARY))
    text = ordinary.read_text("utf-8")
    told = WorkflowHistory.from_json(_name(text), text.replace("post_publicity", "post_something"))

    result = await replayer.replay_workflow(told, raise_on_replay_failure=False)

    assert result.replay_failure is not None


@pytest.mark.parametrize("service", SERVICES)
def test_every_procedure_has_a_history_of_its_ordinary_way(service: ServiceId) -> None:
    recorded = [path.stem for path in HISTORIES if path.parent.name == service]

    assert any(name.endswith(f"-{ORDINARY}") for name in recorded), f"No ordinary history of {service}: make record"


def test_every_branch_that_is_recorded_has_a_history() -> None:
    recorded = {(path.parent.name, path.stem.partition("-")[2]) for path in HISTORIES}

    missing = {(case.service.id, case.name) for case in RECORDED} - recorded

    assert missing == set(), "Record them: make record"
