from sqlalchemy import Row, select

from firefighter.store.database import Database
from firefighter.store.tables import Table

Contents = dict[str, list[Row[tuple[object, ...]]]]


def contents(database: Database) -> Contents:
    """Every row of every table, to see whether anything changed."""
    with database.reading() as session:
        return {
            table.name: sorted(session.execute(select(table)).all(), key=repr)
            for table in Table.metadata.sorted_tables
        }
