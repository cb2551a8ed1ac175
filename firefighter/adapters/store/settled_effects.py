"""Deletes effects that were done long ago."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from firefighter.adapters.store.tables import EffectRow, EffectState
from firefighter.ports.store import ForgottenEffects


class StoredSettledEffects:
    """See the port. Reads each effect once: where it ended, the next step begins."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def forget(
        self, kept: Collection[str], since: datetime | None, before: datetime, limit: int
    ) -> ForgottenEffects:
        old = [EffectRow.state == EffectState.DONE, EffectRow.settled_at < before]
        if since is not None:
            old.append(EffectRow.settled_at >= since)
        found = self._session.execute(
            select(EffectRow.id, EffectRow.settled_at)
            .where(*old, EffectRow.kind.not_in(kept))
            .order_by(EffectRow.settled_at)
            .limit(limit)
        ).all()
        self._session.execute(delete(EffectRow).where(EffectRow.id.in_([row.id for row in found])))
        until = found[-1].settled_at if len(found) == limit else max(before, since or before)
        return ForgottenEffects(len(found), until)
