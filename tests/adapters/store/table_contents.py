from sqlalchemy import MetaData, Row, select

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.tables import Table

Contents = dict[str, list[Row[tuple[object, ...]]]]


def contents(database: Database) -> Contents:
    """Every row of every table, to see whether anything changed."""
    with database.reading() as session:
        return {
            table.name: sorted(session.execute(select(table)).all(), key=repr)
            for table in Table.metadata.sorted_tables
        }


def contents_as_stored(database: Database) -> dict[str, list[str]]:
    """Of the tables that there are, whatever this version's code says of them."""
    tables = MetaData()
    tables.reflect(database.engine)
    with database.engine.connect() as connection:
        return {
            table.name: sorted(
                str({name: getattr(row, name) for name in sorted(row._fields)})
                for row in connection.execute(select(table))
            )
            for table in tables.sorted_tables
        }
