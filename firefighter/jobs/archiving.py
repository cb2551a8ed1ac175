from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from firefighter.domain.ids import IncidentId
from firefighter.domain.redaction import moved_at
from firefighter.effects.archiving import AnnounceArchiving, ArchiveChannel
from firefighter.jobs.scheduled_job import JobContext, ScheduledJob

_A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class _ArchivingJob(ScheduledJob):
    """A job about the channel of a closed incident.

    The waiting period starts again when the incident is closed again or moves to another channel,
    where nothing was announced yet.
    """

    incident_id: IncidentId
    closed_at: datetime
    moved_at: datetime | None = None

    @property
    def key(self) -> str:
        times = filter(None, (self.closed_at, self.moved_at))
        return " ".join((str(self.incident_id), *(each.isoformat() for each in times)))

    @property
    def locked_incident_id(self) -> IncidentId:
        return self.incident_id

    def is_wanted(self, context: JobContext) -> bool:
        incident = context.unit.incidents.get(self.incident_id)
        wanted = context.rules.archive_channels_after_days is not None
        if not wanted or not incident.awaits_archiving(self.closed_at):
            return False
        return self.moved_at == moved_at(context.unit.timeline(self.incident_id), self.closed_at)


@dataclass(frozen=True)
class PlanArchiving(_ArchivingJob):
    """Schedules the announcement. Runs at once, since only jobs know the configured days."""

    kind: ClassVar[str] = "plan_archiving"

    def run(self, context: JobContext) -> None:
        days = context.rules.archive_channels_after_days
        if days is not None:
            at = self.closed_at + timedelta(days=days) - _A_DAY
            warning = WarnOfArchiving(self.incident_id, self.closed_at, self.moved_at)
            context.unit.schedule(warning.at(at))


@dataclass(frozen=True)
class WarnOfArchiving(_ArchivingJob):
    """Announces in the channel that it is archived a day later, however late this runs."""

    kind: ClassVar[str] = "warn_of_archiving"

    def run(self, context: JobContext) -> None:
        if self.is_wanted(context):
            due = context.now + _A_DAY
            told = AnnounceArchiving(self.closed_at, due, self.moved_at)
            context.unit.enqueue(self.incident_id, told.request())
            then = ArchiveWhenDue(self.incident_id, self.closed_at, self.moved_at)
            context.unit.schedule(then.at(due))


@dataclass(frozen=True)
class ArchiveWhenDue(_ArchivingJob):
    """Archives the channel after the announced day, unless it is kept."""

    kind: ClassVar[str] = "archive_when_due"

    def run(self, context: JobContext) -> None:
        if self.is_wanted(context):
            context.unit.enqueue(self.incident_id, ArchiveChannel(self.closed_at).request())
