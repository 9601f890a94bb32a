import json

import pytest

from events import intake
from events.contracts.catalogue import Breach, ContractBroken, received
from events.intake import errands, go_together, judged
from events.rejection import STAGES, Reason, Rejected
from events.triggers import MAX_DEPTH, TRIGGERS
from events.watermark import Tenure
from registry.topics import OUTCOMES
from tests.events.bridge.letters import CASE, TOPIC, PaperRecord, answer, grading, objection, record

CITIZEN = "110101199003071234"


def changed(**fields):
    return json.dumps(json.loads(objection().encoded()) | fields).encode()


UNFIT = [
    pytest.param(b"\xff\x00", TOPIC, "not_json", "decode", id="no text at all"),
    pytest.param(b"{", TOPIC, "not_json", "decode", id="half a record"),
    pytest.param(b"", TOPIC, "not_json", "decode", id="empty"),
    pytest.param(None, TOPIC, "not_json", "decode", id="a tombstone"),
    pytest.param(b"[" * 100_000, TOPIC, "not_json", "decode", id="nested without end"),
    pytest.param(b"17", TOPIC, "not_cloudevent", "decode", id="JSON that is no event"),
    pytest.param(b'{"id": "e-1"}', TOPIC, "not_cloudevent", "decode", id="an event without its attributes"),
    pytest.param(changed(specversion="2.0"), TOPIC, "not_cloudevent", "decode", id="another CloudEvents version"),
    pytest.param(changed(type="cn.onething.unheard-of.v1"), TOPIC, "unknown_type", "contract", id="unknown type"),
    pytest.param(changed(data={"number": "A-1"}), TOPIC, "contract", "contract", id="fields are missing"),
    pytest.param(changed(partitionkey="other"), TOPIC, "contract", "contract", id="keyed by something else"),
    pytest.param(changed(source="//taxation.city"), TOPIC, "wrong_source", "contract", id="in another's name"),
    pytest.param(objection().encoded(), "dept.taxation.events", "wrong_source", "contract", id="on another's topic"),
    pytest.param(
        changed(source="//taxation.city"), "dept.taxation.events", "wrong_topic", "contract",
        id="an event of another office",
    ),
    pytest.param(
        answer(source="//housing.city").encoded(), "dept.housing.events", "wrong_source", "contract",
        id="an answer for another department",
    ),
    pytest.param(changed(causationdepth=MAX_DEPTH + 1), TOPIC, "chain_too_long", "route", id="chain too long"),
    pytest.param(
        answer(case="unheard-of:1").encoded(), "dept.taxation.events", "no_such_case", "route",
        id="a case of no service",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("value", "topic", "reason", "stage"), UNFIT)
async def test_every_unfit_record_is_rejected_with_its_code(value, topic, reason, stage):
    parcel = judged(PaperRecord(value, topic), Tenure())

    assert parcel.rejected is not None
    assert (parcel.rejected.reason, STAGES[parcel.rejected.reason]) == (reason, stage)
    assert parcel.errands == ()


def test_a_broken_contract_says_what_is_wrong_and_repeats_nothing_personal():
    value = changed(partitionkey=CITIZEN, data={"number": CITIZEN, "household": {"id": CITIZEN}, "grounds": [CITIZEN]})

    with pytest.raises(ContractBroken) as broken:
        received(value, TOPIC)

    assert "household" in str(broken.value)
    assert CITIZEN not in str(broken.value)


def test_a_wrong_key_is_not_repeated():
    with pytest.raises(ContractBroken) as broken:
        received(changed(partitionkey=CITIZEN), TOPIC)

    assert "number" in str(broken.value)
    assert CITIZEN not in str(broken.value)


def test_every_breach_is_a_reason_and_every_reason_has_a_stage():
    assert {Reason(breach) for breach in Breach} <= set(Reason)
    assert set(STAGES) == set(Reason)
    assert set(STAGES.values()) == {"decode", "contract", "route", "temporal", "bug"}


async def test_a_bug_of_ours_rejects_the_record_without_its_words(monkeypatch):
    def broken(event):
        raise ZeroDivisionError(CITIZEN)

    monkeypatch.setattr(intake, "reactions", broken)

    parcel = judged(record(objection()), Tenure())

    assert parcel.rejected is not None
    assert parcel.rejected.reason is Reason.BUG
    assert "ZeroDivisionError at broken" in str(parcel.rejected)
    assert CITIZEN not in str(parcel.rejected)


def test_an_event_that_may_be_early_keeps_and_an_answer_presupposes_its_case():
    (early,) = errands(objection().encoded(), TOPIC)
    (late,) = errands(answer().encoded(), "dept.taxation.events")

    assert (early.case, early.keeps) == (CASE, True)
    assert (late.case, late.keeps) == (CASE, False)
    assert late.service.id == "assistance"


def test_the_longest_chain_is_still_accepted():
    assert errands(changed(causationdepth=MAX_DEPTH), TOPIC)


def test_an_event_that_concerns_no_case_asks_for_nothing():
    assert errands(grading().encoded(), OUTCOMES) == ()


def test_only_triggers_that_name_their_case_presuppose_it():
    assert {trigger.on.__name__ for trigger in TRIGGERS if not trigger.keeps} == {
        "AssistanceChangeAnswered",
        "AssistanceClosed",
        "AssistanceObjectionRaised",
        "DisabilityOfferAnswered",
        "MarriageStatementMade",
        "QuestionAnswered",
    }
    assert all(trigger.keeps for trigger in TRIGGERS if trigger.service is not None)


async def test_an_event_in_the_binary_form_of_cloudevents_reaches_its_case():
    sent = objection()
    attributes = sent.model_dump(mode="json", exclude={"data", "datacontenttype"}, exclude_none=True)
    headers: list[tuple[str, bytes | None]] = [(f"ce_{name}", str(said).encode()) for name, said in attributes.items()]

    parcel = judged(PaperRecord(json.dumps(sent.data).encode(), headers=headers), Tenure())

    assert parcel.rejected is None
    assert [(errand.case, errand.envelope) for errand in parcel.errands] == [(CASE, sent)]


async def test_events_for_one_case_go_together_and_others_alone():
    tenure, later = Tenure(), Tenure()
    first = judged(record(answer(id_="e-1"), "dept.taxation.events"), tenure)
    same = judged(record(answer(id_="e-2", department="housing"), "dept.housing.events"), tenure)
    other_case = judged(record(answer("assistance:A-2", "e-3"), "dept.taxation.events"), tenure)
    other_way = judged(record(objection(id_="e-4")), tenure)
    after_rebalance = judged(record(answer(id_="e-5"), "dept.taxation.events"), later)
    nobodys = judged(record(grading(), OUTCOMES), tenure)
    broken = judged(PaperRecord(b"{"), tenure)

    assert go_together([first], same)
    assert go_together([first, same], first)
    for other in (other_case, other_way, after_rebalance, nobodys, broken):
        assert not go_together([first], other)
        assert not go_together([other], first)


async def test_a_signal_of_several_stays_small():
    tenure = Tenure()
    large = judged(record(objection(grounds="x" * 200_000)), tenure)
    small = judged(record(objection(id_="e-2")), tenure)

    assert go_together([large], small)
    assert not go_together([large], large)
    assert not go_together([small] * 100, small)


def test_rejected_keeps_its_reason():
    assert Rejected(Reason.TOO_LARGE, "3 MB").reason == "too_large"


def test_a_record_under_another_key_than_its_events_is_rejected_and_one_without_a_key_is_not():
    sent = objection()

    other = judged(PaperRecord(sent.encoded(), key=b"another"), Tenure())
    without = judged(PaperRecord(sent.encoded(), key=None), Tenure())

    assert other.rejected is not None
    assert other.rejected.reason is Reason.CONTRACT
    assert without.rejected is None
