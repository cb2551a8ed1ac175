from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.events import Source
from firefighter.effects.effect import Job
from firefighter.effects.posting import PostIn
from firefighter.ports.chat import ChatRefused, DeclaredFrom, Message
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import ChannelId, MessageRef

_OUT_OF_SIGHT = {"channel_not_found", "message_not_found"}


@dataclass(frozen=True)
class LinkSource(PostIn):
    """Shows those who work on an incident the message from which it was declared.

    Says nothing of a message that the bot may not see, or that is gone.
    """

    source: Source

    kind: ClassVar[str] = "link_source"

    def message(self, job: Job) -> Message:
        source = MessageRef(ChannelId(self.source.channel), self.source.ts)
        return DeclaredFrom(job.snapshot, job.chat.permalink(source))

    def do(self, job: Job) -> Outcome:
        try:
            return super().do(job)
        except ChatRefused as refused:
            if refused.code not in _OUT_OF_SIGHT:
                raise
            return Outcome()
