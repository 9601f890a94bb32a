"""`register`: the database of households, decisions and entitlements is brought up to date."""

import typer

from commands.words import Trouble, say

app = typer.Typer(no_args_is_help=True, help="Bring the register's database up to date.")


@app.callback()
def _register() -> None:
    """Keeps `migrate` a word of its own, though it is the only one."""


@app.command()
def migrate() -> None:
    """Bring the register's tables to this version; before a new version starts, and as often as one likes."""
    from sqlalchemy.exc import OperationalError

    from activities.adapters.register.upgrade import upgrade
    from commands import running

    try:
        revision = upgrade(running.given().database_url)
    except OperationalError as away:
        raise Trouble(
            f"The register's database does not answer ({type(away.orig).__name__}). "
            "Start it, or set ONETHING_DATABASE_URL, then repeat."
        ) from away
    say(f"The register is at revision {revision}.")
