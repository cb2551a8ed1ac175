from dataclasses import dataclass
from typing import ClassVar

from firefighter.effects.effect import Job
from firefighter.effects.posting import PostIn
from firefighter.ports.chat import Message, Nudge, Wanted


@dataclass(frozen=True)
class PostNudge(PostIn):
    """Asks those who work on an incident for something that is missing."""

    wanted: Wanted

    kind: ClassVar[str] = "post_nudge"

    def message(self, job: Job) -> Message:
        return Nudge(self.wanted, job.snapshot)
