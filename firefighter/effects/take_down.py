from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.events import Declared, Source
from firefighter.effects.effect import Effect, Job
from firefighter.ports.chat import ChatRefused
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import ChannelId, Place

_OUT_OF_SIGHT = {"channel_not_found", "not_in_channel", "is_archived", "thread_not_found"}


@dataclass(frozen=True)
class TakeDown(Effect):
    """Deletes the announcement and all that we said in its thread, and where it was declared from.

    What people wrote in the thread stays beneath "This message was deleted.". Done twice, there is
    nothing left to delete.
    """

    kind: ClassVar[str] = "take_down"

    @property
    def lane(self) -> str:
        return Place.ANNOUNCEMENT

    def do(self, job: Job) -> Outcome:
        announced = job.snapshot.places.get(Place.ANNOUNCEMENT)
        if announced:
            _take_back(job, announced.channel, announced.ts)
        if source := _source(job):
            thread = source.thread or source.ts
            _take_back(job, ChannelId(source.channel), thread, job.incident.reference)
        return Outcome(given_up=(Place.ANNOUNCEMENT, Place.THREAD_PANEL))


def _source(job: Job) -> Source | None:
    for entry in job.records.timeline(job.incident.id):
        if isinstance(entry.event, Declared):
            return entry.event.source
    return None


def _take_back(job: Job, channel: ChannelId, thread: str, saying: str = "") -> None:
    """Nothing, where we are not or where all of it is gone."""
    try:
        job.chat.take_back(channel, thread, saying)
    except ChatRefused as refused:
        if refused.code not in _OUT_OF_SIGHT:
            raise
