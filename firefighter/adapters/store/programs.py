"""What programs need besides incidents: kept answers, and their own keys for problems."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Executable, insert, update
from sqlalchemy.orm import Session

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.dialects import Insert, upsert
from firefighter.adapters.store.tables import ApiAnswerRow, DedupKeyRow, core_table
from firefighter.domain.ids import IncidentId
from firefighter.ports.api_answers import ApiAnswer
from firefighter.ports.store import DeliveryId

_INSERT_ANSWER = insert(core_table(ApiAnswerRow))


class StoredApiAnswers:
    """The ApiAnswers port."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, delivery: str) -> ApiAnswer | None:
        with self._database.reading() as session:
            row = session.get(ApiAnswerRow, delivery)
            return ApiAnswer(row.request_hash, row.status, row.version, row.body) if row else None


class KeptAnswers:
    """The answers of one transaction, which are made once everything else is written."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._wanted: list[tuple[DeliveryId, Callable[[], ApiAnswer]]] = []

    def keep(self, delivery: DeliveryId, make: Callable[[], ApiAnswer]) -> None:
        self._wanted.append((delivery, make))

    def write(self, now: datetime) -> None:
        for delivery, make in self._wanted:
            row = {"delivery": delivery, "answered_at": now, **vars(make())}
            self._session.execute(_INSERT_ANSWER, row)


def _lock(new: Insert) -> Executable:
    """Changes nothing, but waits for others with the same key, and makes them wait."""
    same = new.on_conflict_do_update(index_elements=["key"], set_={"key": new.excluded.key})
    return same.returning(new.table.c.incident_id)


_LOCK_KEY = upsert(DedupKeyRow, _lock)


class StoredDedupKeys:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._new: dict[str, IncidentId] = {}

    def lock(self, key: str) -> IncidentId | None:
        found = self._session.scalar(_LOCK_KEY(self._session), {"key": key, "incident_id": None})
        return None if found is None else IncidentId(found)

    def put(self, key: str, incident_id: IncidentId) -> None:
        self._new[key] = incident_id

    def write(self) -> None:
        """Call this after the incidents are written, since keys refer to them."""
        for key, incident_id in self._new.items():
            changed = update(DedupKeyRow).where(DedupKeyRow.key == key)
            self._session.execute(changed.values(incident_id=incident_id))
