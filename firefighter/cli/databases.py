import logging
from collections.abc import Iterator
from contextlib import contextmanager

from firefighter.foundation import open_database
from firefighter.settings.errors import SettingsError
from firefighter.settings.settings import Settings
from firefighter.store import schema
from firefighter.store.database import Database


@contextmanager
def current_database(settings: Settings, *, quiet: bool = False) -> Iterator[Database]:
    """The database, of this version's schema. Raises SettingsError, StoreUnavailable.

    `quiet` keeps the steps of a migration off the terminal of who only wants an answer.
    """
    if quiet:
        logging.getLogger("alembic").setLevel(logging.WARNING)
    database = open_database(settings)
    try:
        if not schema.is_current(database):
            raise SettingsError("DATABASE_URL has another schema: run `firefighter migrate`.")
        yield database
    finally:
        database.close()
