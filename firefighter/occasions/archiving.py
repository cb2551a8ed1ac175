from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from firefighter.domain.discretion import moved_at
from firefighter.domain.ids import IncidentId
from firefighter.effects.announce_archiving import AnnounceArchiving
from firefighter.effects.archive_room import ArchiveRoom
from firefighter.occasions.occasion import Moment, Occasion

_A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class _OfRoom(Occasion):
    """Of the room of an incident that was closed at a moment; closed again, it is counted anew.

    So it is when the incident moved into another room after that: people there were told nothing.
    """

    incident_id: IncidentId
    closed_at: datetime
    moved_at: datetime | None = None

    @property
    def key(self) -> str:
        moments = filter(None, (self.closed_at, self.moved_at))
        return " ".join((str(self.incident_id), *(each.isoformat() for each in moments)))

    @property
    def about(self) -> IncidentId:
        return self.incident_id

    def is_wanted(self, moment: Moment) -> bool:
        incident = moment.unit.incidents.get(self.incident_id)
        wanted = moment.rules.archive_rooms_after_days is not None
        if not wanted or not incident.awaits_archiving(self.closed_at):
            return False
        return self.moved_at == moved_at(moment.unit.timeline(self.incident_id), self.closed_at)


@dataclass(frozen=True)
class PlanArchiving(_OfRoom):
    """Appoints the rest; comes at once, since only the rules know after how many days."""

    kind: ClassVar[str] = "plan_archiving"

    def come(self, moment: Moment) -> None:
        days = moment.rules.archive_rooms_after_days
        if days is not None:
            at = self.closed_at + timedelta(days=days) - _A_DAY
            warning = WarnOfArchiving(self.incident_id, self.closed_at, self.moved_at)
            moment.unit.appoint(warning.at(at))


@dataclass(frozen=True)
class WarnOfArchiving(_OfRoom):
    """The room is told, and has a day from then, however late it is told."""

    kind: ClassVar[str] = "warn_of_archiving"

    def come(self, moment: Moment) -> None:
        if self.is_wanted(moment):
            due = moment.now + _A_DAY
            told = AnnounceArchiving(self.closed_at, due, self.moved_at)
            moment.unit.enqueue(self.incident_id, told.request())
            then = ArchiveWhenDue(self.incident_id, self.closed_at, self.moved_at)
            moment.unit.appoint(then.at(due))


@dataclass(frozen=True)
class ArchiveWhenDue(_OfRoom):
    """The day is over, and nobody has said that the room is to be kept."""

    kind: ClassVar[str] = "archive_when_due"

    def come(self, moment: Moment) -> None:
        if self.is_wanted(moment):
            moment.unit.enqueue(self.incident_id, ArchiveRoom(self.closed_at).request())
