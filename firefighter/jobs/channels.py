"""What is asked about incident channels every hour: reports may have been missed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from firefighter.effects.people import RefreshMembers
from firefighter.effects.shared_channels import FindSharedChannels
from firefighter.jobs.scheduled_job import JobContext, ScheduledJob
from firefighter.ports.store import UnitOfWork

_EVERY = timedelta(hours=1)


@dataclass(frozen=True)
class CheckChannels(ScheduledJob):
    """Finds out who is in the channels of private incidents, and which channels are shared."""

    hour: datetime

    kind: ClassVar[str] = "check_channels"

    @property
    def key(self) -> str:
        return self.hour.isoformat()

    def run(self, context: JobContext) -> None:
        check_channels(context.unit, context.now)


def check_channels(unit: UnitOfWork, now: datetime) -> None:
    """Checks now, and schedules the next hour."""
    for channel in unit.memberships.private_channels():
        unit.enqueue(None, RefreshMembers(channel).request())
    unit.enqueue(None, FindSharedChannels().request())
    hour = now.replace(minute=0, second=0, microsecond=0) + _EVERY
    unit.schedule(CheckChannels(hour).at(hour))
