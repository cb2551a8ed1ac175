"""INSERT … ON CONFLICT, which SQLite and PostgreSQL both have and SQLAlchemy spells for each."""

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from firefighter.store.tables import Table


def insert_into(session: Session, table: type[Table]) -> postgresql.Insert | sqlite.Insert:
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    return sqlite.insert(table) if is_sqlite else postgresql.insert(table)
