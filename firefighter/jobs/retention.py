"""Deletes what is only kept for a while, a little at a time, so that nobody waits for it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import ClassVar

from firefighter.effects.registry import kept_kinds
from firefighter.jobs.alerts import JOBS_OF_ALERTS
from firefighter.jobs.scheduled_job import JobContext, ScheduledJob
from firefighter.ports.store import JobRequest

KEEP_WEBHOOK_EVENTS = timedelta(days=30)
"""How long events can be replayed."""
KEEP_ALERTS = timedelta(days=30)
"""How long it is known what alerts did that are on no incident."""
_AT_ONCE = 500
"""Rows of one transaction."""
_PAUSE = timedelta(seconds=5)
_HOUR = time(3, 30)
"""In UTC."""


@dataclass(frozen=True)
class DeleteOldRecords(ScheduledJob):
    """One step of a day's deletion. It schedules the next step, or the next day's first one."""

    day: date
    step: int = 0
    effects_from: datetime | None = None
    """Effects that were settled before are deleted, or are kept; None if it is not known."""

    kind: ClassVar[str] = "delete_old_records"

    @property
    def key(self) -> str:
        return f"{self.day.isoformat()} {self.step}"

    def run(self, context: JobContext) -> None:
        unit, now = context.unit, context.now
        effects = unit.settled_effects.forget(
            kept_kinds(), self.effects_from, now - context.rules.keep_effects, _AT_ONCE
        )
        deleted = (
            effects.deleted,
            unit.webhooks.forget_events(now - KEEP_WEBHOOK_EVENTS, _AT_ONCE),
            unit.changes.forget(now - context.rules.keep_changes, _AT_ONCE),
            unit.alerts.forget(JOBS_OF_ALERTS, now - KEEP_ALERTS, _AT_ONCE),
        )
        if max(deleted) == _AT_ONCE:
            step = DeleteOldRecords(self.day, self.step + 1, effects.until)
            following = step.at(now + _PAUSE)
        else:
            following = next_deletion(now, effects.until)
        unit.schedule(following)


def next_deletion(now: datetime, effects_from: datetime | None = None) -> JobRequest:
    """The first step of tomorrow."""
    day = now.astimezone(UTC).date() + timedelta(days=1)
    step = DeleteOldRecords(day, effects_from=effects_from)
    return step.at(datetime.combine(day, _HOUR, UTC))
