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
REVIEW_PAGE = Service(
    id=ServiceId("review-page"), name="Page of a review round", name_zh="动态管理批次分页",
    summary="The households of one page: what stays or rises is decided together, the rest gets a review each.",
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
DISABILITY_ROUND = Service(
    id=ServiceId("disability-round"), name="Round of the disability subsidies", name_zh="两项补贴比对调标批次",
    summary="Data compared, certificates reminded of, standards applied: page by page, people decide.",
)  # fmt: skip
DIVORCE = Service(
    id=ServiceId("divorce"), name="Divorce", name_zh="离婚登记",
    summary="By agreement, with thirty days to withdraw and thirty to collect together; by a court, noted.",
)  # fmt: skip
MARRIAGE_CORRECTION = Service(
    id=ServiceId("marriage-correction"), name="Correction of a marriage registration", name_zh="婚姻登记更正撤销",
    summary="Waits without a limit for court, procuratorate or police papers; a person revokes on them.",
)  # fmt: skip
CARE_REVIEW = Service(
    id=ServiceId("care-review"), name="New test of self-care", name_zh="自理能力复评",
    summary="A change was reported of a destitute person: tested again in ten working days, then reviewed.",
)  # fmt: skip
AID_RECOVERY = Service(
    id=ServiceId("aid-recovery"), name="Recovery of temporary aid", name_zh="临时救助追回",
    summary="Aid was obtained by an invented hardship: heard, decided by the county, recovered; other aid goes on.",
)  # fmt: skip
ITEM_REQUEST = Service(
    id=ServiceId("item-request"), name="Request of an item", name_zh="补充事项申请",
    summary="A recognised household asks for one more item of its happiness list; the item's owner decides.",
)  # fmt: skip
SERVICES: dict[ServiceId, Service] = {
    service.id: service
    for service in (
        ASSISTANCE, MEANS_CHECK, MARRIAGE, EARLY_WARNING, REVIEW, REVIEW_ROUND, REVIEW_PAGE, PAYMENT, REMEDY, RESIDENCE,
        SPENDING_AID, BEREAVEMENT, DISABILITY, DISABILITY_ROUND, DIVORCE, MARRIAGE_CORRECTION, CARE_REVIEW,
        AID_RECOVERY, ITEM_REQUEST,
    )
}  # fmt: skip


def case_id(service: Service, *business_key: str) -> CaseId:
    """The one place where a case gets its id: service and business key, so that a repeated event finds it."""
    return CaseId(":".join((service.id, *business_key)))


def key_of(case: CaseId) -> tuple[str, ...]:
    """The business key that `case_id` was given."""
    return tuple(case.split(":")[1:])


def service_of(case: CaseId) -> Service:
    """The service that a case id names; LookupError for an id that names none."""
    try:
        return SERVICES[ServiceId(case.split(":", 1)[0])]
    except KeyError:
        raise LookupError(f"Case id {case!r} names no service of the registry.") from None
