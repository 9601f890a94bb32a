"""`household`: what the register knows of a household: file, list of a year, timeline, gaps, readings (一户一档)."""

from typing import Annotated

import typer

from commands import household_code, household_consent
from commands.words import say

app = typer.Typer(no_args_is_help=True, help="Read what the register knows of a household; its code and consents.")
app.add_typer(household_code.app, name="code")
app.add_typer(household_consent.app, name="consent")

Household = Annotated[str, typer.Argument(metavar="HOUSEHOLD", help="Its reference, such as h-….")]
Officer = Annotated[str, typer.Option(metavar="OFFICER", help="Who reads, such as CZ-TN.head; the unit's or above.")]
Purpose = Annotated[str, typer.Option(help="Why it is read; the household can see it.")]
Case = Annotated[str | None, typer.Option(help="The case for which it is read.")]
Json = Annotated[bool, typer.Option("--json", help="For machines.")]
Year = Annotated[int | None, typer.Option(min=2000, help="The year; this one when left out.")]


@app.command()
def show(household: Household, officer: Officer, purpose: Purpose = "", case: Case = None, json: Json = False) -> None:
    """The file of a household, as it was entered. Each reading is written down: who, whom, what, why and when."""
    from commands import files, household_file

    with files.opened() as offices:
        found = offices.lists.file(files.reading(household, officer, purpose, case))
    say(found.model_dump_json(indent=2)) if json else household_file.show(found)


@app.command("list")
def list_(
    household: Household, officer: Officer, purpose: Purpose = "", case: Case = None, year: Year = None,
    json: Json = False,
) -> None:  # fmt: skip
    """The happiness list of a year: what was recognised, paid and given, who is silent, what may also be given."""
    from commands import files, household_tables

    with files.opened() as offices:
        found = offices.lists.list_of(files.reading(household, officer, purpose, case), year or files.now().year)
    say(found.model_dump_json(indent=2)) if json else household_tables.show_list(found)


@app.command()
def timeline(
    household: Household, officer: Officer, purpose: Purpose = "", case: Case = None, json: Json = False
) -> None:
    """Everything that happened to a household, across services and years, each with its case and its event."""
    from commands import files, household_tables

    with files.opened() as offices:
        found = offices.lists.timeline(files.reading(household, officer, purpose, case))
    household_tables.show(found, household_tables.timeline(found), as_json=json)


@app.command()
def gaps(household: Household, officer: Officer, purpose: Purpose = "", case: Case = None, json: Json = False) -> None:
    """What the household may also be entitled to, and why."""
    from commands import files, household_tables

    with files.opened() as offices:
        found = offices.lists.gaps(files.reading(household, officer, purpose, case))
    household_tables.show(found, household_tables.gaps(found), as_json=json)


@app.command()
def access(
    household: Household, officer: Officer, purpose: Purpose = "", case: Case = None, json: Json = False
) -> None:
    """Who has read of a household, or tried to; the holder of its code asks `code access`."""
    from commands import files, household_tables

    with files.opened() as offices:
        found = offices.lists.readings(files.reading(household, officer, purpose, case))
    household_tables.show(found, household_tables.readings(found), as_json=json)


@app.command()
def protect(
    household: Household,
    person: Annotated[str, typer.Argument(metavar="PERSON", help="The member who is protected, such as p-….")],
    officer: Officer,
    purpose: Purpose = "",
    case: Case = None,
    lift: Annotated[bool, typer.Option("--lift", help="The protection ends.")] = False,
) -> None:
    """Hide a member's address and list from the other adults, as after domestic violence; or no longer."""
    from commands import files
    from schemas.identifiers import PersonRef

    with files.opened() as offices:
        reading = files.reading(household, officer, purpose, case)
        offices.lists.protect(reading, PersonRef(person), protected=not lift)
    say(f"{person} is {'no longer ' if lift else ''}protected in {household}.")
