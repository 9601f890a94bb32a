"""Domain 10: keep, grading, protection."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.child_aid import ends, hard_case, keep, orphan, unattended
from policy.child_grading import change, grading
from policy.child_protection import LONG_TERM, TEMPORARY, guardianship, reporting, supervision
from policy.consents import conditions as consent_conditions
from policy.consents import withdrawal
from policy.deadlines import due
from policy.figures import pack
from policy.procedure_limits import limit
from schemas.benefits import Benefit, Drawn
from schemas.children import Child, Colour, DangerSign, GuardianshipGround, Parent, ParentState, RiskKind
from schemas.consents import LegalBasis, Use, Withdrawal
from schemas.decisions import Outcome
from tests.policy.facts import ON, moment, person

S = ParentState


def parent(number, state, since=None, until=None, **changed):
    return Parent.model_validate({"person": person(number), "state": state, "since": since, "until": until} | changed)


def child(first, second=S.DEAD, born=date(2015, 6, 1), **changed):
    parents = tuple(
        one if isinstance(one, Parent) else parent(number, one) for number, one in ((2, first), (3, second))
    )
    return Child.model_validate({"person": person(1), "born": born, "parents": parents} | changed)


def prison(since, until):
    return parent(2, S.PRISON, since, until)


@pytest.mark.parametrize(
    ("first", "granted"),
    [
        pytest.param(prison(date(2026, 3, 1), date(2026, 8, 1)), False, id="AC-K1 five months of prison in all"),
        pytest.param(prison(date(2025, 12, 1), date(2026, 8, 1)), True, id="AC-K1 eight months, five of them left"),
        pytest.param(prison(date(2026, 2, 1), date(2026, 8, 1)), True, id="AC-K1 exactly six months"),
        pytest.param(prison(date(2026, 2, 2), date(2026, 8, 1)), False, id="AC-K1 a day less"),
        pytest.param(prison(date(2025, 1, 1), date(2026, 3, 2)), False, id="released today"),
        pytest.param(prison(date(2025, 1, 1), None), True, id="no end known"),
        pytest.param(parent(2, S.COMPULSORY_REHABILITATION, date(2025, 9, 1), date(2027, 9, 1)), True, id="rehab"),
        pytest.param(parent(2, S.RESTRICTED, date(2026, 1, 1), date(2026, 4, 1)), False, id="restricted 3 months"),
        pytest.param(S.SEVERELY_DISABLED, True, id="severely disabled"),
        pytest.param(S.SERIOUSLY_ILL, True, id="seriously ill"),
        pytest.param(S.REVOKED, True, id="guardianship revoked"),
        pytest.param(S.DEPORTED, True, id="deported"),
        pytest.param(S.ABLE, False, id="able"),
        pytest.param(parent(2, S.LOST_CONTACT, date(2025, 9, 2), police_record=True), True, id="lost for six months"),
        pytest.param(parent(2, S.LOST_CONTACT, date(2025, 9, 3), police_record=True), False, id="a day less"),
        pytest.param(parent(2, S.LOST_CONTACT, date(2024, 1, 1)), False, id="no police record"),
        pytest.param(S.PRISON, False, id="since when is not known"),
    ],
)
def test_a_child_is_unattended_when_the_other_parent_is_unable(first, granted):
    """The father is dead."""
    assert unattended(child(first), ON).granted is granted


@pytest.mark.parametrize(
    ("first", "second", "is_orphan", "is_unattended"),
    [
        (S.DEAD, S.DEAD, True, False),
        (S.DEAD, S.MISSING, True, False),
        (S.NOT_FOUND, S.NOT_FOUND, True, False),
        (S.DEAD, S.SERIOUSLY_ILL, False, True),
        (S.SEVERELY_DISABLED, S.SERIOUSLY_ILL, False, True),
        (S.DEAD, S.ABLE, False, False),
        (S.ABLE, S.ABLE, False, False),
    ],
)
def test_a_child_is_an_orphan_or_unattended_or_neither(first, second, is_orphan, is_unattended):
    one = child(first, second)

    assert (orphan(one, ON).granted, unattended(one, ON).granted) == (is_orphan, is_unattended)


@pytest.mark.parametrize(
    ("changed", "presets", "amount"),
    [
        pytest.param({}, (), "2000.00", id="demonstration"),
        pytest.param({"in_institution": True}, (), "2600.00", id="demonstration, institution"),
        pytest.param({}, pack("wuxi"), "2700.00", id="Wuxi"),
        pytest.param({"in_institution": True}, pack("wuxi"), "2880.00", id="Wuxi, institution"),
        pytest.param({}, pack("suzhou"), "3100.00", id="Zhangjiagang"),
        pytest.param({}, pack("zhenjiang"), "1915.00", id="Zhenjiang"),
        pytest.param({"in_institution": True}, pack("zhenjiang"), "2553.00", id="Zhenjiang, institution"),
        pytest.param(
            {"drawn": (Drawn(benefit=Benefit.LOW_INCOME, monthly=600),)}, pack("suzhou"), "2500.00",
            id="the difference only",
        ),
    ],
)  # fmt: skip
def test_the_keep_of_an_orphan(changed, presets, amount):
    one = child(S.DEAD, **changed)

    assert keep(one, ON, presets) == Decimal(amount) == orphan(one, ON, presets).amount


def test_a_seriously_ill_child_has_its_own_amount_where_there_is_one():
    ill = child(S.ABLE, ill_or_disabled=True)

    assert hard_case(ill, ON, pack("suzhou")) == Decimal("1560.00")
    assert hard_case(ill, ON, pack("wuxi")) is None
    assert hard_case(child(S.ABLE), ON) is None


def test_every_failed_condition_is_named():
    grown = child(S.ABLE, S.DEAD, date(2008, 3, 2), local=False, adopted_on=date(2020, 1, 1))

    assert [reason.code for reason in unattended(grown, ON).reasons] == [
        "household_register", "minor", "not_adopted", "parent_unable",
    ]  # fmt: skip
    assert unattended(child(S.ABLE, born=date(2008, 3, 3)), ON).reasons[0].code == "parent_unable"


def test_the_keep_ends_with_the_month_of_the_fact_or_of_the_eighteenth_birthday():
    one = child(S.DEAD, born=date(2008, 6, 10))

    assert ends(one, date(2026, 4, 20), ON) == date(2026, 5, 1)
    assert ends(one, date(2026, 9, 1), ON) == date(2026, 7, 1)


def test_ac_k3_papers_collected_on_the_eve_of_labour_day_are_pushed_after_it():
    collected = moment(date(2026, 4, 29))

    assert due(collected, limit("orphan_push", collected.date())).day == date(2026, 5, 7)


def test_ac_k4_a_report_on_friday_evening_runs_in_hours():
    friday = datetime(2026, 3, 6, 18, 0, tzinfo=moment(ON).tzinfo)

    _, ordinary = reporting(DangerSign.INJURIES, friday.date())
    _, danger = reporting(DangerSign.INJURIES, friday.date(), danger_now=True)

    assert due(friday, ordinary).at == friday + timedelta(hours=24)
    assert due(friday, danger).at == friday + timedelta(hours=1)


@pytest.mark.parametrize("sign", DangerSign)
def test_each_of_the_nine_situations_must_be_reported_at_once(sign):
    found, _ = reporting(sign, ON)

    assert found.granted
    assert found.reasons[0].text_zh.startswith("应立即报告:")
    assert len(DangerSign) == 9


@pytest.mark.parametrize(
    ("use", "effect"),
    [
        pytest.param(
            Use(purpose="protection of a child", basis=LegalBasis.STATUTORY_DUTY, necessary=True),
            Withdrawal.CHANGES_NOTHING, id="AC-K5 a guardian withdraws: the case goes on",
        ),
        pytest.param(
            Use(purpose="emergency aid", basis=LegalBasis.EMERGENCY, necessary=True), Withdrawal.CHANGES_NOTHING,
            id="an emergency",
        ),
        pytest.param(
            Use(purpose="means check", basis=LegalBasis.CONSENT, necessary=True), Withdrawal.ENDS_APPLICATION,
            id="the means check is necessary",
        ),
        pytest.param(
            Use(purpose="birth registration", basis=LegalBasis.CONSENT, necessary=False), Withdrawal.STOPS_BRANCH,
            id="an optional item",
        ),
    ],
)  # fmt: skip
def test_a_withdrawn_consent_does_what_its_ground_allows(use, effect):
    assert withdrawal(use) is effect
    assert consent_conditions(use, ON).granted is (effect is Withdrawal.CHANGES_NOTHING)
    with pytest.raises(LookupError, match="2021-11-01"):
        consent_conditions(use, date(2021, 10, 31))


# ── grading ──────────────────────────────────────────────────────────────────────────────────────────────────────

KINDS = st.dictionaries(st.sampled_from(RiskKind), st.sampled_from(Colour))


@pytest.mark.parametrize(
    ("colour", "visits", "after_change"),
    [
        (Colour.RED, "7 calendar days", "24 hours"),
        (Colour.YELLOW, "14 calendar days", "None"),
        (Colour.BLUE, "1 months", "None"),
        (Colour.GREEN, "3 months", "None"),
    ],
)
@pytest.mark.parametrize("kind", RiskKind)
def test_the_worst_kind_makes_the_colour_and_the_colour_the_visits(kind, colour, visits, after_change):
    found = grading({**dict.fromkeys(RiskKind, Colour.GREEN), kind: colour}, ON)

    assert (found.colour, str(found.visits), str(found.after_change)) == (colour, visits, after_change)
    assert len(found.decision.reasons) == 3


@pytest.mark.parametrize(
    ("former", "proposed", "assessed", "clean", "outcome"),
    [
        pytest.param(Colour.BLUE, Colour.RED, False, 0, Outcome.GRANTED, id="up at once"),
        pytest.param(Colour.RED, Colour.RED, False, 0, Outcome.GRANTED, id="the same"),
        pytest.param(Colour.RED, Colour.YELLOW, True, 2, Outcome.GRANTED, id="down, assessed, two clean visits"),
        pytest.param(Colour.RED, Colour.YELLOW, True, 1, Outcome.REFUSED, id="one clean visit"),
        pytest.param(Colour.RED, Colour.YELLOW, False, 2, Outcome.REFUSED, id="not assessed"),
    ],
)
def test_up_at_once_and_down_only_after_an_assessment(former, proposed, assessed, clean, outcome):
    assert change(former, proposed, ON, assessed=assessed, clean_visits=clean).outcome is outcome


@given(KINDS, st.sampled_from(RiskKind), st.sampled_from(Colour))
def test_one_more_risk_is_never_less_dangerous(risks, kind, colour):
    worse = {**risks, kind: max(colour, risks.get(kind, Colour.GREEN), key=list(Colour).index)}

    assert not grading(risks, ON).colour.above(grading(worse, ON).colour)


# ── protection ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("born", "unattended_", "alone", "failed"),
    [
        pytest.param(date(2018, 3, 3), True, False, ["never_unattended"], id="eve of the eighth birthday"),
        pytest.param(date(2018, 3, 2), True, False, [], id="eighth birthday"),
        pytest.param(date(2010, 3, 3), False, True, ["never_alone"], id="eve of the sixteenth birthday"),
        pytest.param(date(2010, 3, 2), False, True, [], id="sixteenth birthday"),
        pytest.param(date(2020, 1, 1), True, True, ["never_unattended", "never_alone"], id="both"),
    ],
)
def test_small_children_are_never_alone(born, unattended_, alone, failed):
    found = supervision(born, ON, unattended=unattended_, lives_alone=alone)

    assert [one.code for one in found.conditions if one.met is False] == failed


@pytest.mark.parametrize("ground", GuardianshipGround)
def test_a_person_decides_on_guardianship(ground):
    assert guardianship(ground, ON).outcome is Outcome.UNDECIDED
    assert guardianship(ground, ON, decided_by="o-1").granted
    assert ("九十二条" in guardianship(ground, ON).articles[0]) is (ground in TEMPORARY)


def test_six_grounds_are_temporary_and_four_long_term():
    assert (len(TEMPORARY), len(LONG_TERM)) == (6, 4)
