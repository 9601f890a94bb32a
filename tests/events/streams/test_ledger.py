"""The ledger on a SQLite file: what counts once, whatever comes twice, late or corrected?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql

from events.contracts.envelope import Envelope
from events.streams import ledger as ledger_module
from events.streams.ledger import Ledger
from events.streams.tables import Statements
from schemas.identifiers import PersonRef
from tests.events.streams.bills import BANDS, PATIENT, YEAR, bill, posted


def count(ledger, settlement, event_id="", **attributes):
    return ledger.post(posted(settlement, event_id, **attributes), settlement, BANDS)


def alerted(ledger) -> list[str]:
    return [Envelope.model_validate_json(letter.value).data["alert"]["band"] for letter in ledger.waiting()]


def test_ac_w1_9_500_none_10_100_one_20_100_one_more(ledger):
    assert [count(ledger, bill(amount)) for amount in ("4000", "5500", "600", "10000")] == [0, 0, 1, 1]
    assert alerted(ledger) == ["10000.00", "20000.00"]
    assert ledger.paid(PATIENT, YEAR) == Decimal("20100.00")


def test_ac_w2_the_same_list_twice_makes_one_alert(ledger):
    bills = [bill("4000"), bill("5500"), bill("600")]

    alerts = [count(ledger, settlement) for settlement in (*bills, *bills)]

    assert alerts == [0, 0, 1, 0, 0, 0]
    assert ledger.paid(PATIENT, YEAR) == Decimal(10_100)


def test_ac_w2_the_same_settlement_under_a_new_event_id_counts_once(ledger):
    assert [count(ledger, bill("6000", "S-7"), event_id) for event_id in ("d-1", "d-2", "d-1")] == [0, 0, 0]
    assert ledger.paid(PATIENT, YEAR) == Decimal(6000)


def test_ac_w3_january_begins_with_nothing_and_may_alert_again(ledger):
    alerts = [
        count(ledger, bill("10000.01", on=date(YEAR, 12, 31))),
        count(ledger, bill("9000", on=date(YEAR + 1, 1, 1))),
        count(ledger, bill("1000.01", on=date(YEAR + 1, 1, 2))),
        count(ledger, bill("-3000", on=date(YEAR, 12, 30))),
    ]

    assert alerts == [1, 0, 1, 0]
    assert (ledger.paid(PATIENT, YEAR), ledger.paid(PATIENT, YEAR + 1)) == (Decimal("7000.01"), Decimal("10000.01"))
    assert len({letter.value for letter in ledger.waiting()}) == 2


def test_persons_do_not_share_a_sum(ledger):
    assert count(ledger, bill("9000")) == count(ledger, bill("9000", person=PersonRef("p-2"))) == 0


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)])
def test_the_last_correction_counts_whichever_came_first(ledger, order):
    versions = [("4000", "d-1", None), ("400", "d-2", "d-1"), ("500", "d-3", "d-2")]

    for amount, event_id, supersedes in (versions[place] for place in order):
        count(ledger, bill(amount, "S-1"), event_id, supersedes=supersedes)

    assert ledger.paid(PATIENT, YEAR) == Decimal(500)


def test_a_correction_moves_a_settlement_to_another_person_year_and_number(ledger):
    count(ledger, bill("4000", "S-1"), "d-1")
    count(ledger, bill("4000", "S-2", on=date(YEAR - 1, 12, 31), person=PersonRef("p-2")), "d-2", supersedes="d-1")

    assert ledger.paid(PATIENT, YEAR) == 0
    assert ledger.paid(PersonRef("p-2"), YEAR - 1) == Decimal(4000)


def test_a_correction_takes_no_alert_back(ledger):
    count(ledger, bill("12000", "S-1"), "d-1")
    count(ledger, bill("1200", "S-1"), "d-2", supersedes="d-1")
    count(ledger, bill("10000", "S-2"), "d-3")

    assert ledger.paid(PATIENT, YEAR) == Decimal(11_200)
    assert alerted(ledger) == ["10000.00"]


def test_nothing_is_counted_when_the_alert_cannot_be_written(ledger, monkeypatch):
    settlement = bill("12000")
    with monkeypatch.context() as broken:
        broken.setattr(ledger_module, "announcement", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            count(ledger, settlement)

    assert ledger.paid(PATIENT, YEAR) == 0
    assert count(ledger, settlement) == 1


def test_what_was_published_waits_no_longer_even_after_a_restart(ledger, url):
    count(ledger, bill("30000"))
    first, second = ledger.waiting()
    ledger.mark_published(first)

    with Ledger(url) as reopened:
        reopened.create_tables()

        assert reopened.waiting() == (second,)


def test_two_processes_on_one_file_count_everything_once(ledger, url):
    bills = [bill("100.01") for _ in range(300)]
    with Ledger(url) as other, ThreadPoolExecutor(4) as threads:
        both = [ledger, other] * 2
        alerts = sum(threads.map(lambda opened: sum(count(opened, settlement) for settlement in bills), both))

    assert alerts == 2
    assert ledger.paid(PATIENT, YEAR) == Decimal("30003.00")


@given(
    st.lists(st.tuples(st.sampled_from(["p-1", "p-2"]), st.integers(-9_000_00, 30_000_00)), max_size=12),
    st.randoms(use_true_random=False),
)
@settings(max_examples=25, deadline=None)
def test_doubles_in_any_order_leave_the_exact_sums(tmp_path_factory, payments, chance):
    bills = [bill(Decimal(cents).scaleb(-2), person=PersonRef(person)) for person, cents in payments]
    told = chance.sample(bills * 2, len(bills) * 2)
    with Ledger(f"sqlite:///{tmp_path_factory.mktemp('ledger') / 'register.db'}") as ledger:
        ledger.create_tables()
        for place, settlement in enumerate(told):
            count(ledger, settlement, f"d-{place}" if chance.random() < 0.5 else "")

        for person in ("p-1", "p-2"):
            paid = sum(settlement.self_pay for settlement in bills if settlement.person == person)
            assert ledger.paid(PersonRef(person), YEAR) == paid
            surely = {str(band.quantize(Decimal("0.01"))) for band in BANDS if band < paid}
            raised = [letter for letter in ledger.waiting() if letter.key == person]
            assert surely <= {Envelope.model_validate_json(letter.value).data["alert"]["band"] for letter in raised}
            assert len({letter.value for letter in raised}) == len(raised)


def test_every_statement_can_be_said_to_postgresql():
    said = Statements("postgresql")
    parts = [*said._add.values(), said.change, said.alerted, said.paid, said.make_void, said.waiting, said.mark]

    texts = [str(part.compile(dialect=postgresql.dialect())) for part in parts]

    assert sum("ON CONFLICT DO NOTHING RETURNING" in text for text in texts) == 4
    assert any("ON CONFLICT (person, year) DO UPDATE" in text for text in texts)
