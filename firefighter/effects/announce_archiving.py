from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from firefighter.domain.discretion import moved_at
from firefighter.effects.effect import Effect, Job
from firefighter.effects.room import is_peoples
from firefighter.ports.chat import ArchiveNotice
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import Located, MessageRef, Place


@dataclass(frozen=True)
class AnnounceArchiving(Effect):
    """Tells a room that it is archived soon, with the button that keeps it.

    Says nothing in a channel that people had before, which is not archived.
    """

    closed_at: datetime
    due: datetime
    moved_at: datetime | None = None
    """When it moved into the room that is meant, if it did after it was closed."""

    kind: ClassVar[str] = "announce_archiving"
    of_room: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return Place.ARCHIVE_NOTICE

    @property
    def needs(self) -> tuple[str, ...]:
        return (Place.ROOM,)

    def done_earlier(self, job: Job) -> Outcome | None:
        found = job.chat.find_post(job.at(Place.ROOM).channel, job.mark, job.since)
        return _at(found) if found else None

    def do(self, job: Job) -> Outcome:
        room = job.at(Place.ROOM).channel
        if not self._is_wanted(job) or is_peoples(job, room):
            return Outcome()
        notice = ArchiveNotice(job.snapshot, self.due)
        return _at(job.chat.post(room, notice, job.mark))

    def _is_wanted(self, job: Job) -> bool:
        incident = job.incident
        last_move = moved_at(job.records.timeline(incident.id), self.closed_at)
        return incident.awaits_archiving(self.closed_at) and last_move == self.moved_at


def _at(message: MessageRef) -> Outcome:
    return Outcome((Located(Place.ARCHIVE_NOTICE, message.channel, message.ts),))
