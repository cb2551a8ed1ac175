from dataclasses import dataclass
from typing import ClassVar

from firefighter.effects.effect import Effect, Job
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import ChannelId, Place
from firefighter.texts import say


@dataclass(frozen=True)
class RetireRoom(Effect):
    """Leaves a room that everybody can read, once its incident is private.

    All that we wrote there is deleted and our topic gives way to a neutral one. A channel that we
    made gets a name that says nothing and is archived; one that people had before stays theirs.
    What people and Slack itself wrote is not ours to delete. Done twice, it looks the same.

    What was under way to the room may still arrive there: so it is emptied at once, and emptied
    and closed when all of that has ended.
    """

    channel: ChannelId
    at_once: bool = False
    """Whether it is only emptied, since more may come."""

    kind: ClassVar[str] = "retire_room"

    @property
    def lane(self) -> str:
        return f"retired-{self.channel}"

    @property
    def needs(self) -> tuple[str, ...]:
        said = (Place.ROOM_PANEL, Place.ARCHIVE_NOTICE, f"{Place.ROOM}-lines", "topic")
        return () if self.at_once else said

    def do(self, job: Job) -> Outcome:
        seen = job.chat.look_at_channel(self.channel)
        if seen is None or seen.archived or not seen.member:
            return Outcome()
        job.chat.take_back(self.channel)
        neutral = say("This channel is not used any more.")
        job.chat.put_topic(self.channel, neutral, f"{job.incident.reference} · ")
        if seen.ours and not self.at_once:
            job.chat.retire(self.channel, f"unused-{self.channel.lower()}")
        return Outcome()


def leaving(channel: ChannelId) -> tuple[RetireRoom, RetireRoom]:
    """All that is done in a room that is left."""
    return RetireRoom(channel, at_once=True), RetireRoom(channel)
