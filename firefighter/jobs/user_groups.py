from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from firefighter.domain.rules import Rules
from firefighter.domain.teams import all_groups
from firefighter.effects.people import RefreshMembers
from firefighter.jobs.scheduled_job import JobContext, ScheduledJob
from firefighter.ports.store import UnitOfWork

_EVERY = timedelta(hours=1)


@dataclass(frozen=True)
class RefreshGroups(ScheduledJob):
    """Refreshes the members of the user groups on which permissions and teams depend, every hour.

    The chat reports each change as well, but not while the bot is not running.
    """

    hour: datetime

    kind: ClassVar[str] = "refresh_groups"

    @property
    def key(self) -> str:
        return self.hour.isoformat()

    def run(self, context: JobContext) -> None:
        refresh_groups(context.unit, context.rules, context.now)


def refresh_groups(unit: UnitOfWork, rules: Rules, now: datetime) -> None:
    """Refreshes now, and schedules the next hour: a team of the chat may get a group meanwhile."""
    for group in sorted(all_groups(rules.groups, unit.teams.all())):
        unit.enqueue(None, RefreshMembers(group).request())
    hour = now.replace(minute=0, second=0, microsecond=0) + _EVERY
    unit.schedule(RefreshGroups(hour).at(hour))
