"""`doctor`: is everything there that onething needs, and does it move? With a remedy for each thing that is not."""

import typer

from commands.words import console, say


def doctor() -> None:
    """Check the environment, the programs, the platform, the workers, the bridge and the dead letters."""
    from commands import checkup

    checks = checkup.all_checks()
    for check in checks:
        console.print("ok    " if check.ok else "not ok", style="green" if check.ok else "red", end=" ")
        say(f"{check.what}: {check.said}")
        if not check.ok:
            say(f"       {check.remedy}")
    wrong = sum(not check.ok for check in checks)
    say(f"{wrong} of {len(checks)} checks are not ok." if wrong else f"All {len(checks)} checks are ok.")
    raise typer.Exit(1 if wrong else 0)
