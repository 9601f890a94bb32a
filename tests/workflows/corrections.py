"""Disputes about a registration that tests bring: a request, papers of authorities, and what the two say."""

from typing import Any

from events.contracts.marriage_papers import MarriageDisputed, MarriageEvidenceIssued, MarriageStatementMade
from tests.workflows.bookings import BRIDE
from tests.workflows.paper_base import CERTIFICATE
from tests.workflows.paper_case import PaperCase

ABOUT = {"certificate": CERTIFICATE, "office": "CZ-TN"}


def disputed(**changed: Any) -> MarriageDisputed:
    return MarriageDisputed.model_validate({
        **ABOUT, "ground": "stolen identity", "by": BRIDE, "on": "2026-06-01", **changed,
    })  # fmt: skip


def issued(kind: str = "police finding", **changed: Any) -> MarriageEvidenceIssued:
    return MarriageEvidenceIssued.model_validate({
        **ABOUT, "kind": kind, "number": "常公(户)认字2026第3号", "on": "2026-08-01", **changed,
    })  # fmt: skip


def said(case: PaperCase, by: str, *, hearing: bool = False) -> MarriageStatementMade:
    return MarriageStatementMade.model_validate({
        "case": case.id, "by": by, "on": "2026-08-20", "hearing_wanted": hearing,
    })  # fmt: skip
