"""What do the offices' answers say of a disabled person? Each field from the office that decides it (domain 2.10, 9.2).

Silence says nothing: what was found before stands, then what the applicant showed; who decides is told what is missing.
"""

from collections.abc import Iterable
from typing import Any

from schemas.benefits import Drawn
from schemas.certificates import DisabilityCertificate
from schemas.disability import FindingRequest, SubsidyFinding
from schemas.questions import DataItem, ItemCode, Reply, ReplyStatus, Topic

FEDERATION, BUREAU = Topic.DISABILITY_CERTIFICATE, Topic.SUBSIDY_NEED
LABOUR, POLICE, JUSTICE = "human-resources", "public-security", "justice"
JOBS = frozenset({ItemCode.EMPLOYMENT, ItemCode.WAGE})
_NEED = ("income_per_head", "several_disabled", "kept_by_aged_parents", "major_disease", "local")


def finding(request: FindingRequest) -> SubsidyFinding:
    """Everything together, with the offices that did not answer."""
    former = request.former.model_dump(include=_KEPT) if request.former else {}
    found = {**former, **_shown(request), **_certificate(request), **_need(request), **_registers(request)}
    missing = tuple(reply.department for reply in request.replies if reply.status is not ReplyStatus.ANSWERED)
    return SubsidyFinding.model_validate({
        "certificate": None, **found, "case": request.case, "person": request.person, "household": request.household,
        "on": request.on, "missing": missing,
    })  # fmt: skip


_KEPT = set(SubsidyFinding.model_fields) - {"case", "person", "household", "on", "missing"}


def _shown(request: FindingRequest) -> dict[str, Any]:
    """The certificate as the applicant showed it; where the household register lies."""
    application = request.application
    if application is None:
        return {}
    said: dict[str, Any] = {"local": application.home is not None}
    if application.declared is not None:
        issued = min(application.submitted_on, application.transferred_on or application.submitted_on)
        said["certificate"] = DisabilityCertificate(disability=application.declared, issued_on=issued)
    return said


def _certificate(request: FindingRequest) -> dict[str, Any]:
    if not any(reply.topic is FEDERATION for reply in _answered(request.replies)):
        return {}
    record = _record(request, FEDERATION) or {}
    said = record.get("certificate")
    found = {"certificate": DisabilityCertificate.model_validate(said) if said else None}
    return found | ({"care_months": record["care_months"]} if "care_months" in record else {})


def _need(request: FindingRequest) -> dict[str, Any]:
    record = _record(request, BUREAU)
    if record is None:
        return {}
    drawn = tuple(Drawn.model_validate(line) for line in record.get("drawn", ()))
    return {"drawn": drawn, **{name: record[name] for name in _NEED if record.get(name) is not None}}


def _registers(request: FindingRequest) -> dict[str, Any]:
    """Work and pension, custody, death: an office that answers without a hit says that there is none."""
    found: dict[str, Any] = {}
    labour, police, justice = (_items(request, office) for office in (LABOUR, POLICE, JUSTICE))
    if labour is not None:
        codes = {item.code for item in labour}
        found |= {"works": not codes.isdisjoint(JOBS), "pension": ItemCode.PENSION in codes}
    if police is not None:
        found["died_on"] = next((item.as_of for item in police if item.code is ItemCode.DEATH), None)
    if justice is not None:
        since = next((item.as_of for item in justice if item.code is ItemCode.PRISON), None)
        found |= {"in_custody": since is not None, "custody_since": since}
    return found


def _items(request: FindingRequest, office: str) -> tuple[DataItem, ...] | None:
    """None while the office has not answered."""
    answered = [reply for reply in _answered(request.replies) if reply.department == office]
    if not answered:
        return None
    return tuple(item for item in answered[-1].items if item.person == request.person)


def _record(request: FindingRequest, topic: Topic) -> dict[str, Any] | None:
    """What an office's record says of this very person; None while it has said nothing."""
    answered = [reply for reply in _answered(request.replies) if reply.topic is topic]
    records = answered[-1].result.get("records", ()) if answered else ()
    return next((record for record in records if record.get("person") == request.person), None)


def _answered(replies: Iterable[Reply]) -> Iterable[Reply]:
    return (reply for reply in replies if reply.status is ReplyStatus.ANSWERED)
