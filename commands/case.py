"""`case`: find cases, read one as the procedure it is, decide, take back, repair, keep its clocks."""

from datetime import datetime
from typing import Annotated

import typer

from commands.words import Trouble, console, say, table

app = typer.Typer(
    no_args_is_help=True, help="Find cases, read one, decide in it, take it back, repair it, keep its clocks."
)

Case = Annotated[str, typer.Argument(metavar="CASE", help="Id of the case, such as assistance:A-2026-000101.")]
As = Annotated[str, typer.Option("--as", metavar="OFFICER", help="Who acts, such as CZ-TN.head.")]
Officer = Annotated[str, typer.Option("--officer", "--as", metavar="OFFICER", help="Who acts, such as CZ-TN.bureau.")]
Clock = Annotated[str, typer.Option(help="Which clock of the case; `case show` lists them.")]
Reasons = Annotated[str, typer.Option(help="Why; the household reads it.")]


@app.command("list")
def list_(
    service: Annotated[str | None, typer.Option(help="Only of this service.")] = None,
    stage: Annotated[str | None, typer.Option(help="Only at this stage.")] = None,
    unit: Annotated[str | None, typer.Option(help="Only what is with this unit, or with one below it.")] = None,
    waiting_on: Annotated[str | None, typer.Option(metavar="ROLE", help="Only what waits for this role.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Closed cases too.")] = False,
) -> None:
    """The open cases: where each stands, for whom it waits, and until when."""
    from commands import cases

    found = table("Cases", "case", "service", "stage", "waits for", "until", "")
    for row in cases.listed(cases.Filter(service, stage, unit, waiting_on, all_)):
        found.add_row(*row)
    console.print(found)
    if not found.row_count:
        say("No case fits." if all_ else "No open case fits; --all shows the closed ones too.")


@app.command()
def show(case: Case, json: Annotated[bool, typer.Option("--json", help="For machines.")] = False) -> None:
    """The page of a case: stage, limits, departments, assessment, decisions, events."""
    from rich.markdown import Markdown

    from commands import cases, report
    from workflows.page import page

    record = cases.record(case)
    if json:
        say(report.CaseReport.of(record, link=cases.link(case)).model_dump_json(indent=2))
        return
    console.print(Markdown(page(record)))
    say(f"\n{cases.link(case) or ''}")


@app.command()
def decide(
    case: Case,
    officer: As,
    choice: Annotated[str | None, typer.Option(help="What is decided; without it the choices are told.")] = None,
    question: Annotated[str | None, typer.Option(help="Which question; the pending one by default.")] = None,
    reasons: Reasons = "",
    evidence_gap: Annotated[bool, typer.Option("--evidence-gap", help="Although an answer is missing.")] = False,
) -> None:
    """Decide what a case waits for, with reasons; only who has the role in the unit can."""
    from commands import doors
    from schemas.cases import Ruling

    if choice is None:
        raise Trouble(f"Say which --choice.\n{doors.choices(doors.ask_of(case))}")
    asked = question or doors.ask_of(case).question
    ruling = Ruling(question=asked, choice=choice, officer=officer, reasons=reasons, evidence_gap=evidence_gap)
    say(doors.decided(case, ruling))


@app.command()
def withdraw(
    case: Case, by: Annotated[str, typer.Option(metavar="WHO", help="Who takes it back.")], reasons: Reasons = ""
) -> None:
    """Take an application back; open questions and timers stop."""
    from commands import doors

    say(doors.withdrawn(case, by, reasons))


@app.command()
def repair(case: Case, officer: As, reasons: Reasons) -> None:
    """Have a refused task asked again, after it was settled with the office."""
    from commands import doors

    say(doors.repaired(case, officer, reasons))


@app.command()
def extend(
    case: Case,
    officer: Officer,
    reasons: Reasons,
    clock: Clock = "total",
    approval: Annotated[str, typer.Option(help="The paper of whoever else has to approve.")] = "",
) -> None:
    """Have a limit run longer, once; the bureau head of the county does it, and the household is told why."""
    from commands import doors
    from schemas.clocks import ExtensionOrder

    say(doors.extended(case, ExtensionOrder(clock=clock, officer=officer, reasons=reasons, approval=approval)))


@app.command()
def pause(
    case: Case,
    officer: Officer,
    ground: Annotated[str, typer.Option(help="Why it stands still: correction, appraisal, hearing or applicant.")],
    evidence: Annotated[str, typer.Option(help="The paper that shows it.")],
    clock: Clock = "total",
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="How long it is expected to take.")
    ] = None,
) -> None:
    """Have a limit stand still for correction, appraisal, hearing, or the applicant's reasons."""
    from commands import doors
    from schemas.clocks import PauseGround, PauseOrder

    if ground not in set(PauseGround):
        raise Trouble(f"{ground!r} is no ground. Choose one of: {', '.join(PauseGround)}.")
    expected = until.date() if until else None
    say(doors.paused(case, PauseOrder(
        clock=clock, officer=officer, ground=PauseGround(ground), evidence=evidence, until=expected)))  # fmt: skip


@app.command()
def resume(case: Case, officer: Officer, reasons: Reasons, clock: Clock = "total") -> None:
    """Have a limit go on; what was left of it is counted from today."""
    from commands import doors
    from schemas.clocks import ResumeOrder

    say(doors.resumed(case, ResumeOrder(clock=clock, officer=officer, reasons=reasons)))
