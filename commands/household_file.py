"""How is a household's file shown to a person? Part by part, each line with its case, corrections beside it."""

from datetime import date
from decimal import Decimal

from rich.table import Table

from commands.words import console, say, table
from schemas.household_files import EntitlementLine, HouseholdFile, Period


def show(file: HouseholdFile) -> None:
    """All parts that have lines."""
    say(f"Household {file.household}", "bold")
    for part in (_members(file), _rights(file), _items(file), _orders(file), _paid(file), _decisions(file)):
        if part.row_count:
            console.print(part)


def _members(file: HouseholdFile) -> Table:
    found = table("Members", "person", "from", "to", "case")
    for line in file.members:
        found.add_row(line.person, *_days(line.period), line.case)
    return found


def _rights(file: HouseholdFile) -> Table:
    found = table("Entitlements", "benefit", "for", "yuan", "from", "to", "", "case", "event")
    for line in file.entitlements:
        found.add_row(line.benefit, line.person or "household", _yuan(line.amount), *_days(line.decided), _now(line),
                      line.case, line.event)  # fmt: skip
    return found


def _items(file: HouseholdFile) -> Table:
    found = table("Linked items", "item", "department", "result", "on", "", "case", "event")
    for line in file.items:
        corrected = f"corrected by {line.corrected_by}" if line.corrected_by else ""
        found.add_row(line.item, line.department, line.state, str(line.on), corrected, line.case, line.event)
    return found


def _orders(file: HouseholdFile) -> Table:
    found = table("Payments ordered", "order", "kind", "to", "for", "yuan", "from", "case")
    for line in file.payments:
        found.add_row(line.key, line.kind, line.payee, line.purpose, _yuan(line.amount), _day(line.first_month),
                      line.case)  # fmt: skip
    return found


def _paid(file: HouseholdFile) -> Table:
    found = table("Payments", "payment", "month", "yuan", "set off", "", "on", "why", "case")
    for line in file.paid:
        found.add_row(line.key, f"{line.month:%Y-%m}", _yuan(line.amount), _yuan(line.set_off or None), line.state,
                      str(line.on), line.reason or "", line.case)  # fmt: skip
    return found


def _decisions(file: HouseholdFile) -> Table:
    found = table("Decisions", "rule", "outcome", "yuan", "on", "articles", "by", "case", "event")
    for line in file.decisions:
        found.add_row(line.rule, line.outcome, _yuan(line.amount), str(line.on), "\n".join(line.articles),
                      line.decided_by, line.case, line.event)  # fmt: skip
    return found


def _now(right: EntitlementLine) -> str:
    """A line that a later decision took the place of stays, and says which."""
    if right.holds is None:
        return f"corrected by {right.changed_by}"
    if right.holds != right.decided:
        return f"holds to {right.holds.last}, then {right.changed_by}"
    return ""


def _days(period: Period) -> tuple[str, str]:
    return str(period.first), _day(period.last)


def _day(day: date | None) -> str:
    return str(day) if day else ""


def _yuan(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:,.2f}"
