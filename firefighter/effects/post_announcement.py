from dataclasses import dataclass
from typing import ClassVar

from firefighter.effects.effect import Effect, Job
from firefighter.ports.chat import Announcement
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import Located, MessageRef, Place


@dataclass(frozen=True)
class PostAnnouncement(Effect):
    """Tells everybody, once, in the incidents channel."""

    kind: ClassVar[str] = "post_announcement"

    @property
    def lane(self) -> str:
        return Place.ANNOUNCEMENT

    def done_earlier(self, job: Job) -> Outcome | None:
        found = job.chat.find_post(job.chat.incidents_channel(), job.mark, job.since)
        return _at(found) if found else None

    def do(self, job: Job) -> Outcome:
        if job.incident.private:
            return Outcome()
        channel = job.chat.incidents_channel()
        return _at(job.chat.post(channel, Announcement(job.snapshot), job.mark))


def _at(message: MessageRef) -> Outcome:
    return Outcome((Located(Place.ANNOUNCEMENT, message.channel, message.ts),))
