"""What tests of the commands share: a runner in an empty folder, and a case to show."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from typer.testing import CliRunner, Result

from cli import app
from schemas.cases import Asked, CaseRecord, EventLine, Role, Ruled
from schemas.decisions import Condition, Decision, Fact
from schemas.questions import ReplyStatus, Topic

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)

Command = Callable[..., Result]


@pytest.fixture
def onething(tmp_path, monkeypatch) -> Command:
    """Runs a command in a folder where nothing runs."""
    monkeypatch.setenv("ONETHING_DATA_DIRECTORY", str(tmp_path / "data"))
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def record() -> CaseRecord:
    return family()


def family() -> CaseRecord:
    """A closed case with everything that a report shows."""
    income = Fact(name="income", value="800.00", source="human-resources", on=date(2026, 2, 28))
    met = Condition(
        code="income", text="income below", text_zh="收入低于标准", met=True, article="第九条", facts=(income,)
    )
    decision = Decision(
        rule="low_income", rule_zh="最低生活保障", on=date(2026, 3, 2), outcome="granted", amount=Decimal("600.00"),
        conditions=(met,), rules_version="1",
    )  # fmt: skip
    ruled = Ruled(
        question="confirmation", choice="confirm", officer="CZ-TN.head", reasons="材料齐全",
        role=Role.COUNTY_SECTION_HEAD, unit="CZ-TN", at=AT,
    )  # fmt: skip
    return CaseRecord(
        case="assistance:A-2026-000101", service="assistance", status="closed", stage="closed", outcome="granted",
        category="low_income", amount=Decimal("600.00"), opened_by="a-0001",
        children=("means-check:A-2026-000101",), decisions=(decision,), rulings=(ruled,),
        asked=(Asked(department="education", topic=Topic.LINKED_ITEM, subject="school-aid",
                     status=ReplyStatus.ANSWERED),),
        read=(EventLine(id="a-0001", type="cn.onething.assistance.application-submitted.v1", at=AT),),
        announced=(EventLine(id="x-1", type="cn.onething.assistance.closed.v1", at=AT),),
    )  # fmt: skip
