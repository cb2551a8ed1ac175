"""Who is in a room or a user group, as rows."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from firefighter.domain.ids import UserId
from firefighter.ports.circles import Circle
from firefighter.store.tables import CircleMemberRow


def learn(session: Session, circles: Sequence[Circle]) -> None:
    """What the chat says now, in place of what was known."""
    for circle in circles:
        session.execute(delete(CircleMemberRow).where(CircleMemberRow.circle == circle.id))
        session.add_all(CircleMemberRow(circle=circle.id, user=user) for user in circle.members)


class StoredCircles:
    def __init__(self, session: Session) -> None:
        self._session = session

    def joined(self, circle: str, user: UserId) -> None:
        self._session.merge(CircleMemberRow(circle=circle, user=user))

    def left(self, circle: str, user: UserId) -> None:
        self._session.execute(
            delete(CircleMemberRow).where(
                CircleMemberRow.circle == circle, CircleMemberRow.user == user
            )
        )

    def members(self, circle: str) -> frozenset[UserId]:
        found = select(CircleMemberRow.user).where(CircleMemberRow.circle == circle)
        return frozenset(UserId(user) for user in self._session.scalars(found))
