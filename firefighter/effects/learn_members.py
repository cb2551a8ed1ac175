from dataclasses import dataclass
from typing import ClassVar

from firefighter.effects.effect import Effect, Job
from firefighter.ports.circles import Circle
from firefighter.ports.outbox import Outcome


@dataclass(frozen=True)
class LearnMembers(Effect):
    """Asks the chat who is in a user group or a channel, so that no answer has to wait for it.

    Changes nothing outside, so it may be done any number of times.
    """

    circle: str

    kind: ClassVar[str] = "learn_members"

    @property
    def lane(self) -> str:
        return ""

    def do(self, job: Job) -> Outcome:
        return Outcome(circles=(Circle(self.circle, job.chat.members(self.circle)),))
