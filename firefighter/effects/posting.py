from abc import abstractmethod
from dataclasses import dataclass, replace

from firefighter.effects.effect import Effect, Job
from firefighter.ports.chat import Message
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import Place


@dataclass(frozen=True)
class PostIn(Effect):
    """A message that stays as it is: in the room, or in the announcement's thread."""

    place: Place

    @property
    def lane(self) -> str:
        return f"{self.place}-lines"

    @property
    def needs(self) -> tuple[str, ...]:
        return (self.place,)

    def in_room(self, job: Job) -> bool:  # noqa: ARG002 - the place says it
        return self.place is Place.ROOM

    def elsewhere(self, job: Job) -> tuple[Effect, ...]:
        """In the thread of the announcement; a private incident has no other place."""
        return () if job.incident.private else (replace(self, place=Place.ANNOUNCEMENT),)

    @abstractmethod
    def message(self, job: Job) -> Message | None:
        """None when there is nothing to say any more."""

    def done_earlier(self, job: Job) -> Outcome | None:
        home = job.at(self.place)
        found = job.chat.find_post(home.channel, job.mark, job.since, thread=home.ts)
        return Outcome() if found else None

    def do(self, job: Job) -> Outcome:
        home, message = job.at(self.place), self.message(job)
        if message:
            job.chat.post(home.channel, message, job.mark, thread=home.ts)
        return Outcome()
