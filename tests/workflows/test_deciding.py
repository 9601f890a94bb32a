"""May this officer decide this now? The table of everything that keeps a decision out."""

from datetime import UTC, datetime
from typing import Any

import pytest
from temporalio.exceptions import ApplicationError

from schemas.cases import Ask, CaseRecord, Role, Ruled, Ruling
from workflows.deciding import MAY_NOT_DECIDE, check

ASK = Ask(question="confirmation", question_zh="审核确认", role=Role.COUNTY_SECTION_HEAD, unit="CZ-TN",
          choices=("confirm", "refuse", "return"), not_by=("CZ-TN.deputy",))  # fmt: skip
EARLIER = Ruled(question="opinion", choice="as_assessed", officer="CZ-TN-LL.lead", role=Role.TOWN_LEAD,
                unit="CZ-TN-LL", at=datetime(2026, 3, 2, tzinfo=UTC))  # fmt: skip


def record(**changed: Any) -> CaseRecord:
    known = {"case": "assistance:A-1", "service": "assistance", "pending": ASK, "rulings": (EARLIER,)}
    return CaseRecord(**{**known, **changed})


def ruling(**changed: Any) -> Ruling:
    return Ruling(**{"question": "confirmation", "choice": "confirm", "officer": "CZ-TN.head", **changed})


def test_the_right_person_in_the_right_unit_confirms_without_a_word() -> None:
    assert check(ruling(), record()).id == "CZ-TN.head"


@pytest.mark.parametrize(
    ("said", "case", "told"),
    [
        pytest.param({"question": "panel"}, {}, "does not wait for panel. It waits for confirmation.",
                     id="another question"),
        pytest.param({}, {"pending": None, "stage": "publicity"}, "It is at stage publicity.", id="no question"),
        pytest.param({"question": "opinion"}, {}, "was decided by CZ-TN-LL.lead: as_assessed", id="decided before"),
        pytest.param({"choice": "grant"}, {}, "Choose one of: confirm, refuse, return", id="unknown choice"),
        pytest.param({"officer": "somebody"}, {}, "Officers are named <unit>.<post>", id="unknown officer"),
        pytest.param({"officer": "CZ-TN.bureau"}, {}, "is a bureau head", id="wrong role"),
        pytest.param({"officer": "CZ-ZL.head"}, {}, "belongs to CZ-ZL", id="wrong unit"),
        pytest.param({"officer": "CZ-TN.deputy"}, {}, "took an earlier step", id="proposes and confirms"),
        pytest.param({"choice": "refuse"}, {}, "needs reasons", id="refusal without reasons"),
        pytest.param({"choice": "return", "reasons": "  "}, {}, "needs reasons", id="blank reasons"),
        pytest.param({}, {"evidence_gap": True}, "Confirm with evidence_gap, wait, or return", id="evidence gap"),
    ],
)  # fmt: skip
def test_who_may_not_decide_is_told_why(said: dict[str, Any], case: dict[str, Any], told: str) -> None:
    with pytest.raises(ApplicationError, match=MAY_NOT_DECIDE) as refusal:
        check(ruling(**said), record(**case))

    assert told in str(refusal.value)
    assert refusal.value.non_retryable


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"evidence_gap": True}, id="confirmed and said so"),
        pytest.param({"choice": "return", "reasons": "缺少银行答复"}, id="returned"),
        pytest.param({"choice": "refuse", "reasons": "收入超过标准"}, id="refused for another reason"),
    ],
)
def test_with_an_answer_missing_a_person_may_still_decide(said: dict[str, Any]) -> None:
    assert check(ruling(**said), record(evidence_gap=True)).id == "CZ-TN.head"
