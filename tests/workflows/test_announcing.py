"""How a case tells the others (design 3, 4): in order, under ids of its own, without waiting for the broker."""

import pytest

from registry.services import ASSISTANCE, MEANS_CHECK
from registry.topics import OUTCOMES, PLATFORM_SOURCE
from tests.workflows.applications import EDGE, submitted
from tests.workflows.paper_case import PaperCase, enveloped
from tests.workflows.paper_city import PaperCity, calm

pytestmark = [pytest.mark.platform, calm]


async def granted_as_edge(city: PaperCity) -> PaperCase:
    application = submitted(city.number, incomes=EDGE)
    case = await city.open(ASSISTANCE, enveloped(application, f"the application {city.number}"))
    for question in ("acceptance", "opinion", "confirmation"):
        await case.decide(question)
    return case


async def test_every_event_names_its_cause_its_chain_and_its_day(city: PaperCity) -> None:
    case = await granted_as_edge(city)

    await case.closed()

    sent = [envelope for topic, envelope in city.post.sent if topic == OUTCOMES]
    assert len(sent) == len(city.post.sent)
    assert {envelope.source for envelope in sent} == {PLATFORM_SOURCE}
    assert {envelope.chain for envelope in sent} == {f"the application {city.number}"}
    assert {envelope.causationid for envelope in sent if envelope.subject == case.id} == {
        f"the application {city.number}"
    }
    assert {envelope.causationdepth for envelope in sent} == {1}
    assert all(envelope.factdate for envelope in sent)


async def test_every_event_has_an_id_of_its_own_that_the_record_knows(city: PaperCity) -> None:
    case = await granted_as_edge(city)

    record = await case.closed()

    ids = [envelope.id for _, envelope in city.post.sent if envelope.subject == case.id]
    assert ids == [line.id for line in record.announced]
    assert len(set(ids)) == len(ids)


async def test_with_the_broker_away_people_go_on_and_everything_is_told_later_in_order(city: PaperCity) -> None:
    city.post.away_for = 3
    case = await granted_as_edge(city)

    record = await case.closed()

    assert record.outcome == "granted"
    ids = [envelope.id for _, envelope in city.post.sent if envelope.subject == case.id]
    assert list(dict.fromkeys(ids)) == [line.id for line in record.announced]
    assert "means.report-ready" in city.sent(city.case(MEANS_CHECK))
