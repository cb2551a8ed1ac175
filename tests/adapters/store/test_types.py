from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError, StatementError

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.tables import DeliveryRow

AT = datetime(2024, 5, 1, 3, 4, 5, 678901, tzinfo=UTC)


@pytest.mark.parametrize("hours", [-11, 0, 5.75, 14])
def test_a_time_is_read_as_an_equal_time_in_utc(database: Database, hours: float) -> None:
    there = AT.astimezone(timezone(timedelta(hours=hours)))
    with database.writing() as session:
        session.add(DeliveryRow(delivery="one", handled_at=there))
    with database.reading() as session:
        stored = session.scalars(select(DeliveryRow.handled_at)).one()
    assert stored == there
    assert stored.tzinfo == UTC


def test_a_time_without_its_offset_is_refused(database: Database) -> None:
    naive = AT.replace(tzinfo=None)
    with pytest.raises(StatementError, match="without its offset"), database.writing() as session:
        session.add(DeliveryRow(delivery="one", handled_at=naive))


def test_times_of_different_zones_are_compared_as_instants(database: Database) -> None:
    west, east = timezone(timedelta(hours=-10)), timezone(timedelta(hours=10))
    with database.writing() as session:
        session.add(DeliveryRow(delivery="earlier", handled_at=AT.astimezone(east)))
        session.add(
            DeliveryRow(delivery="later", handled_at=(AT + timedelta(seconds=1)).astimezone(west))
        )
    with database.reading() as session:
        found = session.scalars(
            select(DeliveryRow.delivery).where(DeliveryRow.handled_at > AT.astimezone(west))
        ).all()
    assert found == ["later"]


def test_an_error_of_the_database_has_no_word_of_the_row(database: Database) -> None:
    row = {"delivery": "what somebody wrote", "handled_at": AT}
    with database.writing() as session:
        session.execute(insert(DeliveryRow).values(row))
    with pytest.raises(IntegrityError) as refused, database.writing() as session:
        session.execute(insert(DeliveryRow).values(row))
    statement = str(refused.value).partition("\n[SQL")[2]
    assert "INSERT INTO" in statement
    assert "what somebody wrote" not in statement
