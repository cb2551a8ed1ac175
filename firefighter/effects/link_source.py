from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.events import Source
from firefighter.effects.effect import Effect, Job
from firefighter.ports.chat import ChatRefused, DeclaredFrom
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import ChannelId, MessageRef, Place

_OUT_OF_SIGHT = {"channel_not_found", "message_not_found"}


@dataclass(frozen=True)
class LinkSource(Effect):
    """Shows those who work on an incident the message from which it was declared."""

    source: Source
    place: Place

    kind: ClassVar[str] = "link_source"

    @property
    def lane(self) -> str:
        return f"{self.place}-lines"

    @property
    def needs(self) -> tuple[str, ...]:
        return (self.place,)

    def done_earlier(self, job: Job) -> Outcome | None:
        home = job.at(self.place)
        found = job.chat.find_post(home.channel, job.mark, job.since, thread=home.ts)
        return Outcome() if found else None

    def do(self, job: Job) -> Outcome:
        """Says nothing of a message that the bot may not see, or that is gone."""
        home = job.at(self.place)
        try:
            link = job.chat.permalink(MessageRef(ChannelId(self.source.channel), self.source.ts))
        except ChatRefused as refused:
            if refused.code not in _OUT_OF_SIGHT:
                raise
            return Outcome()
        job.chat.post(home.channel, DeclaredFrom(job.snapshot, link), job.mark, thread=home.ts)
        return Outcome()
