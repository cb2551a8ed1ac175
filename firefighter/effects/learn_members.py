from dataclasses import dataclass, replace
from typing import ClassVar

from firefighter.effects.effect import Effect, Job
from firefighter.ports.circles import Circle
from firefighter.ports.house import House
from firefighter.ports.outbox import Outcome
from firefighter.ports.store import DeliveryId
from firefighter.usecases.take_part import all_take_part


@dataclass(frozen=True)
class LearnMembers(Effect):
    """Asks the chat who is in a user group or a channel, so that no answer has to wait for it.

    Changes nothing outside, so it may be done any number of times.
    """

    circle: str
    taking_part: bool = False
    """Whether it is an incident's room, so that they take part from now on."""

    kind: ClassVar[str] = "learn_members"
    coalesces: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return "" if self.taking_part else f"members-{self.circle}"

    def do(self, job: Job) -> Outcome:
        members = job.chat.members(self.circle)
        learnt = Outcome(circles=(Circle(self.circle, members),))
        if not self.taking_part:
            return learnt

        def record(house: House, delivery: DeliveryId) -> None:
            all_take_part(house, delivery, job.incident.id, members)

        return replace(learnt, record=record)
