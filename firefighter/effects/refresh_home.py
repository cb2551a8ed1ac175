from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.ids import UserId
from firefighter.effects.effect import Effect, Job
from firefighter.ports.outbox import Outcome
from firefighter.usecases.look_home import look_home


@dataclass(frozen=True)
class RefreshHome(Effect):
    """Draws one person's Home tab from what is so now. Done twice, it looks the same.

    Two incidents that change within the same moment may be drawn in either order; the person may
    then see the older state until the next change, or until they turn to the tab again.
    """

    user: UserId

    kind: ClassVar[str] = "refresh_home"
    coalesces: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return f"home-{self.user}"

    def do(self, job: Job) -> Outcome:
        job.chat.show_home(look_home(job.records, self.user, job.enqueued_at))
        return Outcome()
