"""Who took part, as rows: counted in one statement, so that nobody who speaks waits for another."""

from datetime import datetime

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.participants import Participant
from firefighter.store.tables import ParticipantRow
from firefighter.store.upserting import Insert, upsert


def _counted_up(new: Insert) -> Insert:
    row, earlier, later = ParticipantRow, new.excluded.first_at, new.excluded.last_at
    return new.on_conflict_do_update(
        index_elements=["incident_id", "user"],
        set_={
            "first_at": case((row.first_at <= earlier, row.first_at), else_=earlier),
            "last_at": case((row.last_at >= later, row.last_at), else_=later),
            "messages": row.messages + new.excluded.messages,
        },
    )


_NEW = upsert(ParticipantRow, _counted_up)


class StoredParticipants:
    def __init__(self, session: Session) -> None:
        self._session = session

    def took_part(
        self, incident_id: IncidentId, user: UserId, at: datetime, *, messages: int = 0
    ) -> None:
        row = {
            "incident_id": incident_id,
            "user": user,
            "first_at": at,
            "last_at": at,
            "messages": messages,
        }
        self._session.execute(_NEW(self._session), row)

    def of(self, incident_id: IncidentId) -> tuple[Participant, ...]:
        return participants_of(self._session, incident_id)


def participants_of(session: Session, incident_id: IncidentId) -> tuple[Participant, ...]:
    """Those who came first, first."""
    rows = session.scalars(
        select(ParticipantRow)
        .where(ParticipantRow.incident_id == incident_id)
        .order_by(ParticipantRow.first_at, ParticipantRow.user)
    )
    return tuple(
        Participant(UserId(row.user), row.first_at, row.last_at, row.messages) for row in rows
    )
