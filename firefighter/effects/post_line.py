from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import Discriminator

from firefighter.domain.events import AnyEvent, UpdatePosted
from firefighter.effects.effect import Effect, Job
from firefighter.effects.posting import PostIn
from firefighter.ports.chat import Line, Message


@dataclass(frozen=True)
class PostLine(PostIn):
    """One visible line that says who did what."""

    event: Annotated[AnyEvent, Discriminator("kind")]

    kind: ClassVar[str] = "post_line"

    def elsewhere(self, job: Job) -> tuple[Effect, ...]:
        """An update was sent to the thread as well from the start."""
        return () if isinstance(self.event, UpdatePosted) else super().elsewhere(job)

    def message(self, job: Job) -> Message:
        return Line(self.event, job.snapshot)
