"""`household`: what the register knows of a household, with the case and the event of every line (一户一档)."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

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
    members = table("Members", "person", "from", "to", "case")
    for member in file.members:
        members.add_row(member.person, *_days(member.period), member.case)
    rights = table("Entitlements", "benefit", "for", "yuan", "from", "to", "", "case", "event")
    for right in file.entitlements:
        rights.add_row(right.benefit, right.person or "household", _yuan(right.amount), *_days(right.decided),
                       _now(right), right.case, right.event)  # fmt: skip
    items = table("Linked items", "item", "department", "result", "on", "", "case", "event")
    for item in file.items:
        corrected = f"corrected by {item.corrected_by}" if item.corrected_by else ""
        items.add_row(item.item, item.department, item.state, str(item.on), corrected, item.case, item.event)
    orders = table("Payments ordered", "order", "kind", "to", "for", "yuan", "from", "case")
    for order in file.payments:
        orders.add_row(order.key, order.kind, order.payee, order.purpose, _yuan(order.amount),
                       _day(order.first_month), order.case)  # fmt: skip
    decisions = table("Decisions", "rule", "outcome", "yuan", "on", "articles", "by", "rules", "case", "event")
    for made in file.decisions:
        decisions.add_row(made.rule, made.outcome, _yuan(made.amount), str(made.on), "\n".join(made.articles),
                          made.decided_by, made.rules_version, made.case, made.event)  # fmt: skip
    for each in (members, rights, items, orders, decisions):
        if each.row_count:
            console.print(each)


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
