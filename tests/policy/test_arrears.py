"""Domain 2.9, 3.4, 8.2, 9.2: what was paid too much or too little when a fact becomes known late."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.arrears import corrected, recovery, settlement
from policy.fraud import consequence
from policy.months import after, full_months, month_of, span
from policy.paid_months import START, START_DEMO, STOP, first_paid, first_unpaid, handover, offset, start_figure
from schemas.benefits import Benefit, Drawn, Entitled, LateFact, Payment
from tests.policy.facts import ON, person

JANUARY = date(2026, 1, 1)
MONTHS = st.integers(0, 24).map(lambda count: after(JANUARY, count))
MONEY = st.decimals(0, 3000, places=2)


def entitled(monthly="600", first=JANUARY, last=None, benefit=Benefit.LOW_INCOME):
    return Entitled(benefit=benefit, payee=person(1), first_month=first, last_month=last, monthly=Decimal(monthly))


def payments(amount, *months, benefit=Benefit.LOW_INCOME):
    return tuple(Payment(benefit=benefit, payee=person(1), month=month, amount=Decimal(amount)) for month in months)


def fact(happened, monthly=None, *, known=date(2026, 9, 15), benefit=Benefit.LOW_INCOME, text="户主死亡"):
    return LateFact(
        benefit=benefit, payee=person(1), happened_on=happened, known_on=known,
        monthly=None if monthly is None else Decimal(monthly), source="health", text=text,
    )  # fmt: skip


def every_month(until=date(2026, 8, 1)):
    return tuple(span(JANUARY, until))


def test_ac_b5_money_paid_for_the_month_after_a_death_is_given_back():
    died = fact(date(2026, 5, 12))
    history = corrected((entitled(),), died)

    found = settlement(history, payments("600", *every_month(date(2026, 6, 1))), date(2026, 6, 1))

    assert [(month.month, month.paid, month.due) for month in found.months] == [
        (date(2026, 6, 1), Decimal(600), Decimal(0))
    ]
    assert recovery(found, died).amount == Decimal("600.00")
    assert "多发1个月,合计600.00元" in recovery(found, died).reasons[0].text_zh


def test_ac_b7_a_person_reported_dead_by_mistake_is_paid_everything_that_was_stopped():
    paid_until_june = payments("600", *every_month(date(2026, 6, 1)))

    found = settlement((entitled(),), paid_until_june, date(2026, 9, 1))

    assert (found.underpaid, found.overpaid) == (Decimal("1800.00"), Decimal("0.00"))
    assert [month.month.month for month in found.months] == [7, 8, 9]


def test_ac_m4_a_balance_found_later_takes_everything_back_from_the_first_month():
    hidden = fact(date(2025, 12, 1), text="金融机构补充答复,存款超过限额")
    history = corrected((entitled(),), hidden)

    found = settlement(history, payments("600", *every_month()), date(2026, 8, 1))

    assert history == ()
    assert found.overpaid == Decimal("4800.00")


def test_ac_p10_an_index_that_is_revised_downward_takes_nothing_back():
    done = payments("83.33", date(2026, 2, 1), benefit=Benefit.PRICE_SUBSIDY)

    found = settlement((), done, date(2026, 8, 1))

    assert not found.months
    assert found.overpaid == found.underpaid == 0


def test_ac_e6_invented_emergency_aid_is_recovered_and_no_other_aid_stops_by_itself():
    others = (Drawn(benefit=Benefit.LOW_INCOME, monthly=600), Drawn(benefit=Benefit.DISABILITY_LIVING, monthly=350))

    found = consequence(Benefit.EMERGENCY_AID, Decimal(3000), others, ON)

    assert found.amount == Decimal("3000.00")
    assert "责令退回3000.00元,可以处3000.00元以上9000.00元以下的罚款" in found.conditions[0].text_zh
    assert [reason.code for reason in found.conditions[1:]] == ["other_aid_goes_on", "other_aid_goes_on"]


@pytest.mark.parametrize(
    ("happened", "first_wrong"),
    [
        pytest.param(date(2026, 4, 30), date(2026, 5, 1), id="last day of April: from May"),
        pytest.param(date(2026, 5, 1), date(2026, 6, 1), id="first day of May: from June"),
        pytest.param(date(2025, 12, 31), JANUARY, id="last day of the year"),
    ],
)
def test_an_end_counts_from_the_month_after_the_fact_and_not_after_its_discovery(happened, first_wrong):
    found = settlement(corrected((entitled(),), fact(happened)), payments("600", *every_month()), date(2026, 8, 1))

    assert found.months[0].month == first_wrong


def test_a_new_amount_is_due_from_the_month_after_the_fact():
    history = corrected((entitled(),), fact(date(2026, 3, 10), "450"))

    found = settlement(history, payments("600", *every_month()), date(2026, 8, 1))

    assert [month.due for month in found.months] == [Decimal("450.00")] * 5
    assert (found.overpaid, found.underpaid) == (Decimal("750.00"), Decimal("0.00"))


def test_another_person_and_another_benefit_are_not_touched():
    history = (entitled(), entitled("350", benefit=Benefit.DISABILITY_LIVING))
    other = fact(date(2026, 1, 10)).model_copy(update={"payee": person(2)})

    assert corrected(history, other) == history
    assert corrected(history, fact(date(2026, 1, 10)))[1] == history[1]


def test_without_an_overpayment_nothing_is_recovered():
    found = settlement((entitled(),), payments("600", *every_month()), date(2026, 8, 1))

    assert not recovery(found, fact(date(2026, 5, 1))).granted


@given(st.lists(st.tuples(MONTHS, MONEY), max_size=8), MONTHS, MONEY, MONTHS)
def test_the_months_add_up_and_no_sum_is_negative(paid, first, monthly, until):
    done = [payment for month, amount in paid for payment in payments(amount, month)]

    found = settlement((entitled(monthly, first),), done, until)

    assert min(found.overpaid, found.underpaid) >= 0
    difference = sum(one.paid - one.due for one in found.months)
    assert found.overpaid - found.underpaid == difference


@given(MONTHS, st.none() | MONEY, MONTHS, MONTHS)
def test_correcting_the_same_fact_twice_changes_nothing_more(happened, monthly, first, last):
    late = fact(happened, monthly)
    once = corrected((entitled("600", first, max(first, last)),), late)

    assert corrected(once, late) == once


@given(MONTHS, MONEY, MONTHS)
def test_paying_what_is_due_leaves_nothing_open(first, monthly, until):
    history = (entitled(monthly, first),)

    assert settlement(history, payments(monthly, *span(first, until)), until).months == ()


@pytest.mark.parametrize("benefit", sorted({*START.on(ON), *START_DEMO.on(ON)}))
def test_every_benefit_has_a_first_month_that_its_own_rule_names(benefit):
    begins = first_paid(Benefit(benefit), date(2026, 5, 28), date(2026, 6, 12))

    assert begins in {date(2026, 5, 1), date(2026, 7, 1)}
    assert start_figure(Benefit(benefit), ON).value


@pytest.mark.parametrize("benefit", sorted(STOP.on(ON)))
def test_every_benefit_stops_with_the_month_after_the_fact(benefit):
    assert first_unpaid(Benefit(benefit), date(2026, 12, 31)) == date(2027, 1, 1)


def test_a_benefit_without_a_rule_of_months_is_an_error():
    with pytest.raises(LookupError, match="No rule says from which month"):
        first_paid(Benefit.PRICE_SUBSIDY, ON, ON)
    with pytest.raises(LookupError, match="not paid any more"):
        first_unpaid(Benefit.PRICE_SUBSIDY, ON)
    with pytest.raises(ValueError, match="counts from no application"):
        offset("birthday + 1")


def test_who_moves_is_paid_without_a_gap():
    assert handover(date(2026, 3, 31)) == (date(2026, 3, 1), date(2026, 4, 1))


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2025, 8, 31), date(2026, 2, 28), 6),
        (date(2025, 8, 31), date(2026, 2, 27), 5),
        (date(2026, 1, 15), date(2026, 7, 14), 5),
        (date(2026, 1, 15), date(2026, 7, 15), 6),
        (date(2026, 1, 1), date(2026, 1, 1), 0),
    ],
)
def test_a_month_is_full_on_its_day_or_on_the_last_of_a_shorter_month(start, end, months):
    assert full_months(start, end) == months


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(-60, 60))
def test_months_are_counted_there_and_back(day, count):
    assert after(after(month_of(day), count), -count) == month_of(day)
