from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import Discriminator

from firefighter.domain.discretion import named_in, without_other
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

    def message(self, job: Job) -> Message | None:
        event = as_told(job, self.event)
        return Line(event, job.snapshot) if event else None


def as_told(job: Job, event: AnyEvent) -> AnyEvent | None:
    """What may be told of an event just now; None when it is all about a private incident."""
    other = named_in(event)
    if other is None or not job.records.snapshot(other).incident.private:
        return event
    return without_other(event, for_insiders=job.incident.private)
