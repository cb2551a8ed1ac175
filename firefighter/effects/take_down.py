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

    What was under way may still arrive there: so it is done once more when all of that has ended.
    """

    channel: str = ""
    ts: str = ""
    """Where the announcement was, when it is done once more."""

    kind: ClassVar[str] = "take_down"

    @property
    def lane(self) -> str:
        return "late-words" if self.ts else Place.ANNOUNCEMENT

    @property
    def needs(self) -> tuple[str, ...]:
        return (Place.THREAD_PANEL, f"{Place.ANNOUNCEMENT}-lines", "source") if self.ts else ()

    def do(self, job: Job) -> Outcome:
        if self.ts:
            self._take_all_back(job, ChannelId(self.channel), self.ts)
            return Outcome()
        announced = job.snapshot.places.get(Place.ANNOUNCEMENT)
        if announced:
            self._take_all_back(job, announced.channel, announced.ts)
        again = (TakeDown(announced.channel, announced.ts).request(),) if announced else ()
        return Outcome(given_up=(Place.ANNOUNCEMENT, Place.THREAD_PANEL), then=again)

    def _take_all_back(self, job: Job, channel: ChannelId, ts: str) -> None:
        _take_back(job, channel, ts)
        if source := _source(job):
            thread = source.thread or source.ts
            _take_back(job, ChannelId(source.channel), thread, job.incident.reference)


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
