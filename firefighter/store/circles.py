"""Who is in a room or a user group, as rows."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from firefighter.domain.ids import UserId
from firefighter.store.tables import CircleMemberRow


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
