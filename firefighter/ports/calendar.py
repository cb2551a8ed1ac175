"""What is to happen later: it survives restarts, and comes once however many processes wait."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from firefighter.domain.errors import FirefighterError
from firefighter.domain.ids import IncidentId
from firefighter.ports.store import Appointment, UnitOfWork


@dataclass(frozen=True)
class Due:
    """An appointment that is being kept."""

    appointment: Appointment
    now: datetime

    @property
    def late(self) -> timedelta:
        """How long after its time; long when no process was there to keep it."""
        return self.now - self.appointment.at


Keep = Callable[[UnitOfWork, Due], None]
"""Does what was appointed, within the transaction that crosses it out."""


@dataclass(eq=False)
class NotKept(FirefighterError):
    """What was appointed could not be done. Nothing has changed."""

    key: str
    kind: str
    incident_id: IncidentId | None
    failures: int
    """How often that happened before."""


class Calendar(Protocol):
    """Raises StoreUnavailable."""

    def next_due(self) -> datetime | None:
        """When the next appointment is due."""

    def keep_next(self, keep: Keep) -> bool:
        """Keeps the one that has been due for longest; whether one was.

        Raises NotKept when `keep` raises anything.
        """

    def put_off(self, key: str, until: datetime, why: str) -> None:
        """Tries again at `until`."""

    def give_up(self, key: str, why: str) -> None:
        """For good; `doctor` and the metrics show it."""
