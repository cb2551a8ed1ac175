"""Who looked at their Home tab, and when."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from firefighter.domain.ids import UserId
from firefighter.ports.house import Clock
from firefighter.store.tables import VisitorRow


class StoredVisitors:
    def __init__(self, session: Session, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    def came_home(self, user: UserId) -> None:
        self._session.merge(VisitorRow(user=user, came_at=self._clock.now()))


def visitors_since(session: Session, since: datetime, limit: int) -> Sequence[UserId]:
    rows = session.scalars(
        select(VisitorRow.user)
        .where(VisitorRow.came_at >= since)
        .order_by(VisitorRow.came_at.desc())
        .limit(limit)
    )
    return [UserId(user) for user in rows]
