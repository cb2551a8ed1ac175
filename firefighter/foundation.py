"""What every command stands on, whether the bot runs or somebody only asks it something.

Apart from `bootstrap`, so that who only asks does not wait for all that the bot needs.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from firefighter.settings.settings import Settings
from firefighter.store import schema
from firefighter.store.database import Database


@dataclass(frozen=True)
class SystemClock:
    ahead: timedelta = timedelta()
    """By how much it goes ahead of the machine's clock; only ever set by the playground."""

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead  # noqa: TID251 - the one place that reads the clock


def open_database(settings: Settings) -> Database:
    """SQLite is made and migrated by itself; PostgreSQL is migrated by `firefighter migrate`."""
    database = Database(settings.environment.database_url)
    if database.is_sqlite:
        schema.upgrade(database)
    return database
