"""Run by alembic. The program hands in its connection; by hand, DATABASE_URL names a database."""

import os
from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, Enum

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.schema import is_mapped
from firefighter.adapters.store.tables import Table
from firefighter.adapters.store.tables.base import UtcDateTime


def as_plain_types(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Migrations outlive the code, so they name no type of ours and no value of an enum."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    return False


def migrate(connection: Connection) -> None:
    # A batch rebuilds a table, and with foreign keys on, SQLite would delete what refers to it.
    context.configure(
        connection=connection,
        target_metadata=Table.metadata,
        render_as_batch=True,
        compare_type=True,
        compare_server_default=True,
        render_item=as_plain_types,
        include_name=is_mapped,
    )
    with context.begin_transaction():
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    database = Database(os.environ["DATABASE_URL"])
    with database.engine.connect() as connection:
        migrate(connection)
        connection.commit()
