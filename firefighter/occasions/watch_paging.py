from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from firefighter.domain.events import PagingEnd
from firefighter.domain.ids import IncidentId
from firefighter.domain.paging import end_of, unanswered
from firefighter.effects.cards import home_of
from firefighter.effects.post_paging_delay import PostPagingDelay
from firefighter.occasions.occasion import Moment, Occasion

WARNED_AFTER = timedelta(seconds=30)
"""Without an answer, who paged is told to call; normally it takes one second."""

GIVEN_UP_AFTER = timedelta(minutes=15)
"""From then on a page would wake people for what others had to deal with meanwhile."""


@dataclass(frozen=True)
class WatchPaging(Occasion):
    """Whoever pages must not wait in vain: says so when there is no answer, and when it ends.

    Whatever stands in the way: the paging service, our way to it, or a worker that is not there.
    """

    incident_id: IncidentId
    page: str
    """The key of the page."""
    last: bool
    """Whether it is given up now."""

    kind: ClassVar[str] = "watch_paging"

    @property
    def key(self) -> str:
        return f"{self.page} {'last' if self.last else 'first'}"

    @property
    def about(self) -> IncidentId:
        return self.incident_id

    def come(self, moment: Moment) -> None:
        record = moment.unit.timeline(self.incident_id)
        paged = next((each for each in unanswered(record) if each.key == self.page), None)
        if paged is None:
            return
        incident = moment.unit.incidents.get(self.incident_id)
        event = end_of(record, self.page, PagingEnd.UNANSWERED, now=moment.now)
        if self.last and event:
            incident.record(event)
        else:
            delay = PostPagingDelay(home_of(incident), paged)
            moment.unit.enqueue(incident.id, delay.request())
