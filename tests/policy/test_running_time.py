"""Domain 2.3 and 3.3: which limits may be extended or stand still, by how much, and what the household reads."""

from datetime import date, timedelta

import pytest

from policy import clock_letters
from policy.deadlines import due, longer, resumed_after
from policy.figures import pack
from policy.running_time import STANDSTILLS, TOLD_HOW_LONG, extension, standstill
from schemas.clocks import Extended, Paused, PauseGround
from schemas.limits import RungName, Standstill, calendar_days, working_days
from tests.policy.facts import moment

ON = date(2026, 3, 2)
LAW = "民发〔2021〕57号"


@pytest.mark.parametrize(
    ("step", "whole", "longer_by", "outside"),
    [
        pytest.param("total", working_days(30), working_days(45), "", id="30 to 45 in special cases"),
        pytest.param("permit_decision", working_days(20), working_days(30), "", id="20 and 10"),
        pytest.param("joint_decision", working_days(45), working_days(60), "本级人民政府负责人", id="45 and 15"),
        pytest.param("reconsideration_decision", calendar_days(60), calendar_days(90), "行政复议机构负责人", id="+ 30"),
        pytest.param("reconsideration_simple", calendar_days(30), None, "", id="the simple procedure knows none"),
        pytest.param("publicity", calendar_days(7), None, "", id="a posting knows none"),
        pytest.param("total", working_days(45), None, "", id="it is long already"),
        pytest.param("total", calendar_days(30), None, "", id="another unit never converts"),
    ],
)  # fmt: skip
def test_the_longer_limit_is_the_one_that_an_act_names(step, whole, longer_by, outside):
    rule = extension(step, whole, ON)

    assert (rule.limit and (rule.limit.value, rule.limit.unit)) == (longer_by and (longer_by.value, longer_by.unit))
    assert rule.outside == outside
    assert rule.limit is None or rule.limit.law


@pytest.mark.parametrize("ground", PauseGround)
def test_every_ground_has_its_article_and_help_in_an_emergency_never_waits(ground):
    assert standstill("total", ground) == STANDSTILLS[ground]
    assert standstill("emergency", ground) is standstill("publicity", ground) is None
    assert (ground in TOLD_HOW_LONG) is (ground in {PauseGround.APPRAISAL, PauseGround.HEARING})


def test_ac_c11_thirty_working_days_become_forty_five_from_the_same_day():
    first = due(moment(date(2026, 2, 10)), working_days(30, LAW))

    found = longer(first, working_days(45, LAW), moment(date(2026, 3, 25)))

    assert (first.day, found.day, found.start) == (date(2026, 3, 30), date(2026, 4, 21), first.start)


@pytest.mark.parametrize(
    ("on", "ahead"),
    [
        pytest.param(date(2026, 2, 11), ["half", "70 %", "1 working day left", "breach"], id="at once"),
        pytest.param(date(2026, 3, 25), ["70 %", "1 working day left", "breach"], id="after half of the longer limit"),
    ],
)
def test_only_rungs_that_lie_ahead_of_the_extension_ring(on, ahead):
    found = longer(due(moment(date(2026, 2, 10)), working_days(30)), working_days(45), moment(on))

    assert [rung.name for rung in found.rungs] == ahead


def test_a_clock_that_stood_still_keeps_its_standstill_when_it_is_extended():
    first = due(moment(date(2026, 3, 2)), working_days(30))
    still = Standstill(paused_at=moment(date(2026, 3, 6)), resumed_at=moment(date(2026, 3, 20)))
    resumed = resumed_after(first, still)

    found = longer(resumed, working_days(45), moment(date(2026, 3, 23)))

    assert found.course is not None
    assert (found.course.whole.value, found.course.standstills) == (45, (still,))
    assert found.day == resumed_after(due(moment(date(2026, 3, 2)), working_days(45)), still).day
    assert found.rungs[-1].name is RungName.BREACH


def test_a_limit_never_becomes_shorter():
    with pytest.raises(ValueError, match="is not longer"):
        longer(due(moment(ON), working_days(30)), working_days(30), moment(ON) + timedelta(days=1))


def test_a_city_with_other_figures_extends_by_its_own():
    rule = extension("total", working_days(25), ON, pack("zhengzhou"))

    assert rule.limit is not None
    assert str(rule.limit) == "40 working days"


BY = {"officer": "CZ-TN.bureau", "reasons": "需跨省核对", "at": moment(date(2026, 3, 25))}
FIRST = due(moment(date(2026, 2, 10)), working_days(30, LAW))


def test_the_letter_of_an_extension_tells_why_from_when_and_until_when():
    new = longer(FIRST, working_days(45, LAW), moment(date(2026, 3, 25)))

    text = clock_letters.extended("total", new, Extended(**BY, was=FIRST))

    told = (
        "需跨省核对",
        "30个工作日延长为45个工作日",
        "原期限至2026年3月30日",
        "现延长至2026年4月21日",
        LAW,
        "只延长一次",
    )
    assert [words for words in told if words not in text] == []


@pytest.mark.parametrize(
    ("ground", "words"),
    [(PauseGround.CORRECTION, "补正材料"), (PauseGround.APPRAISAL, "鉴定"), (PauseGround.HEARING, "听证"),
     (PauseGround.APPLICANT, "申请人自身原因")],
)  # fmt: skip
def test_the_letter_of_a_standstill_names_ground_paper_and_time(ground, words):
    paused = Paused(officer="CZ-TN.head", ground=ground, evidence="鉴定委托书17号", until=date(2026, 4, 10),
                    at=moment(date(2026, 3, 9)))  # fmt: skip

    text = clock_letters.paused("total", paused)

    told = (words, "鉴定委托书17号", "2026年3月9日起停止计算", "预计至2026年4月10日", STANDSTILLS[ground])
    assert [each for each in told if each not in text] == []


def test_the_letter_of_a_resumption_tells_what_is_left():
    still = Standstill(paused_at=moment(date(2026, 3, 9)), resumed_at=moment(date(2026, 4, 7)))
    resumed = resumed_after(FIRST, still)

    text = clock_letters.resumed("total", resumed)

    assert f"剩余{resumed.limit.value}个工作日" in text
    assert f"至{resumed.day.year}年{resumed.day.month}月{resumed.day.day}日届满" in text
