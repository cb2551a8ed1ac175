"""The clock and the database of every command.

Separate from `bootstrap`, so that short commands do not load the whole bot.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import make_url

from firefighter.adapters.store import schema
from firefighter.adapters.store.database import Database
from firefighter.settings.settings import Settings


@dataclass(frozen=True)
class SystemClock:
    ahead: timedelta = timedelta()
    """How far the clock is moved forward. Used by the playground."""

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead  # noqa: TID251 - the one place that reads the clock


def open_database(settings: Settings) -> Database:
    """Opens the database.

    SQLite is created and migrated; PostgreSQL needs `firefighter migrate`.
    """
    database = Database(settings.environment.database_url)
    if database.is_sqlite:
        schema.upgrade(database)
    return database


def missing_file(settings: Settings) -> Path | None:
    """The SQLite file that DATABASE_URL names, if there is none."""
    url = make_url(settings.environment.database_url)
    if url.get_backend_name() != "sqlite" or (url.database or "").startswith("file:"):
        return None
    path = Path(url.database or "").resolve()
    return None if path.exists() else path
