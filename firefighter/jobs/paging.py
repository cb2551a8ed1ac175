from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from firefighter.domain.events import PagingEnd
from firefighter.domain.ids import IncidentId
from firefighter.domain.paging import paging_end_event, unanswered_pages
from firefighter.effects.cards import home_of
from firefighter.effects.paging import PostPagingDelay
from firefighter.jobs.scheduled_job import JobContext, ScheduledJob

WARN_AFTER = timedelta(seconds=30)
"""Then who paged is told to call, if there is no answer. Normally it takes one second."""

GIVE_UP_AFTER = timedelta(minutes=15)
"""Then others had to deal with the incident, and a page would wake people for nothing."""


@dataclass(frozen=True)
class WatchPaging(ScheduledJob):
    """Tells who paged that there is no answer yet, and later that the page is given up.

    Covers every cause: the paging service, the connection to it, or a stopped worker.
    """

    incident_id: IncidentId
    page: str
    """The key of the page."""
    last: bool
    """Whether this check gives the page up."""

    kind: ClassVar[str] = "watch_paging"

    @property
    def key(self) -> str:
        return f"{self.page} {'last' if self.last else 'first'}"

    @property
    def locked_incident_id(self) -> IncidentId:
        return self.incident_id

    def run(self, context: JobContext) -> None:
        record = context.unit.timeline(self.incident_id)
        paged = next((each for each in unanswered_pages(record) if each.key == self.page), None)
        if paged is None:
            return
        incident = context.unit.incidents.get(self.incident_id)
        event = paging_end_event(record, self.page, PagingEnd.UNANSWERED, now=context.now)
        if self.last and event:
            incident.record(event)
        else:
            delay = PostPagingDelay(home_of(incident), paged)
            context.unit.enqueue(incident.id, delay.request())
