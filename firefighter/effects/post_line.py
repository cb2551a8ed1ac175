from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import Discriminator

from firefighter.domain.events import AnyEvent
from firefighter.effects.effect import Job
from firefighter.effects.posting import PostIn
from firefighter.ports.chat import Line, Message


@dataclass(frozen=True)
class PostLine(PostIn):
    """One visible line that says who did what."""

    event: Annotated[AnyEvent, Discriminator("kind")]

    kind: ClassVar[str] = "post_line"

    def message(self, job: Job) -> Message:
        return Line(self.event, job.snapshot)
