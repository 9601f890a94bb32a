"""Run by Alembic: migrates over the connection, and in the transaction, that `upgrade.py` hands over."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.types import TypeDecorator

from activities.adapters.register.tables import Base
from activities.adapters.register.upgrade import ours


def rendered(kind: str, thing: object, _: AutogenContext) -> str | Literal[False]:
    """A revision names the database's own types, so that it never changes with our code."""
    return f"sa.{thing.impl_instance!r}" if kind == "type" and isinstance(thing, TypeDecorator) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_name=ours,
    render_item=rendered,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
