"""The pure fold: which alerts follow from a sum and one more settlement?"""

from collections.abc import Iterable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.contracts.catalogue import received
from events.contracts.early_warning import MedicalSelfPayThresholdCrossed
from events.streams.self_pay import Account, announcement, post
from registry.topics import ALERTS, PLATFORM_SOURCE
from schemas.alerts import Alert
from tests.events.streams.bills import BANDS, bill, posted

AMOUNTS = st.integers(-3_000_000, 3_000_000).map(lambda cents: Decimal(cents).scaleb(-2))


def fold(amounts, account: Account | None = None) -> tuple[Account, list[Alert]]:
    raised: list[Alert] = []
    account = account or Account()
    for amount in amounts:
        account, alerts = post(account, bill(amount), BANDS)
        raised += alerts
    return account, raised


def bands(alerts: Iterable[Alert]) -> list[int]:
    return [int(alert.band) for alert in alerts]


def test_ac_w1_one_alert_at_10_100_and_one_more_at_20_100():
    below, none = fold(["4000", "5500"])
    above, first = fold(["600"], below)
    _, second = fold(["10000"], above)

    assert none == []
    assert [(alert.band, alert.self_pay) for alert in first] == [(Decimal(10_000), Decimal(10_100))]
    assert [(alert.band, alert.self_pay) for alert in second] == [(Decimal(20_000), Decimal(20_100))]


@pytest.mark.parametrize(
    ("before", "amount", "crossed"),
    [
        pytest.param("9999.99", "0.01", [], id="on the line"),
        pytest.param("9999.99", "0.02", [10_000], id="a cent above the line"),
        pytest.param("0", "20000.01", [10_000, 20_000], id="two lines at once, the lowest first"),
        pytest.param("0", "90000", [10_000, 20_000, 50_000], id="all lines at once"),
        pytest.param("0", "-500", [], id="a refund alone"),
        pytest.param("10500", "-600", [], id="a refund below the line"),
    ],
)
def test_strictly_above_a_line_is_crossed(before, amount, crossed):
    already = frozenset(band for band in BANDS if band < Decimal(before))

    _, alerts = post(Account(Decimal(before), already), bill(amount), BANDS)

    assert bands(alerts) == crossed


def test_a_second_crossing_after_a_refund_makes_no_second_alert():
    account, alerts = fold(["10100", "-500", "700", "-9000", "12000"])

    assert account.paid == Decimal(13_300)
    assert bands(alerts) == [10_000]


@given(st.lists(AMOUNTS, max_size=25), st.randoms(use_true_random=False))
def test_the_sum_and_what_is_surely_alerted_do_not_depend_on_the_order(amounts, chance):
    shuffled = chance.sample(amounts, len(amounts))

    one, alerts = fold(amounts)
    other, alerts_of_other = fold(shuffled)

    assert one.paid == other.paid == sum(amounts)
    for raised in (bands(alerts), bands(alerts_of_other)):
        assert len(raised) == len(set(raised))
        assert {int(band) for band in BANDS if band < one.paid} <= set(raised)


@given(st.lists(AMOUNTS.map(abs), max_size=25), st.randoms(use_true_random=False))
def test_without_refunds_the_same_bands_are_alerted_in_every_order(amounts, chance):
    one, _ = fold(amounts)
    other, _ = fold(chance.sample(amounts, len(amounts)))

    assert one == other


def test_the_announcement_keeps_its_contract_and_names_its_cause():
    settlement = bill("10000.01")
    cause = posted(settlement, "d-1").model_copy(update={"correlationid": "root", "causationdepth": 2})
    _, (alert,) = post(Account(), settlement, BANDS)

    envelope, event = received(announcement(alert, settlement, cause).encoded(), ALERTS)

    assert event == MedicalSelfPayThresholdCrossed(alert=alert, residence_town=settlement.residence_town)
    assert (envelope.source, envelope.partitionkey) == (PLATFORM_SOURCE, settlement.person)
    assert (envelope.correlationid, envelope.causationid, envelope.causationdepth) == ("root", "d-1", 3)
    assert (envelope.factdate, envelope.time) == (settlement.paid_on, cause.time)


def test_the_id_of_an_alert_comes_from_person_scene_year_and_band_alone():
    def ids(amount, number, event_id):
        settlement = bill(amount, number)
        _, alerts = post(Account(), settlement, BANDS)
        return [announcement(alert, settlement, posted(settlement, event_id)).id for alert in alerts]

    assert ids("90000", "S-a", "d-1") == ids("70000", "S-b", "d-2")
    assert len(set(ids("90000", "S-a", "d-1"))) == len(BANDS)
