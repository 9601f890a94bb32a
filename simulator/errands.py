"""What else do offices do for a case? Forms, notices, locks, certificates, checks and money."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from pydantic import ValidationError

from registry.departments import CHARITY, CIVIL_AFFAIRS, DEPARTMENTS, FINANCE, PUBLIC_SECURITY
from schemas.base import Model
from schemas.entitlements import PaymentOrder
from schemas.identifiers import ApplicationNumber
from schemas.payments import BatchOrder, StatementRequest
from simulator import after_death, marriage_base
from simulator.answers import Content, Declined
from simulator.archive import Archive

Body = Mapping[str, Any]
Order = TypeVar("Order", bound=Model)


def application_form(archive: Archive, body: Body) -> Content:
    """The form that lies at the town under the number."""
    form = archive.applications.get(ApplicationNumber(_text(body, "number")))
    if form is None:
        raise Declined("unknown_application", "没有该编号的申请", 404)
    return Content(result={"application": form.model_dump(mode="json")})


def application_forms(archive: Archive, body: Body) -> Content:
    """The forms under many numbers, in their order."""
    numbers = _of(body, "numbers")
    forms = [application_form(archive, {"number": number}) for number in numbers] if isinstance(numbers, list) else []
    return Content(result={"applications": [form.result["application"] for form in forms]})


def subsidy_papers(_: Archive, body: Body) -> Content:
    """The national system of the two subsidies has passed it on."""
    return Content(result={"passed_on": True, "region": _text(body, "region")})


def deliver_notices(_: Archive, body: Body) -> Content:
    """Every household of the list has its notice in hand."""
    notices = _of(body, "notices")
    return Content(result={"delivered": len(notices) if isinstance(notices, list) else 0})


def settle_transfer(_: Archive, body: Body) -> Content:
    """The old town pays to the end of the month."""
    return Content(result={"settled": True, "last_month": _text(body, "last_month")})


def hand_over_household(_: Archive, body: Body) -> Content:
    """The file has gone to the new place."""
    return Content(result={"handed_over": True, "region": _text(body, "region")})


def seal_check_data(_: Archive, body: Body) -> Content:
    """Nobody opens it any more."""
    questions = _of(body, "questions")
    return Content(result={"sealed": len(questions) if isinstance(questions, list) else 0})


def take_back_question(_: Archive, body: Body) -> Content:
    """The office answers it no more."""
    return Content(result={"taken_back": _text(body, "question")})


def deliver_notice(_: Archive, body: Body) -> Content:
    """The household has the notice in hand."""
    return Content(result={"delivered": True, "kind": _text(body, "kind")})


def post_publicity(_: Archive, body: Body) -> Content:
    """The opinion hangs on the board of the village or community."""
    return Content(result={"posted": True, "until": _text(body, "until")})


def verify_emergency(_: Archive, body: Body) -> Content:
    """Two visitors saw it on the spot."""
    seen = {"confirmed": True, "verified_need": str(Decimal(_text(body, "need")).quantize(Decimal("0.01")))}
    return Content(result={**seen, "visitors": ["周晓峰", "吴美玲"]})


def visit_after_emergency(_: Archive, __: Body) -> Content:
    """Two visitors find the household as it was said."""
    return Content(result={"confirmed": True, "visitors": ["周晓峰", "吴美玲"]})


def request_police_check(_: Archive, __: Body) -> Content:
    """The police look for the person."""
    return Content(result={"taken": True})


def payment(_: Archive, body: Body) -> Content:
    """The treasury's number of the order; the order's key is the ledger's key."""
    return Content(result={"payment": f"PAY-{_read(PaymentOrder, body).key}"})


def pay_batch(archive: Archive, body: Body) -> Content:
    """Each transfer once, by its key and attempt."""
    return Content(result={"payments": archive.bank.pay(_read(BatchOrder, body))})


def statement(archive: Archive, body: Body) -> Content:
    """What the bureau's own books say of a run."""
    return Content(result=archive.bank.statement(_read(StatementRequest, body)).model_dump(mode="json"))


def charity(_: Archive, body: Body) -> Content:
    """The federation gives what it is asked for."""
    return Content(result={"granted": True, "amount": _of(body, "amount") or "2000.00"})


def _plainly(done: Callable[[Body], dict[str, Any]]) -> Callable[[Archive, Body], Content]:
    return lambda _, body: Content(result=done(body))


ERRANDS: dict[tuple[str, str], Callable[[Archive, Body], Content]] = {
    **marriage_base.ERRANDS,
    (CIVIL_AFFAIRS.id, "application_form"): application_form,
    (CIVIL_AFFAIRS.id, "application_forms"): application_forms,
    (CIVIL_AFFAIRS.id, "transfer_package"): application_form,
    (CIVIL_AFFAIRS.id, "settle_transfer"): settle_transfer,
    (CIVIL_AFFAIRS.id, "hand_over_household"): hand_over_household,
    (CIVIL_AFFAIRS.id, "deliver_notice"): deliver_notice,
    (CIVIL_AFFAIRS.id, "seal_check_data"): seal_check_data,
    **{(department.id, "take_back_question"): take_back_question for department in DEPARTMENTS.values()},
    (CIVIL_AFFAIRS.id, "deliver_notices"): deliver_notices,
    (CIVIL_AFFAIRS.id, "push_subsidy_papers"): subsidy_papers,
    (CIVIL_AFFAIRS.id, "return_subsidy_result"): subsidy_papers,
    (CIVIL_AFFAIRS.id, "hand_over_subsidies"): subsidy_papers,
    (CIVIL_AFFAIRS.id, "post_publicity"): post_publicity,
    (CIVIL_AFFAIRS.id, "verify_emergency"): verify_emergency,
    (CIVIL_AFFAIRS.id, "visit_after_emergency"): visit_after_emergency,
    (PUBLIC_SECURITY.id, "request_police_check"): request_police_check,
    (FINANCE.id, "open_payment"): payment,
    (FINANCE.id, "pay_emergency"): payment,
    (FINANCE.id, "pay_batch"): pay_batch,
    (FINANCE.id, "statement"): statement,
    (FINANCE.id, "pay_once"): payment,
    (CHARITY.id, "match_emergency"): charity,
    (CHARITY.id, "charity_referral"): charity,
    **{errand: _plainly(done) for errand, done in after_death.DONE.items()},
}


def _read(order: type[Order], body: Body) -> Order:
    try:
        return order.model_validate(dict(body))
    except ValidationError as error:
        raise Declined("unreadable", f"支付指令不完整:{error.error_count()} 处") from error


def _of(body: Body, name: str) -> object:
    """A field of the errand; most stand in its details."""
    details = body.get("details")
    return details[name] if isinstance(details, dict) and name in details else body.get(name)


def _text(body: Body, name: str) -> str:
    value = _of(body, name)
    if value in (None, ""):
        raise Declined("unreadable", f"缺少 {name}")
    return str(value)
