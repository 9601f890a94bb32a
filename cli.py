"""What can a person at a terminal do? `onething --help` lists it."""

import os
import sys

import typer

from commands import (
    case,
    chain,
    deadletter,
    deadline,
    disability,
    doctor,
    emit,
    household,
    pay,
    policy,
    register,
    registers,
    review,
    run,
    year,
)
from commands.words import Plain

app = typer.Typer(
    name="onething",
    cls=Plain,
    help="一件事: departments' events become cases, offices answer, people decide, the citizen does one thing.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(run.run)
app.command()(run.up)
app.command()(emit.emit)
app.add_typer(case.app, name="case")
app.add_typer(chain.app, name="chain")
app.add_typer(deadletter.app, name="deadletter")
app.command()(registers.triggers)
app.command()(registers.services)
app.command()(registers.departments)
app.command()(doctor.doctor)
app.command()(deadline.deadline)
app.add_typer(policy.app, name="policy")
app.add_typer(household.app, name="household")
app.add_typer(pay.app, name="pay")
app.add_typer(disability.app, name="disability")
app.add_typer(review.app, name="review")
app.add_typer(register.app, name="register")
app.command()(year.year)


def main() -> None:
    """The `onething` command.

    It leaves without the interpreter's own clean-up, in which threads of Temporal's client crash about once in ten
    calls. What it started has ended by then, or is ended by the warden.
    """
    try:
        app()
    except SystemExit as ending:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(ending.code if isinstance(ending.code, int) else 1)


if __name__ == "__main__":
    main()
