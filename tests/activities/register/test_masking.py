"""Numbers of citizens that an officer wrote into a text are masked; sums, days and references are not."""

import pytest

from activities.adapters.register.masking import masked


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("身份证320499195804120878号", "3204**********0878号"),
        ("32049919580412087X,", "3204**********087X,"),
        ("老证320499580412087", "3204*******2087"),
        ("电话13812345678。", "138****5678。"),
        ("账号6217001234567890123", "***************0123"),
        ("卡6217001234567890", "************7890"),
    ],
)
def test_numbers_of_citizens_are_masked(text, kept):
    assert masked(text).endswith(kept)


@pytest.mark.parametrize(
    "text",
    [
        "p-2c98f797cd422e9bb956",
        "p-13812345678a1381234",
        "assistance:A-2026-000101",
        "人均收入1400.00元,标准1145.00元",
        "2026-03-02T09:12:00+08:00",
        '"amount": "999999999999.99"',
        "20260302091200",
    ],
)
def test_nothing_else_is(text):
    assert masked(text) == text
