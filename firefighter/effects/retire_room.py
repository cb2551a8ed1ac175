from dataclasses import dataclass
from typing import ClassVar

from firefighter.effects.effect import Effect, Job
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import ChannelId
from firefighter.texts import say


@dataclass(frozen=True)
class RetireRoom(Effect):
    """Leaves a room that everybody can read, once its incident is private.

    All that we wrote there is deleted and our topic gives way to a neutral one. A channel that we
    made gets a name that says nothing and is archived; one that people had before stays theirs.
    What people and Slack itself wrote is not ours to delete. Done twice, it looks the same.
    """

    channel: ChannelId

    kind: ClassVar[str] = "retire_room"

    @property
    def lane(self) -> str:
        return f"retired-{self.channel}"

    def do(self, job: Job) -> Outcome:
        seen = job.chat.look_at_channel(self.channel)
        if seen is None or seen.archived or not seen.member:
            return Outcome()
        job.chat.take_back(self.channel)
        neutral = say("This channel is not used any more.")
        job.chat.put_topic(self.channel, neutral, f"{job.incident.reference} · ")
        if seen.ours:
            job.chat.retire(self.channel, f"unused-{self.channel.lower()}")
        return Outcome()
