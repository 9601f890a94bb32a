"""The whole ladder of low income (domain 3.3), with its human decisions and its failure branches."""

from decimal import Decimal

import pytest

from schemas.questions import ItemCode
from tests.workflows.applications import CASE, CHECK, application, found, submitted
from tests.workflows.paper_city import PENDING, PaperCity

pytestmark = pytest.mark.platform


async def test_a_family_of_three_is_granted_600_yuan_a_month_AC_L1(city: PaperCity) -> None:
    city.departments.says("human-resources", "means", found(ItemCode.PENSION, "1800.00"))
    case = await city.open(CASE, submitted())

    for question in ("acceptance", "opinion", "confirmation"):
        await city.decide(CASE, question)
    record = await case.result()

    assert (record.outcome, record.category, record.amount) == ("granted", "low_income", Decimal("600.00"))
    assert city.departments.tasks("open_payment") == [f"{CASE}/low_income"]
    assert record.children == (CHECK,)
    assert [line.type for line in record.announced][-1].endswith("assistance.closed.v1")
