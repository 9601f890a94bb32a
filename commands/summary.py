"""What does a person read after a run? One line a case, one a scenario, and what is not as expected."""

from collections.abc import Iterable, Sequence
from urllib.parse import quote

from rich.table import Table

from commands.verdicts import Verdict
from commands.words import table
from registry.services import SERVICES
from runtime.settings import Settings
from schemas.cases import CaseRecord


def cases(records: Iterable[CaseRecord]) -> Table:
    """A line for each case: what came of it, who decided, and which event opened it."""
    found = table("Cases", "case", "service", "outcome", "yuan", "decided by", "opened by")
    for record in records:
        found.add_row(*line(record))
    return found


def line(record: CaseRecord) -> tuple[str, ...]:
    """The cells of a case."""
    return (
        record.case,
        SERVICES[record.service].name_zh,
        _outcome(record),
        str(record.amount) if record.amount is not None else "",
        _decided(record),
        record.opened_by or "",
    )


def verdicts(told: Sequence[Verdict]) -> Table:
    """A line for each scenario."""
    found = table("Scenarios", "scenario", "", "cases", "as expected")
    for each in told:
        found.add_row(each.scenario, each.title_zh, str(len(each.cases)), "yes" if each.as_expected else "NO")
    return found


def link(settings: Settings, case: str) -> str | None:
    """The page of a case in the Temporal UI; None where no UI is known."""
    if settings.temporal_ui_url is None:
        return None
    return f"{settings.temporal_ui_url}/namespaces/{settings.temporal_namespace}/workflows/{quote(case, safe='')}"


def _outcome(record: CaseRecord) -> str:
    if record.status != "closed":
        waiting = f", waits for {record.waiting_on}" if record.waiting_on else ""
        return f"open: {record.stage}{waiting}"
    return " ".join(filter(None, (record.outcome, f"({record.category})" if record.category else "")))


def _decided(record: CaseRecord) -> str:
    """The last decision of a person, which is the one that counts."""
    if not record.rulings:
        return ""
    last = record.rulings[-1]
    return f"{last.officer}: {last.choice}"
