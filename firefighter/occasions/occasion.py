from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from firefighter.domain.ids import IncidentId
from firefighter.domain.rules import Rules
from firefighter.effects.effect import payload_of
from firefighter.ports.store import Appointment, UnitOfWork

LATE = timedelta(minutes=10)
"""From here on people are told that something comes late: no process was there to do it in time."""


@dataclass(frozen=True)
class Moment:
    """What an occasion works with, inside the transaction that crosses it out."""

    unit: UnitOfWork
    rules: Rules
    set_for: datetime
    now: datetime

    @property
    def is_late(self) -> bool:
        return self.now - self.set_for >= LATE


@dataclass(frozen=True)
class Occasion(ABC):
    """Something that happens at a time. Its fields are its payload, so they must survive JSON.

    Nothing calls off an appointment: when it comes, the occasion looks whether it still makes
    sense, and does nothing when it does not.
    """

    kind: ClassVar[str]

    @property
    @abstractmethod
    def key(self) -> str:
        """What it is about and for when, without its kind; the same one comes only once."""

    @property
    def about(self) -> IncidentId | None:
        """The incident that is locked while it comes."""
        return None

    @abstractmethod
    def come(self, moment: Moment) -> None:
        """Changes incidents, enqueues effects, appoints what comes next; calls nobody outside."""

    def at(self, time: datetime) -> Appointment:
        return Appointment(
            kind=self.kind,
            key=f"{self.kind} {self.key}",
            at=time,
            payload=payload_of(type(self)).dump_python(self, mode="json"),
            incident_id=self.about,
        )
