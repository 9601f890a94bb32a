import asyncio

import pytest

from events import breaker as breakers
from events.breaker import Breaker
from events.carrier import Carrier
from events.door import Outage
from events.intake import judged
from events.rejection import Reason, Rejected
from events.watermark import Tenure
from registry.topics import OUTCOMES
from tests.events.bridge.letters import PaperRecord, answer, grading, objection, record

TAXATION = "dept.taxation.events"


class PaperDoor:
    """Keeps what it was given, and answers as it was told, once for each call."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []
        self.delivered: list[str] = []
        self.answers: list[Exception | bool] = []
        self.healthy = True

    async def deliver(self, errands):
        ids = [errand.envelope.id for errand in errands]
        self.calls.append(ids)
        said = self.answers.pop(0) if self.answers else True
        if isinstance(said, Exception):
            raise said
        self.delivered += ids
        return said

    async def is_healthy(self):
        return self.healthy


class PaperTopic:
    def __init__(self) -> None:
        self.kept: list[tuple[str, bytes | None]] = []

    async def keep(self, record, rejected):
        self.kept.append((rejected.reason, record.value))


class Bench:
    """A carrier with paper around it."""

    def __init__(self) -> None:
        self.door, self.topic, self.tenure = PaperDoor(), PaperTopic(), Tenure()
        self.breaker = Breaker(self.door.is_healthy)
        self.carrier = Carrier(self.door, self.topic, self.breaker)

    def parcel(self, record, offset=0):
        record.offset = offset
        parcel = judged(record, self.tenure)
        self.tenure.begin((record.topic, record.partition), offset)
        return parcel

    @property
    def reasons(self):
        return [reason for reason, _ in self.topic.kept]


@pytest.fixture
def bench(monkeypatch):
    monkeypatch.setattr(breakers, "SHORTEST", 0.001)
    monkeypatch.setattr(breakers, "LONGEST", 0.005)
    return Bench()


async def test_a_delivered_event_is_finished_and_counted(bench):
    await bench.carrier.carry([bench.parcel(record(objection()))])

    assert bench.door.calls == [["e-1"]]
    assert bench.tenure.unfinished == 0
    assert bench.carrier.counts.delivered == 1


async def test_several_events_for_one_case_are_one_call(bench):
    parcels = [bench.parcel(record(answer(id_=f"e-{n}"), TAXATION), n) for n in range(3)]

    await bench.carrier.carry(parcels)

    assert bench.door.calls == [["e-0", "e-1", "e-2"]]
    assert bench.carrier.counts.delivered == 3
    assert bench.tenure.unfinished == 0


async def test_an_outage_is_outlasted_in_place(bench):
    bench.door.answers = [Outage("UNAVAILABLE")] * 5
    for offset in range(2):
        await bench.carrier.carry([bench.parcel(record(objection(id_=f"e-{offset}")), offset)])

    assert bench.door.delivered == ["e-0", "e-1"]
    assert bench.carrier.counts.retried == 5
    assert bench.topic.kept == []


async def test_while_the_probe_hears_nothing_no_call_is_made(bench):
    bench.door.answers, bench.door.healthy = [Outage("UNAVAILABLE")], False
    carrying = asyncio.ensure_future(bench.carrier.carry([bench.parcel(record(objection()))]))
    await asyncio.sleep(0.05)
    assert bench.door.calls == [["e-1"]]
    assert bench.breaker.open

    bench.door.healthy = True
    await asyncio.wait_for(carrying, 5)

    assert bench.door.calls == [["e-1"], ["e-1"]]
    assert not bench.breaker.open


async def test_what_the_group_took_from_us_is_given_up_and_not_buried(bench):
    bench.door.answers, bench.door.healthy = [Outage("UNAVAILABLE")], False
    carrying = asyncio.ensure_future(bench.carrier.carry([bench.parcel(record(objection()))]))
    await asyncio.sleep(0.01)

    bench.tenure.over, bench.door.healthy = True, True
    await asyncio.wait_for(carrying, 5)

    assert bench.door.calls == [["e-1"]]
    assert bench.door.delivered == []
    assert bench.topic.kept == []


async def test_what_was_taken_from_us_before_it_began_is_left_to_the_others(bench):
    parcels = [bench.parcel(record(objection()), 0), bench.parcel(PaperRecord(b"{"), 1)]
    bench.tenure.over = True

    for parcel in parcels:
        await bench.carrier.carry([parcel])

    assert bench.door.calls == bench.topic.kept == []


async def test_a_refused_event_becomes_a_dead_letter_and_the_next_one_goes_on(bench):
    bench.door.answers = [Rejected(Reason.REFUSED_BY_TEMPORAL, "INVALID_ARGUMENT")]
    for offset in range(2):
        await bench.carrier.carry([bench.parcel(record(objection(id_=f"e-{offset}")), offset)])

    assert bench.reasons == ["refused_by_temporal"]
    assert bench.door.delivered == ["e-1"]
    assert bench.tenure.unfinished == 0


async def test_of_several_only_the_refused_one_becomes_a_dead_letter(bench):
    refused = Rejected(Reason.CASE_CLOSED, "closed")
    bench.door.answers = [refused, True, refused, False]
    parcels = [bench.parcel(record(answer(id_=f"e-{n}"), TAXATION), n) for n in range(3)]

    await bench.carrier.carry(parcels)

    assert bench.door.calls == [["e-0", "e-1", "e-2"], ["e-0"], ["e-1"], ["e-2"]]
    assert bench.reasons == ["case_closed"]
    assert (bench.carrier.counts.delivered, bench.carrier.counts.doubles, bench.carrier.counts.dead) == (1, 1, 1)
    assert bench.tenure.unfinished == 0


@pytest.mark.parametrize("error", [ZeroDivisionError("e"), KeyError("e"), RuntimeError("e"), TimeoutError("e")])
async def test_a_bug_of_ours_costs_one_record_its_way_and_no_lane_its_life(bench, error):
    bench.door.answers = [error]
    for offset in range(2):
        await bench.carrier.carry([bench.parcel(record(objection(id_=f"e-{offset}")), offset)])

    assert bench.reasons == ["bug"]
    assert bench.door.delivered == ["e-1"]


async def test_an_event_without_a_case_is_fine_and_a_broken_record_never_reaches_the_door(bench):
    await bench.carrier.carry([bench.parcel(record(grading(), OUTCOMES), 0)])
    await bench.carrier.carry([bench.parcel(PaperRecord(b"{"), 1)])

    assert bench.door.calls == []
    assert bench.carrier.counts.unconcerned == 1
    assert bench.topic.kept == [("not_json", b"{")]
    assert bench.tenure.unfinished == 0


async def test_an_event_that_a_closed_case_has_read_is_a_double(bench):
    bench.door.answers = [False]

    await bench.carrier.carry([bench.parcel(record(objection()))])

    assert bench.carrier.counts.doubles == 1
    assert bench.carrier.counts.delivered == 0
    assert bench.topic.kept == []


async def test_the_probe_survives_whatever_the_client_raises(bench):
    answers = iter([RuntimeError("client"), False, True])

    async def healthy():
        said = next(answers)
        if isinstance(said, Exception):
            raise said
        return said

    breaker = Breaker(healthy)
    breaker.trip("UNAVAILABLE")
    breaker.trip("UNAVAILABLE")

    await asyncio.wait_for(breaker.passage(), 5)

    assert not breaker.open


async def test_pauses_between_probes_grow_until_a_call_worked(monkeypatch):
    asked: list[tuple[float, float]] = []

    def shortest(low: float, high: float) -> float:
        asked.append((low, high))
        return 0.0

    monkeypatch.setattr("random.uniform", shortest)

    async def healthy():
        return True

    breaker = Breaker(healthy)
    for _ in range(7):
        breaker.trip("RESOURCE_EXHAUSTED")
        await breaker.passage()
    breaker.worked()
    breaker.trip("UNAVAILABLE")
    await breaker.passage()

    assert [round(high, 1) for _, high in asked] == [0.2, 0.4, 0.8, 1.6, 3.0, 3.0, 3.0, 0.2]
    assert {low for low, _ in asked} == {0.2}
