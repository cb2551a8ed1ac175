from sqlalchemy.orm import Session

from firefighter.domain.ids import UserId
from firefighter.store.tables import WishRow


class StoredWishes:
    def __init__(self, session: Session) -> None:
        self._session = session

    def wants_digest(self, user: UserId) -> bool:
        row = self._session.get(WishRow, user)
        return row is None or row.digest

    def want_digest(self, user: UserId, *, wanted: bool) -> None:
        self._session.merge(WishRow(user=user, digest=wanted))
