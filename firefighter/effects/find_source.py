from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.follow_ups import FollowUpNumber
from firefighter.domain.ids import UserId
from firefighter.effects.effect import Effect, Job
from firefighter.ports.chat import ChatRefused
from firefighter.ports.house import House
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import ChannelId, MessageRef
from firefighter.ports.store import DeliveryId
from firefighter.usecases.follow_up import link_follow_up


@dataclass(frozen=True)
class FindSource(Effect):
    """Finds the address of the message that a follow-up was made from; of none we cannot see."""

    channel: ChannelId
    ts: str
    user: UserId
    number: FollowUpNumber

    kind: ClassVar[str] = "find_source"

    @property
    def lane(self) -> str:
        return f"source-{self.number}"

    def do(self, job: Job) -> Outcome:
        try:
            permalink = job.chat.permalink(MessageRef(self.channel, self.ts))
        except ChatRefused:
            return Outcome()

        def record(house: House, delivery: DeliveryId) -> None:
            link_follow_up(
                house, delivery, self.user, job.incident.id, number=self.number, source=permalink
            )

        return Outcome(record=record)
