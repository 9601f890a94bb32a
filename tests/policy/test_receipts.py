"""Domain 2.6, arts. 14-16 and 47: what a household reads that took a consent back, and why its aid ends."""

from datetime import date

import pytest

from policy.endings import ending
from policy.receipts import receipt
from schemas.consents import EndingRequest, ReceiptRequest

ON = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("said", "told", "untold"),
    [
        pytest.param({"stopped": ("教育局",), "sealed": ("税务局",)}, ("停止核对", "教育局", "封存", "重新申请"),
                     ("尚未通知",), id="in mid-check"),
        pytest.param({"untold": ("教育局",)}, ("尚未通知到", "不予使用"), ("停止核对",), id="somebody is untold"),
        pytest.param({"decided": True}, ("继续有效", "终止待遇"), ("重新申请",), id="after the decision"),
        pytest.param({"decided": True, "held": False}, ("不因撤回授权而改变",), ("终止待遇", "重新申请"),
                     id="after a decision that leaves nothing to end"),
        pytest.param({"item": "慈善救助"}, ("事项“慈善救助”的同意", "其他事项继续办理"), ("申请因此终止",), id="item"),
    ],
)  # fmt: skip
def test_the_receipt_tells_what_was_stopped_sealed_and_kept(said, told, untold):
    text = receipt(ReceiptRequest(on=ON, **said))

    always = ("2026年3月10日", "仍然有效(《个人信息保护法》第十五条)", "只存储,不作其他使用(第四十七条)")
    assert [words for words in (*told, *always) if words not in text] == []
    assert [words for words in untold if words in text] == []


@pytest.mark.parametrize("reason", ["end_asked", "consent_withdrawn"])
def test_an_end_that_was_asked_for_says_so_and_nothing_against_the_household(reason):
    found = ending(EndingRequest(benefit="low_income", reason=reason, on=ON))

    assert (found.rule, found.granted, [each.code for each in found.reasons]) == ("low_income", False, [reason])
