"""`household`: what the register knows of a household, with the case and the event of every line (一户一档)."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from commands.words import Trouble, console, say, table

if TYPE_CHECKING:
    from schemas.household_files import EntitlementLine, HouseholdFile, Period

app = typer.Typer(no_args_is_help=True, help="Read what the register knows of a household.")


@app.callback()
def _household() -> None:
    """Keeps `show` a word of its own, though it is the only one."""


@app.command()
def show(
    household: Annotated[str, typer.Argument(metavar="HOUSEHOLD", help="Its reference, such as h-….")],
    by: Annotated[str | None, typer.Option("--as", metavar="OFFICER", help="Who reads; you, when left out.")] = None,
    case: Annotated[str | None, typer.Option(help="The case for which it is read.")] = None,
    purpose: Annotated[str, typer.Option(help="Why it is read.")] = "onething household show",
    json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """The file of a household. Each reading is written down: who, whom, what, why and when."""
    import getpass

    from commands import files
    from schemas.household_files import FileRequest
    from schemas.identifiers import CaseId, HouseholdRef

    reader = by or f"terminal:{getpass.getuser()}"
    about = FileRequest(household=HouseholdRef(household), by=reader, purpose=purpose, case=case and CaseId(case))
    found = files.read(about)
    if found is None:
        raise Trouble(f"The register knows no household {household}. It is known once a case of it was decided.")
    say(found.model_dump_json(indent=2)) if json else _show(found)


def _show(file: "HouseholdFile") -> None:
    say(f"Household {file.household}", "bold")
    for part in (_members(file), _rights(file), _items(file), _orders(file), _decisions(file)):
        if part.row_count:
            console.print(part)


def _members(file: "HouseholdFile") -> Table:
    found = table("Members", "person", "from", "to", "case")
    for line in file.members:
        found.add_row(line.person, *_days(line.period), line.case)
    return found


def _rights(file: "HouseholdFile") -> Table:
    found = table("Entitlements", "benefit", "for", "yuan", "from", "to", "", "case", "event")
    for line in file.entitlements:
        found.add_row(line.benefit, line.person or "household", _yuan(line.amount), *_days(line.decided), _now(line),
                      line.case, line.event)  # fmt: skip
    return found


def _items(file: "HouseholdFile") -> Table:
    found = table("Linked items", "item", "department", "result", "on", "", "case", "event")
    for line in file.items:
        corrected = f"corrected by {line.corrected_by}" if line.corrected_by else ""
        found.add_row(line.item, line.department, line.state, str(line.on), corrected, line.case, line.event)
    return found


def _orders(file: "HouseholdFile") -> Table:
    found = table("Payments ordered", "order", "kind", "to", "for", "yuan", "from", "case")
    for line in file.payments:
        found.add_row(line.key, line.kind, line.payee, line.purpose, _yuan(line.amount), _day(line.first_month),
                      line.case)  # fmt: skip
    return found


def _decisions(file: "HouseholdFile") -> Table:
    found = table("Decisions", "rule", "outcome", "yuan", "on", "articles", "by", "case", "event")
    for line in file.decisions:
        found.add_row(line.rule, line.outcome, _yuan(line.amount), str(line.on), "\n".join(line.articles),
                      line.decided_by, line.case, line.event)  # fmt: skip
    return found


def _now(right: "EntitlementLine") -> str:
    """A line that a later decision took the place of stays, and says which."""
    if right.holds is None:
        return f"corrected by {right.changed_by}"
    if right.holds != right.decided:
        return f"holds to {right.holds.last}, then {right.changed_by}"
    return ""


def _days(period: "Period") -> tuple[str, str]:
    return str(period.first), _day(period.last)


def _day(day: date | None) -> str:
    return str(day) if day else ""


def _yuan(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:,.2f}"
