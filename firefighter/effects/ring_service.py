from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.events import Paged, PagingEnd
from firefighter.domain.paging import unanswered
from firefighter.effects.alarm import alarm_of
from firefighter.effects.effect import Effect, Job
from firefighter.ports.house import House
from firefighter.ports.outbox import Outcome
from firefighter.ports.paging import PagerRefused
from firefighter.ports.store import DeliveryId
from firefighter.usecases.end_paging import end_paging


@dataclass(frozen=True)
class RingService(Effect):
    """Has whoever is on call for a service rung, and writes down what came of it.

    The paging service itself is the probe: it rings once for a key, and the key is the press's. So
    after a crash or a lost answer it is simply told again. Only if somebody ended the alarm there
    between two tries would they be rung a second time.

    A refusal is an end and not a failure: nobody wants to be woken by *Retry now* the next day.
    What was given up meanwhile is not tried again either.
    """

    paged: Paged

    kind: ClassVar[str] = "ring_service"

    @property
    def lane(self) -> str:
        return ringing_lane(self.paged.key)

    def do(self, job: Job) -> Outcome:
        waiting = unanswered(job.records.timeline(job.incident.id))
        if all(each.key != self.paged.key for each in waiting):
            return Outcome()
        try:
            job.pager.ring(self.paged.service, alarm_of(job, self.paged))
        except PagerRefused as refused:
            return self._ended(job, PagingEnd.REFUSED, refused.reason)
        return self._ended(job, PagingEnd.TAKEN)

    def _ended(self, job: Job, end: PagingEnd, why: str = "") -> Outcome:
        incident_id, key = job.incident.id, self.paged.key

        def record(house: House, delivery: DeliveryId) -> None:
            end_paging(house, delivery, incident_id, key=key, end=end, why=why)

        return Outcome(record=record)


def ringing_lane(key: str) -> str:
    """An alarm ends after it began; alarms do not wait for each other."""
    return f"paging-{key}"
