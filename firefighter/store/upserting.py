"""INSERT … ON CONFLICT, which SQLite and PostgreSQL both have and SQLAlchemy spells for each."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Executable
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from firefighter.store.tables import Table, bare

Insert = postgresql.Insert | sqlite.Insert
Upsert = Callable[[Session], Executable]


def upsert(table: type[Table], on_conflict: Callable[[Insert], Executable]) -> Upsert:
    """The statement for a session's database; the values are given to it when it is executed.

    It is built once: to build one takes longer than to have it done.
    """
    columns = bare(table)
    spelled = {
        "sqlite": on_conflict(sqlite.insert(columns)),
        "postgresql": on_conflict(postgresql.insert(columns)),
    }
    return lambda session: spelled[session.get_bind().dialect.name]


def leaving_alone(key: str) -> Callable[[Insert], Insert]:
    """A row of that key stays as it is. While another is just writing one, this waits for it."""
    return lambda new: new.on_conflict_do_nothing(index_elements=[key])


def replacing(*key: str, **otherwise: ColumnElement[Any]) -> Callable[[Insert], Insert]:
    """Each column of a row of that key is as the new one has it, unless `otherwise` says more."""

    def spell(new: Insert) -> Insert:
        as_new = {column.name: column for column in new.excluded if column.name not in key}
        return new.on_conflict_do_update(index_elements=key, set_=as_new | otherwise)

    return spell
