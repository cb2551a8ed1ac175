from dataclasses import dataclass
from typing import ClassVar

from firefighter.effects.effect import Effect, Job
from firefighter.effects.ring_service import ringing_lane
from firefighter.ports.outbox import Outcome


@dataclass(frozen=True)
class EndRinging(Effect):
    """Ends an alarm at the paging service. Told twice, the second changes nothing there."""

    service: str
    key: str

    kind: ClassVar[str] = "end_ringing"

    @property
    def lane(self) -> str:
        return ringing_lane(self.key)

    def do(self, job: Job) -> Outcome:
        job.pager.stand_down(self.service, self.key)
        return Outcome()
