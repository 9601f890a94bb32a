"""Which services does the city run as cases?"""

from schemas.base import Model
from schemas.identifiers import CaseId, ServiceId


class Service(Model):
    """A procedure as citizens name it, and the workflow that carries it."""

    id: ServiceId
    name: str
    name_zh: str
    summary: str


CASES = "cases"
"""The task queue of the procedures themselves."""

ASSISTANCE = Service(
    id=ServiceId("assistance"), name="Social assistance, one door", name_zh="社会救助一门受理",
    summary="One application for every category, 14 departments, linked items after recognition.",
)  # fmt: skip
MEANS_CHECK = Service(
    id=ServiceId("means-check"), name="Household means check", name_zh="家庭经济状况核对",
    summary="All registers are asked at once under one authorisation; a report, never a decision.",
)  # fmt: skip
MARRIAGE = Service(
    id=ServiceId("marriage"), name="Marriage, one thing", name_zh="结婚一件事",
    summary="Registration, both household registers and linked items by consent.",
)  # fmt: skip
EARLY_WARNING = Service(
    id=ServiceId("early-warning"), name="Early warning", name_zh="医疗早期预警",
    summary="An alert is graded, visited, helped and closed; help opens further services.",
)  # fmt: skip
SERVICES: dict[ServiceId, Service] = {
    service.id: service for service in (ASSISTANCE, MEANS_CHECK, MARRIAGE, EARLY_WARNING)
}


def case_id(service: Service, *business_key: str) -> CaseId:
    """The one place where a case gets its id: service and business key, so that a repeated event finds it."""
    return CaseId(":".join((service.id, *business_key)))


def service_of(case: CaseId) -> Service:
    """The service that a case id names; LookupError for an id that names none."""
    try:
        return SERVICES[ServiceId(case.split(":", 1)[0])]
    except KeyError:
        raise LookupError(f"Case id {case!r} names no service of the registry.") from None
