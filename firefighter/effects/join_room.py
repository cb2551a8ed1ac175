from dataclasses import dataclass
from typing import ClassVar

from firefighter.effects.effect import Effect, Job
from firefighter.effects.learn_members import LearnMembers
from firefighter.ports.chat import ChatRefused
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import ChannelId, Place


@dataclass(frozen=True)
class JoinRoom(Effect):
    """Enters a channel that people had before, and learns who is in it: it is the room now.

    Being in it already changes nothing, so it may be done twice. A channel that everybody can read
    by now is not entered for a private incident, and one that it left meanwhile not at all.
    """

    channel: ChannelId

    kind: ClassVar[str] = "join_room"

    @property
    def lane(self) -> str:
        return Place.ROOM

    def do(self, job: Job) -> Outcome:
        room = job.snapshot.places.get(Place.ROOM)
        if room is None or room.channel != self.channel:
            return Outcome()
        seen = job.chat.look_at_channel(self.channel)
        if seen is None:
            raise ChatRefused("conversations.join", "channel_not_found")
        if job.incident.private and not seen.private:
            raise ChatRefused("conversations.join", "channel_is_public")
        if not seen.member:
            job.chat.join(self.channel)
        return Outcome(then=(LearnMembers(self.channel, taking_part=True).request(),))
