import pytest
from google.protobuf.any_pb2 import Any as Detail
from temporalio.api.common.v1 import GrpcStatus
from temporalio.api.errordetails.v1 import NamespaceNotFoundFailure, NotFoundFailure
from temporalio.service import RPCError, RPCStatusCode

from events.door import CaseAway, Outage, meaning, request_id
from events.intake import errands
from events.rejection import Reason, Rejected
from tests.events.bridge.letters import TOPIC, objection

OUTAGES = {
    "UNAVAILABLE", "DEADLINE_EXCEEDED", "RESOURCE_EXHAUSTED", "ABORTED", "CANCELLED", "INTERNAL", "UNKNOWN",
    "UNAUTHENTICATED",
}  # fmt: skip


def answer(status, *details):
    packed = []
    for detail in details:
        packed.append(Detail())
        packed[-1].Pack(detail)
    return RPCError("as the server said", status, GrpcStatus(code=status, details=packed).SerializeToString())


@pytest.mark.parametrize("status", [status for status in RPCStatusCode if status is not RPCStatusCode.OK])
def test_every_answer_of_the_server_has_one_meaning(status):
    said = meaning(answer(status))

    if status.name in OUTAGES:
        assert isinstance(said, Outage)
    elif status.name in {"ALREADY_EXISTS", "NOT_FOUND"}:
        assert isinstance(said, CaseAway)
    else:
        assert isinstance(said, Rejected)
        assert said.reason is Reason.REFUSED_BY_TEMPORAL
        assert str(said) == f"{status.name}: as the server said"


def test_a_missing_case_is_told_from_a_missing_namespace():
    case = meaning(answer(RPCStatusCode.NOT_FOUND, NotFoundFailure()))
    namespace = meaning(answer(RPCStatusCode.NOT_FOUND, NamespaceNotFoundFailure(namespace="nope")))

    assert isinstance(case, CaseAway)
    assert isinstance(namespace, Rejected)


def test_one_event_is_its_own_request_and_several_make_one_that_repeats():
    one, two = (errands(objection(id_=id_).encoded(), TOPIC)[0] for id_ in ("e-1", "e-2"))

    assert request_id([one]) == f"{one.envelope.source}#e-1"
    assert request_id([one, two]) == request_id([one, two])
    assert len({request_id([one, two]), request_id([two, one]), request_id([one]), request_id([two])}) == 4
