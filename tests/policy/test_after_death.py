"""Domain 8: what stops, on whose word, what waits, and what the survivors receive."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy import after_death, death_certificates, funeral_waiver
from policy.figures import pack
from policy.survivor_money import entitlement, months
from schemas.benefits import Benefit
from schemas.deaths import Death, DeathKind, DeathSource, Funeral, Survivors
from schemas.decisions import Outcome
from tests.policy.facts import ON, person

DIED = date(2026, 5, 12)
TWO = (DeathSource.CERTIFICATE, DeathSource.CREMATION)


def death(*sources, on=DIED, **changed):
    return Death.model_validate({"person": person(1), "on": on, "sources": sources} | changed)


def survivors(years=7, drawn=None, **changed):
    facts = {"person": person(1), "died_on": date(2026, 2, 1), "contribution_years": years, "pension_years": drawn}
    return Survivors.model_validate(facts | changed)


def funeral(bill="2000", **changed):
    facts = {"person": person(1), "bill": bill, "cremated_here": True, "local": True}
    return Funeral.model_validate(facts | changed)


@pytest.mark.parametrize(
    ("sources", "outcome"),
    [
        pytest.param(TWO, Outcome.GRANTED, id="certificate and cremation: stop for good"),
        pytest.param((DeathSource.CERTIFICATE,), Outcome.UNDECIDED, id="one source: suspend"),
        pytest.param((DeathSource.CERTIFICATE,) * 2, Outcome.UNDECIDED, id="the same source twice is one"),
        pytest.param((DeathSource.POLICE, DeathSource.RELATIVE), Outcome.UNDECIDED, id="a relative is no source"),
        pytest.param((), Outcome.UNDECIDED, id="none"),
    ],
)
def test_two_independent_sources_stop_and_one_suspends(sources, outcome):
    found = after_death.stop(death(*sources), Benefit.LOW_INCOME, date(2026, 6, 1))

    assert found.outcome is outcome


def test_a_death_without_a_day_stops_nothing_yet():
    found = after_death.stop(death(*TWO, on=None), Benefit.LOW_INCOME, date(2026, 6, 1))

    assert [reason.code for reason in found.reasons] == ["death_dated"]


def test_the_letter_of_a_stop_names_the_month():
    found = after_death.stop(death(*TWO), Benefit.DISABILITY_LIVING, date(2026, 9, 1))

    assert "困难残疾人生活补贴:自2026年06月起停发" in found.reasons[0].text_zh


def test_every_benefit_of_the_dead_that_ends_by_a_death_is_stopped():
    drawn = (Benefit.LOW_INCOME, Benefit.OLD_AGE_ALLOWANCE, Benefit.PENSION_FUNERAL)

    assert len(after_death.stops(death(*TWO), drawn, date(2026, 6, 1))) == 2


def test_ac_b8_a_contested_funeral_waits_and_the_stops_go_on():
    waiting = {branch.item for branch in after_death.branches(death(*TWO, funeral_contested=True)) if not branch.ready}

    assert waiting == {"funeral", "funeral-waiver", "cremation-certificate"}
    assert all(branch.ready and branch.article for branch in after_death.branches(death(*TWO)))
    assert after_death.stop(death(*TWO, funeral_contested=True), Benefit.LOW_INCOME, date(2026, 6, 1)).granted


@pytest.mark.parametrize(
    ("reported", "on", "alert"),
    [
        pytest.param(None, date(2026, 9, 22), True, id="AC-B6 fifteen working days are over"),
        pytest.param(None, date(2026, 9, 21), False, id="AC-B6 the fifteenth working day, with one worked Sunday"),
        pytest.param(date(2026, 9, 10), date(2026, 9, 23), False, id="AC-B6 reported"),
    ],
)
def test_a_cremation_without_a_reported_certificate_alerts_the_health_authority(reported, on, alert):
    assert death_certificates.overdue(date(2026, 9, 1), reported, on).granted is alert


@pytest.mark.parametrize(
    ("kind", "on", "text"),
    [
        (DeathKind.HOSPITAL, date(2026, 6, 30), "由救治的医疗卫生机构出具:死亡医学证明(推断)书(四联)"),
        (DeathKind.HOSPITAL, date(2026, 7, 1), "由救治的医疗卫生机构出具:居民死亡医学证明(全国统一)"),
        (DeathKind.HOME, date(2026, 7, 1), "社区卫生服务机构"),
        (DeathKind.UNCLEAR, date(2026, 7, 1), "公安机关"),
        (DeathKind.MISSING, date(2026, 7, 1), "人民法院"),
    ],
)
def test_who_certifies_a_death_and_in_which_form(kind, on, text):
    assert text in death_certificates.issue(kind, on).reasons[0].text_zh


def test_nobody_is_cremated_without_a_death_certificate():
    assert death_certificates.cremation(frozenset({"death certificate"}), ON).granted
    assert not death_certificates.cremation(frozenset(), ON).granted


# ── survivors ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("years", "drawn", "count", "lump_sum"),
    [
        pytest.param(7, None, 6, "30000.00", id="AC-B1 an employee with 7 years"),
        pytest.param(30, 5, 19, "95000.00", id="AC-B3 a pensioner with 30 years who drew 5"),
        pytest.param(0, None, 3, "15000.00", id="less than a year"),
        pytest.param(4, None, 3, "15000.00", id="4 years"),
        pytest.param(5, None, 6, "30000.00", id="5 years"),
        pytest.param(9, None, 6, "30000.00", id="9 years"),
        pytest.param(10, None, 9, "45000.00", id="10 years"),
        pytest.param(15, None, 9, "45000.00", id="15 years"),
        pytest.param(16, None, 10, "50000.00", id="16 years"),
        pytest.param(30, None, 24, "120000.00", id="30 years"),
        pytest.param(42, None, 24, "120000.00", id="more count as 30"),
        pytest.param(30, 15, 9, "45000.00", id="a pensioner down to the least"),
        pytest.param(30, 16, 9, "45000.00", id="and not below it"),
        pytest.param(7, 1, 9, "45000.00", id="a pensioner with few years: the least"),
    ],
)
def test_the_lump_sum_by_years(years, drawn, count, lump_sum):
    found = entitlement(survivors(years, drawn), ON)

    assert (found.months, found.lump_sum, found.funeral) == (count, Decimal(lump_sum), Decimal("10000.00"))
    assert found.decision.amount == found.lump_sum + found.funeral


@pytest.mark.parametrize(
    ("schemes", "chosen", "outcome", "funeral_money"),
    [
        pytest.param((), None, Outcome.GRANTED, "10000.00", id="the pension alone"),
        pytest.param((Benefit.PENSION_FUNERAL,), None, Outcome.GRANTED, "10000.00", id="one scheme needs no choice"),
        pytest.param(
            (Benefit.PENSION_FUNERAL, Benefit.INJURY_FUNERAL), None, Outcome.UNDECIDED, "0", id="the family must choose"
        ),
        pytest.param(
            (Benefit.PENSION_FUNERAL, Benefit.INJURY_FUNERAL), Benefit.INJURY_FUNERAL, Outcome.GRANTED, "0.00",
            id="the other scheme pays the funeral",
        ),
        pytest.param(
            (Benefit.PENSION_FUNERAL,), Benefit.INJURY_FUNERAL, Outcome.REFUSED, "0", id="not among the schemes"
        ),
    ],
)  # fmt: skip
def test_of_three_funeral_moneys_the_family_chooses_one(schemes, chosen, outcome, funeral_money):
    found = entitlement(survivors(schemes=schemes, chosen=chosen), ON)

    assert (found.decision.outcome, found.funeral) == (outcome, Decimal(funeral_money))


def test_the_law_of_the_day_of_death_decides():
    with pytest.raises(LookupError, match="2021-09-01"):
        entitlement(survivors(died_on=date(2021, 8, 31)), ON)


@given(st.integers(0, 50), st.none() | st.integers(0, 40))
def test_more_years_of_contribution_never_give_less_and_more_of_pension_never_more(years, drawn):
    assert 3 <= months(years, drawn, ON) <= months(years + 1, drawn, ON) <= 24
    if drawn is not None:
        assert months(years, drawn + 1, ON) <= months(years, drawn, ON)


# ── waiver ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("facts", "presets", "amount"),
    [
        pytest.param(funeral("2000"), (), "1500.00", id="up to the cap"),
        pytest.param(funeral("1499.99"), (), "1499.99", id="a cent below it"),
        pytest.param(funeral("5000", destitute=True, local=False), (), "5000.00", id="destitute: all of it"),
        pytest.param(funeral(local=False), (), None, id="from elsewhere"),
        pytest.param(funeral(local=False, group="unregistered infant"), (), "1500.00", id="an unregistered infant"),
        pytest.param(funeral(local=False, group="a tourist"), (), None, id="of no covered group"),
        pytest.param(funeral(cremated_here=False), (), None, id="cremated elsewhere"),
        pytest.param(funeral(institutional_money=True), (), None, id="an institution pays"),
        pytest.param(funeral("2000"), pack("leizhou"), "1540.00", id="Leizhou"),
        pytest.param(funeral("2000"), pack("xinxiang"), "1200.00", id="Xinxiang"),
    ],
)
def test_basic_funeral_fees_are_waived(facts, presets, amount):
    found = funeral_waiver.entitlement(facts, ON, presets)

    assert found.amount == (None if amount is None else Decimal(amount))


@given(st.decimals(0, 9000, places=2), st.booleans())
def test_no_more_is_waived_than_the_bill(bill, destitute):
    assert 0 <= funeral_waiver.waived(funeral(bill, destitute=destitute), ON) <= bill
