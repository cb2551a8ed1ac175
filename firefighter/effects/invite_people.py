from dataclasses import dataclass
from typing import ClassVar

from firefighter.effects.effect import Effect, Job
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import Place


@dataclass(frozen=True)
class InvitePeople(Effect):
    """Brings users and user groups into the room. Who is in already is passed over by the chat."""

    people: tuple[str, ...]

    kind: ClassVar[str] = "invite_people"
    of_room: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return "invitations"

    @property
    def needs(self) -> tuple[str, ...]:
        return (Place.ROOM,)

    def do(self, job: Job) -> Outcome:
        job.chat.invite(job.at(Place.ROOM).channel, self.people)
        return Outcome()
