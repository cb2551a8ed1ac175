import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from firefighter.adapters.store import schema
from firefighter.adapters.store.database import Database
from firefighter.runtime import missing_file, open_database
from firefighter.settings.errors import SettingsError
from firefighter.settings.settings import DOTENV, Settings


@contextmanager
def current_database(
    settings: Settings, *, quiet: bool = False, create: bool = False
) -> Iterator[Database]:
    """Yields the database, with this version's schema. Raises SettingsError, StoreUnavailable.

    `quiet` does not log migration steps, for commands that print a result. Without `create`, a
    missing SQLite file is an error: an empty database would look like one without incidents.
    """
    if not create and (path := missing_file(settings)):
        raise SettingsError(_no_database(settings, path))
    if quiet:
        logging.getLogger("alembic").setLevel(logging.WARNING)
    database = open_database(settings)
    try:
        if not schema.is_current(database):
            raise SettingsError(
                "The schema of DATABASE_URL is not this version's: run `firefighter migrate`."
            )
        yield database
    finally:
        database.close()


def _no_database(settings: Settings, path: Path) -> str:
    given = "database_url" in settings.environment.model_fields_set
    reason = (
        "as DATABASE_URL says"
        if given
        else f"the default: DATABASE_URL is not set, also not in {Path(DOTENV).resolve()}"
    )
    return (
        f"There is no database at {path} ({reason}). Change to the folder of the bot or set "
        "DATABASE_URL; `firefighter run` and `firefighter migrate` create one."
    )
