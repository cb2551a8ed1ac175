"""Whose effects stand in a lane: those of an incident, of a Game Day, or of neither."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import Session

from firefighter.adapters.store.game_days import lock_game_day
from firefighter.adapters.store.incidents import lock_incident
from firefighter.adapters.store.tables import EffectRow
from firefighter.domain.ids import GameDayId, IncidentId


@dataclass(frozen=True)
class EffectOwner:
    """What an effect belongs to: an incident or a Game Day, never both, or neither."""

    incident_id: IncidentId | None = None
    game_day_id: GameDayId | None = None

    @property
    def has_order(self) -> bool:
        """Whether effects in one lane wait for each other; without an owner none does."""
        return self.incident_id is not None or self.game_day_id is not None

    def lane(self, lane: str) -> str:
        """The stored lane. Without an owner a lane only serves coalescing."""
        if not lane or not self.has_order:
            return lane
        owner = self.incident_id if self.game_day_id is None else f"gd{self.game_day_id}"
        return f"{owner}/{lane}"

    @property
    def columns(self) -> dict[str, object]:
        """Of the row of an effect."""
        return {"incident_id": self.incident_id, "game_day_id": self.game_day_id}

    @property
    def is_owner(self) -> ColumnElement[bool]:
        """The condition that an effect belongs to it."""
        if self.incident_id is not None:
            return EffectRow.incident_id == self.incident_id
        return and_(EffectRow.incident_id.is_(None), EffectRow.game_day_id == self.game_day_id)

    def lock(self, session: Session) -> None:
        """Locks its row until the transaction ends. Call this before locking its other rows."""
        if self.game_day_id is not None:
            lock_game_day(session, self.game_day_id)
        lock_incident(session, self.incident_id)


NO_OWNER = EffectOwner()
