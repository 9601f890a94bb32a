"""What else do offices do for a case? Forms, notices, locks, certificates, checks and money."""

import hashlib
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from registry.departments import CHARITY, CIVIL_AFFAIRS, FINANCE, PUBLIC_SECURITY
from schemas.entitlements import PaymentOrder
from schemas.identifiers import ApplicationNumber
from simulator.answers import Content, Declined
from simulator.archive import Archive

Body = Mapping[str, Any]


def application_form(archive: Archive, body: Body) -> Content:
    """The form that lies at the town under the number."""
    form = archive.applications.get(ApplicationNumber(_text(body, "number")))
    if form is None:
        raise Declined("unknown_application", "没有该编号的申请", 404)
    return Content(result={"application": form.model_dump(mode="json")})


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


def lock_for_marriage(archive: Archive, body: Body) -> Content:
    """Nobody else can register these two until the lock is released."""
    booking, spouses = _text(body, "booking"), _couple(body)
    if archive.held_elsewhere(spouses, booking):
        raise Declined("pending_elsewhere", "一方正在其他登记机关办理", 409)
    archive.locks.update(dict.fromkeys(spouses, booking))
    return Content(result={"locked": True})


def register_marriage(archive: Archive, body: Body) -> Content:
    """The two are married from here on; the certificate's number follows from the booking."""
    booking, spouses = _text(body, "booking"), _couple(body)
    if any(archive.marital(ref).married for ref in spouses):
        raise Declined("already_married", "一方已有婚姻登记", 409)
    archive.married.update(dict.fromkeys(spouses, booking))
    number = int(hashlib.sha256(booking.encode()).hexdigest(), 16) % 1_000_000
    return Content(result={"certificate": f"J320400-{_text(body, 'on')[:4]}-{number:06d}"})


def release_marriage_lock(archive: Archive, body: Body) -> Content:
    """What this booking held is free again."""
    booking = _text(body, "booking")
    for ref in [ref for ref, holder in archive.locks.items() if holder == booking]:
        del archive.locks[ref]
    return Content(result={"released": True})


def request_police_check(_: Archive, __: Body) -> Content:
    """The police look for the person."""
    return Content(result={"taken": True})


def payment(_: Archive, body: Body) -> Content:
    """The treasury's number of the order; the order's key is the ledger's key."""
    try:
        order = PaymentOrder.model_validate(body)
    except ValidationError as error:
        raise Declined("unreadable", f"支付指令不完整:{error.error_count()} 处") from error
    return Content(result={"payment": f"PAY-{order.key}"})


def charity(_: Archive, body: Body) -> Content:
    """The federation gives what it is asked for."""
    return Content(result={"granted": True, "amount": _of(body, "amount") or "2000.00"})


ERRANDS: dict[tuple[str, str], Callable[[Archive, Body], Content]] = {
    (CIVIL_AFFAIRS.id, "application_form"): application_form,
    (CIVIL_AFFAIRS.id, "deliver_notice"): deliver_notice,
    (CIVIL_AFFAIRS.id, "post_publicity"): post_publicity,
    (CIVIL_AFFAIRS.id, "verify_emergency"): verify_emergency,
    (CIVIL_AFFAIRS.id, "lock_for_marriage"): lock_for_marriage,
    (CIVIL_AFFAIRS.id, "register_marriage"): register_marriage,
    (CIVIL_AFFAIRS.id, "release_marriage_lock"): release_marriage_lock,
    (PUBLIC_SECURITY.id, "request_police_check"): request_police_check,
    (FINANCE.id, "open_payment"): payment,
    (FINANCE.id, "pay_emergency"): payment,
    (CHARITY.id, "match_emergency"): charity,
    (CHARITY.id, "charity_referral"): charity,
}


def _of(body: Body, name: str) -> object:
    """A field of the errand; most stand in its details."""
    details = body.get("details")
    return details[name] if isinstance(details, dict) and name in details else body.get(name)


def _text(body: Body, name: str) -> str:
    value = _of(body, name)
    if value in (None, ""):
        raise Declined("unreadable", f"缺少 {name}")
    return str(value)


def _couple(body: Body) -> tuple[str, ...]:
    spouses = _of(body, "spouses")
    if not isinstance(spouses, list) or len(spouses) != 2 or not all(isinstance(ref, str) for ref in spouses):
        raise Declined("unreadable", "spouses 应为两个人员代号")
    return tuple(spouses)
