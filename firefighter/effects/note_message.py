from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from firefighter.domain.ids import UserId
from firefighter.domain.noting import Remark, Wish
from firefighter.effects.effect import Effect, Job
from firefighter.effects.tell_person import TellPerson
from firefighter.ports.chat import ChatRefused
from firefighter.ports.house import House
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import ChannelId, MessageRef, Place
from firefighter.ports.store import DeliveryId
from firefighter.usecases.note_message import note_message


@dataclass(frozen=True)
class NoteMessage(Effect):
    """Looks at a message and brings the timeline in step with it.

    Looking changes nothing, so it may be done twice; what was seen is recorded once. Looks at one
    message wait for each other, so that the last one sees how things are.
    """

    channel: ChannelId
    ts: str
    user: UserId
    """Who did something to the message."""
    at: datetime
    asked: bool = False
    by_hand: bool = False
    known: Remark | None = None
    """What the chat said of it when it was chosen, for where we may not look."""
    receipt: TellPerson | None = None

    kind: ClassVar[str] = "note_message"

    @property
    def lane(self) -> str:
        return f"message-{self.ts}"

    def in_room(self, job: Job) -> bool:
        """Unless the chat said before what is in the message: then nobody has to look."""
        room = job.snapshot.places.get(Place.ROOM)
        return self.known is None and room is not None and room.channel == self.channel

    def elsewhere(self, job: Job) -> tuple[Effect, ...]:  # noqa: ARG002 - the same wherever it was
        """Who asked is answered; what stands in a room that is gone cannot be read."""
        return (self.receipt,) if self.receipt else ()

    def do(self, job: Job) -> Outcome:
        remark = self._look(job)
        wish = Wish(actor=self.user, now=self.at, asked=self.asked, by_hand=self.by_hand)
        message = MessageRef(self.channel, self.ts)

        def record(house: House, delivery: DeliveryId) -> None:
            note_message(
                house, delivery, job.incident.id, message=message, remark=remark, wish=wish
            )

        return Outcome(then=(self.receipt.request(),) if self.receipt else (), record=record)

    def _look(self, job: Job) -> Remark | None:
        """None as well for what we said ourselves: it is on the timeline by what it says."""
        message = MessageRef(self.channel, self.ts)
        try:
            seen = job.chat.look_at(message)
            if seen is None or seen.ours:
                return None
            wanted = seen.remark.marked or self.by_hand
            return replace(seen.remark, permalink=job.chat.permalink(message) if wanted else "")
        except ChatRefused:
            if self.known is None:
                raise
            return self.known
