"""Do the people who decide keep to their powers, and to the scenario?"""

from typing import Any, cast

import pytest
from temporalio.client import Client, WorkflowHandle, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from schemas.cases import Ask, Role, Ruling
from schemas.identifiers import OfficerId
from simulator.choices import Choice, Choices, officer_for, ruling
from simulator.clerks import Clerks

CASE = "assistance:A-1"
CONFIRMATION = Ask(
    question="confirmation", question_zh="审核确认", role=Role.COUNTY_SECTION_HEAD, unit="CZ-TN",
    choices=("confirm", "refuse", "return"),
)  # fmt: skip
ORDINARY = Choice(case=CASE, question="confirmation")


class PaperCase:
    """A case that asks until somebody has decided; it refuses some officers."""

    id = CASE

    def __init__(self, *barred: str) -> None:
        self.barred = barred
        self.updates: list[tuple[str, Ruling]] = []
        self.ask: Ask | None = CONFIRMATION

    async def query(self, name):
        assert name == "pending"
        return self.ask and self.ask.model_dump(mode="json")

    async def execute_update(self, name, sent, **named):
        assert name == "decide"
        self.updates.append((named["id"], sent))
        if sent.officer in self.barred:
            raise WorkflowUpdateFailedError(ApplicationError("belongs to another unit"))
        self.ask = None


def clerks(*choices: Choice) -> Clerks:
    return Clerks(cast("Client", None), Choices(choices), day=0.01)


async def see_to(staff: Clerks, case: PaperCase) -> None:
    await staff._see_to(cast("WorkflowHandle[Any, Any]", case))


def test_the_ordinary_way_is_the_first_choice_by_somebody_with_the_power():
    officer = officer_for(CONFIRMATION, ORDINARY, ())

    sent = ruling(CONFIRMATION, ORDINARY, officer or OfficerId("nobody"))

    assert (sent.choice, sent.officer, sent.evidence_gap) == ("confirm", "CZ-TN.head", False)
    assert sent.reasons


@pytest.mark.parametrize(
    ("not_by", "refused", "officer"),
    [
        pytest.param(("CZ-TN.head",), (), "CZ-TN.deputy", id="who took an earlier step is barred"),
        pytest.param((), ("CZ-TN.head",), "CZ-TN.deputy", id="who was refused is not tried again"),
        pytest.param(("CZ-TN.head",), ("CZ-TN.deputy",), None, id="nobody is left"),
    ],
)
def test_somebody_who_may_decide_decides(not_by, refused, officer):
    ask = CONFIRMATION.model_copy(update={"not_by": not_by})

    assert officer_for(ask, ORDINARY, refused) == officer


def test_a_scenario_can_tell_each_turn_of_a_question():
    choices = Choices([
        Choice(case="assistance:*", question="confirmation", choice="return"),
        Choice(case=CASE, question="confirmation", choice="refuse"),
        Choice(case="assistance:B-1", question="confirmation", choice="confirm"),
    ])  # fmt: skip

    assert [choices.of(CASE, "confirmation", turn).choice for turn in range(3)] == ["return", "refuse", None]


async def test_a_question_is_decided_once():
    case, staff = PaperCase(), clerks()

    await see_to(staff, case)
    await see_to(staff, case)

    assert [sent.choice for _, sent in case.updates] == ["confirm"]


async def test_after_a_refusal_another_officer_decides():
    stranger = Choice(case=CASE, question="confirmation", officer="CZ-ZL.head")
    case, staff = PaperCase("CZ-ZL.head"), clerks(stranger)

    await see_to(staff, case)
    await see_to(staff, case)

    assert [sent.officer for _, sent in case.updates] == ["CZ-ZL.head", "CZ-TN.head"]
    assert len({id_ for id_, _ in case.updates}) == 2


async def test_a_repeated_update_has_the_same_id_and_a_new_question_another():
    first, second, staff = PaperCase(), PaperCase(), clerks()

    await see_to(staff, first)
    await see_to(clerks(), second)
    first.ask = CONFIRMATION
    await see_to(staff, first)

    ids = [id_ for id_, _ in first.updates]
    assert ids[0] == second.updates[0][0]
    assert ids[0] != ids[1]


async def test_a_decision_can_take_days():
    case, staff = PaperCase(), clerks(Choice(case=CASE, question="confirmation", delay_days=1e6))

    await see_to(staff, case)

    assert case.updates == []
