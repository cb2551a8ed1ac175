from enum import StrEnum
from typing import cast

import sqlalchemy
from sqlalchemy import BigInteger, Enum, Integer, MetaData
from sqlalchemy.orm import DeclarativeBase

# SQLite numbers rows by itself only when the key is spelt INTEGER.
RowNumber = BigInteger().with_variant(Integer, "sqlite")


def words(enum: type[StrEnum]) -> Enum:
    """An enum kept as its words, readable in any client and extended without a migration."""
    return Enum(
        enum,
        native_enum=False,
        create_constraint=False,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


class Table(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def bare(table: type[Table]) -> sqlalchemy.Table:
    """Without its mapping to objects, for rows that are only written: that takes half the time."""
    return cast("sqlalchemy.Table", table.__table__)
