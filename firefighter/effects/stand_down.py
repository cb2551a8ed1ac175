from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.paging import still_ringing
from firefighter.effects.effect import Effect, Job
from firefighter.effects.end_ringing import EndRinging
from firefighter.ports.outbox import Outcome


@dataclass(frozen=True)
class StandDown(Effect):
    """Once nothing burns any more, ends whatever alarms there are, each after it began.

    Only looks which those are, so it may be done twice; for most incidents there are none.
    """

    kind: ClassVar[str] = "stand_down"

    @property
    def lane(self) -> str:
        return ""

    def do(self, job: Job) -> Outcome:
        ringing = still_ringing(job.records.timeline(job.incident.id))
        return Outcome(then=tuple(EndRinging(each.service, each.key).request() for each in ringing))
