"""`pay`: payment runs: what one would pay, opening one, the calendar that opens them, what reached no account."""

from decimal import Decimal
from typing import Annotated

import typer

from commands.words import console, say, table

app = typer.Typer(no_args_is_help=True, help="Pay a month, or a special occasion, and see what is owed.")

Month = Annotated[str, typer.Argument(metavar="MONTH", help="Such as 2026-12.")]
Occasion = Annotated[str, typer.Option(help="monthly, or arrears, correction, price-subsidy; again as arrears-2.")]
AsJson = Annotated[bool, typer.Option("--json", help="For machines.")]


@app.command()
def preview(month: Month, occasion: Occasion = "monthly", json: AsJson = False) -> None:
    """What a run would pay now, by benefit. Nothing is written."""
    from commands import paying

    sums = paying.preview(month, occasion)
    if json:
        say(f"[{', '.join(each.model_dump_json() for each in sums)}]")
        return
    found = table(f"A run {month} {occasion} would pay", "benefit", "payments", "due", "set off", "yuan")
    for each in sums:
        found.add_row(each.benefit, str(each.payments), *map(_yuan, (each.due, each.set_off, each.amount)))
    total = sum((each.amount for each in sums), Decimal("0.00"))
    found.add_row("all", str(sum(each.payments for each in sums)), "", "", _yuan(total))
    console.print(found)


@app.command()
def run(month: Month, occasion: Occasion = "monthly") -> None:
    """Open a run. Nothing is paid before a finance officer has approved its list."""
    from commands import paying

    case = paying.opened(month, occasion)
    say(f"Opened {case}. `onething case show {case}` tells how far it is.")


@app.command()
def schedule(
    day: Annotated[int, typer.Option(min=1, max=9, help="Day of the month on which it is opened.")] = 1,
    hour: Annotated[int, typer.Option(min=0, max=23, help="Hour of that day, in China.")] = 6,
    pause: Annotated[bool, typer.Option("--pause", help="Open no runs until it is scheduled again.")] = False,
) -> None:
    """Have each month's run opened by itself; as often as one likes, there is one calendar."""
    from commands import paying

    say(paying.scheduled(day, hour, pause=pause))


@app.command()
def owed(
    run: Annotated[str | None, typer.Argument(metavar="CASE", help="Only what this run tried last.")] = None,
    by: Annotated[str | None, typer.Option("--as", metavar="OFFICER", help="Who reads; you, when left out.")] = None,
    json: AsJson = False,
) -> None:
    """What is owed because it reached no account, or came back; each reading is written down."""
    from commands import paying

    lines = paying.owed(run, by)
    if json:
        say(f"[{', '.join(line.model_dump_json() for line in lines)}]")
        return
    found = table("Owed", "payment", "to", "benefit", "month", "yuan", "", "because", "since")
    for line in lines:
        found.add_row(line.payment, line.payee, line.benefit, f"{line.month:%Y-%m}", _yuan(line.amount), line.state,
                      line.reason or "", str(line.since))  # fmt: skip
    console.print(found if lines else "Nothing is owed.")


def _yuan(amount: Decimal) -> str:
    return f"{amount:,.2f}"
