from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.events import Source
from firefighter.effects.effect import Effect, Job
from firefighter.ports.chat import ChatRefused, DeclaredHere
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import ChannelId, Place

_NOT_OURS_TO_SAY = {"not_in_channel", "channel_not_found", "is_archived", "thread_not_found"}


@dataclass(frozen=True)
class TellSource(Effect):
    """Tells the thread of the message from which an incident was declared what was made of it.

    Where the bot is no member it cannot speak, and people would see nothing; whoever works on the
    incident sees where it came from all the same.
    """

    source: Source
    place: Place

    kind: ClassVar[str] = "tell_source"

    @property
    def lane(self) -> str:
        return "source"

    @property
    def needs(self) -> tuple[str, ...]:
        return (self.place,)

    def done_earlier(self, job: Job) -> Outcome | None:
        try:
            found = job.chat.find_post(self._channel, job.mark, job.since, thread=self._thread)
        except ChatRefused as refused:
            return _passed_over(refused)
        return Outcome() if found else None

    def do(self, job: Job) -> Outcome:
        told = DeclaredHere(job.snapshot)
        if job.incident.private:
            return Outcome()
        try:
            job.chat.post(self._channel, told, job.mark, thread=self._thread)
        except ChatRefused as refused:
            return _passed_over(refused)
        return Outcome()

    @property
    def _channel(self) -> ChannelId:
        return ChannelId(self.source.channel)

    @property
    def _thread(self) -> str:
        return self.source.thread or self.source.ts


def _passed_over(refused: ChatRefused) -> Outcome:
    if refused.code not in _NOT_OURS_TO_SAY:
        raise refused
    return Outcome()
