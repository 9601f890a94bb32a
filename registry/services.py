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
REVIEW = Service(
    id=ServiceId("review"), name="Review of a household", name_zh="动态管理复核",
    summary="A fact, or a date, changes what a household is entitled to; people decide, arrears and recovery follow.",
)  # fmt: skip
REVIEW_ROUND = Service(
    id=ServiceId("review-round"), name="Review round", name_zh="动态管理批次",
    summary="Whose check is due, whom a new standard concerns: page by page, never a case for each at once.",
)  # fmt: skip
PAYMENT = Service(
    id=ServiceId("payment"), name="Payment run", name_zh="待遇发放批次",
    summary="A month of every benefit: frozen list, approval, batches, failures, returns, reconciliation.",
)  # fmt: skip
REMEDY = Service(
    id=ServiceId("remedy"), name="Reconsideration and court", name_zh="复议诉讼",
    summary="A decision under review is marked; when it is revoked, a new decision and back pay follow.",
)  # fmt: skip
RESIDENCE = Service(
    id=ServiceId("residence"), name="Residence part of an application in the province", name_zh="省内通办居住地办理",
    summary="Home visit and publicity where the household lives, for the town of its register.",
)  # fmt: skip
SPENDING_AID = Service(
    id=ServiceId("spending-aid"), name="Temporary aid for spending", name_zh="支出型临时救助",
    summary="Necessary spending beyond means: check, publicity, decision by town or county, one payment.",
)  # fmt: skip
BEREAVEMENT = Service(
    id=ServiceId("bereavement"), name="After death, one thing", name_zh="身后一件事",
    summary="Certificate, funeral, household register, every stop, survivor money; all back if it was wrong.",
)  # fmt: skip
DISABILITY = Service(
    id=ServiceId("disability-subsidies"), name="Two disability subsidies", name_zh="残疾人两项补贴",
    summary="Living and nursing subsidy: asked for anywhere or offered, checked by data, adjusted by standard.",
)  # fmt: skip
DIVORCE = Service(
    id=ServiceId("divorce"), name="Divorce by agreement", name_zh="协议离婚",
    summary="Application, thirty days to withdraw, thirty days to collect together at the same office.",
)  # fmt: skip
MARRIAGE_CORRECTION = Service(
    id=ServiceId("marriage-correction"), name="Correction of a marriage registration", name_zh="婚姻登记更正撤销",
    summary="Waits without a limit for court, procuratorate or police papers; a person revokes on them.",
)  # fmt: skip
SERVICES: dict[ServiceId, Service] = {
    service.id: service
    for service in (
        ASSISTANCE, MEANS_CHECK, MARRIAGE, EARLY_WARNING, REVIEW, REVIEW_ROUND, PAYMENT, REMEDY, RESIDENCE,
        SPENDING_AID, BEREAVEMENT, DISABILITY, DIVORCE, MARRIAGE_CORRECTION,
    )
}  # fmt: skip


def case_id(service: Service, *business_key: str) -> CaseId:
    """The one place where a case gets its id: service and business key, so that a repeated event finds it."""
    return CaseId(":".join((service.id, *business_key)))


def service_of(case: CaseId) -> Service:
    """The service that a case id names; LookupError for an id that names none."""
    try:
        return SERVICES[ServiceId(case.split(":", 1)[0])]
    except KeyError:
        raise LookupError(f"Case id {case!r} names no service of the registry.") from None
