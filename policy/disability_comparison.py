"""Whose right would be another one by what the offices say now, and whose certificate expires? (domain 9.2)

Only what would change a right is a difference; what offices write differently and changes nothing is none.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from policy import disability_letters
from policy.disability_changes import assessment
from policy.disability_findings import finding
from policy.disability_person import Moment, certificate_at
from policy.disability_subsidies import reminder
from policy.disability_timeline import amounts
from policy.figures import CZ_DEMO, Pack, numbers
from policy.months import month_of
from schemas.disability import FindingRequest, Subsidy, SubsidyFile, SubsidyRequest
from schemas.disability_rounds import Compared, ComparisonRequest, Difference, Expiring

IMPLAUSIBLE = numbers("disability_subsidies", "implausible_share", Decimal)
LEAST = numbers("disability_subsidies", "implausible_least", int)


def compared(files: tuple[SubsidyFile, ...], request: ComparisonRequest, pack: Pack = CZ_DEMO) -> Compared:
    """Everybody of a page; so many differences that the data are rather wrong than the rights are told apart."""
    found = tuple(one for file in files if (one := _difference(file, request, pack)) is not None)
    many = len(found) >= LEAST.on(request.on, pack) and len(found) > IMPLAUSIBLE.on(request.on, pack) * len(files)
    return Compared(persons=len(files), differences=found, implausible=many)


def expiring(file: SubsidyFile, on: date, pack: Pack = CZ_DEMO) -> Iterator[Expiring]:
    """A certificate of somebody who is paid, from the day of the reminder to its own last day."""
    certificate = certificate_at(file, Moment(on, whole=True))
    if certificate is None or certificate.valid_to is None or certificate.cancelled_on is not None:
        return
    told = reminder(certificate, pack)
    paid = any(amounts(file.rights, kind, month_of(on)) is not None for kind in Subsidy)
    if file.household is not None and paid and told is not None and told <= on <= certificate.valid_to:
        yield Expiring(person=file.person, household=file.household, valid_to=certificate.valid_to,
                       letter=disability_letters.reminder(certificate.valid_to))  # fmt: skip


def _difference(file: SubsidyFile, request: ComparisonRequest, pack: Pack) -> Difference | None:
    if file.household is None:
        return None
    said = finding(FindingRequest(
        case=request.case, person=file.person, household=file.household, on=request.on, replies=request.replies,
        former=file.newest))  # fmt: skip
    by_data = file.model_copy(update={"findings": (*file.findings, said)})
    found = assessment(SubsidyRequest(file=by_data, on=request.on), pack)
    reasons = [code for change in found.differing for code in change.reasons]
    if found.overpaid and not reasons:
        reasons = ["overpaid"]
    return Difference(person=file.person, reasons=tuple(dict.fromkeys(reasons))) if reasons else None
