from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from firefighter.effects.effect import Effect, Job
from firefighter.effects.refresh_home import RefreshHome
from firefighter.ports.outbox import Outcome

_STILL_THERE = timedelta(hours=1)
_AT_MOST = 30


@dataclass(frozen=True)
class RefreshHomes(Effect):
    """After a change: lets the Home tabs of those who looked lately be drawn anew.

    Everybody else has theirs drawn when they turn to it, which also bounds how many there are.
    """

    kind: ClassVar[str] = "refresh_homes"
    coalesces: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return "homes"

    def do(self, job: Job) -> Outcome:
        visitors = job.records.visitors_since(job.enqueued_at - _STILL_THERE, _AT_MOST)
        return Outcome(then=tuple(RefreshHome(user).request() for user in visitors))
