from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from firefighter.domain.ids import IncidentId
from firefighter.effects.postmortem_page import RefreshPostmortemPage
from firefighter.jobs.scheduled_job import JobContext, ScheduledJob
from firefighter.ports.store import JobRequest

_EVERY = timedelta(days=1)


@dataclass(frozen=True)
class CheckPostmortemPage(ScheduledJob):
    """Refreshes the page every day until the incident has ended.

    This finds a page that was deleted and restored, or hidden from the bot for a while, also when
    nothing happens in the incident.
    """

    incident_id: IncidentId
    scheduled_for: datetime

    kind: ClassVar[str] = "check_postmortem_page"

    @property
    def key(self) -> str:
        """By day, so that a page that is opened twice is still checked once a day."""
        return f"{self.incident_id} {self.scheduled_for.date()}"

    @property
    def locked_incident_id(self) -> IncidentId:
        return self.incident_id

    def run(self, context: JobContext) -> None:
        if context.unit.incidents.get(self.incident_id).status.has_ended:
            return
        context.unit.enqueue(self.incident_id, RefreshPostmortemPage().request())
        context.unit.schedule(daily_check(self.incident_id, context.now))


def daily_check(incident_id: IncidentId, now: datetime) -> JobRequest:
    """The check a day from now."""
    time = now + _EVERY
    return CheckPostmortemPage(incident_id, time).at(time)
