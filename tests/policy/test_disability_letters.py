"""What somebody reads who asked for something that changes nothing, and whose certificate expires (domain 9.2)."""

from datetime import date

import pytest

from policy.disability_letters import reminder, unaltered
from schemas.disability import Subsidy, UnalteredLetterRequest

ON = date(2026, 8, 10)
LIVING = Subsidy.LIVING


def span(first, last=None, amount="350.00", state="active"):
    return {"benefit": LIVING, "person": "p", "amount": amount, "first": first, "last": last, "state": state}


def text(*rights, end="unchanged", **changed):
    return unaltered(UnalteredLetterRequest.model_validate({
        "end": end, "kinds": (LIVING,), "changes": (), "rights": rights, "on": ON, **changed}))  # fmt: skip


@pytest.mark.parametrize(
    ("rights", "held"),
    [
        pytest.param((span("2026-05-01"),), "自2026年5月起享受,现每月350.00元。", id="goes on"),
        pytest.param((span("2026-05-01", "2026-06-30", "250.00"), span("2026-07-01")),
                     "自2026年5月起享受,现每月350.00元。", id="without a gap"),
        pytest.param((span("2026-03-01", "2026-04-30"), span("2026-07-01")),
                     "自2026年7月起享受,现每月350.00元。", id="after a gap"),
        pytest.param((span("2026-05-01", "2027-06-30"), span("2027-07-01", amount="378.00")),
                     "自2026年5月起享受,现每月350.00元。", id="another amount is to come"),
        pytest.param((span("2026-05-01", "2026-06-30"),), "自2026年5月起享受至2026年6月。", id="held until June"),
        pytest.param((span("2026-05-01", state="suspended"),), "现每月350.00元,现暂停发放。", id="suspended"),
        pytest.param((span("2026-05-01", state="ended", amount=None),), "未享受。", id="ended wholly"),
        pytest.param((), "未享受。", id="never held"),
    ],
)  # fmt: skip
def test_the_letter_tells_since_when_a_subsidy_is_held(rights, held):
    assert held in text(*rights)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        pytest.param({}, "您的补贴不因本次申请变更", id="asked for"),
        pytest.param({"given_up": True}, "您的补贴不因本次终止申请变更", id="an end was asked for"),
        pytest.param({"end": "kept", "given_up": True, "reasons": "需本人到场确认"}, "需本人到场确认", id="kept: why"),
        pytest.param({"end": "kept", "given_up": True}, "未载明理由", id="kept without a word"),
        pytest.param({"declined": (LIVING,)}, "按您的选择,不享受困难残疾人生活补贴", id="not chosen"),
    ],
)
def test_the_letter_tells_why_nothing_changes_and_where_to_turn(changed, said):
    letter = text(span("2026-05-01"), **changed)

    assert said in letter
    assert "行政复议" in letter
    assert letter.endswith("2026年8月10日")


def test_a_certificate_that_is_renewed_in_time_needs_no_new_application():
    assert "到期前换证的,两项补贴继续发放,无需重新申请" in reminder(date(2026, 8, 31))
