from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import Discriminator

from firefighter.domain.discretion import named_in, without_other
from firefighter.domain.events import AnyEvent, StatusChanged, UpdatePosted
from firefighter.domain.lifecycle import Trigger
from firefighter.effects.effect import Effect, Job
from firefighter.effects.posting import PostIn
from firefighter.effects.tell_reopened import TellReopened
from firefighter.ports.chat import Line, Message


@dataclass(frozen=True)
class PostLine(PostIn):
    """One visible line that says who did what."""

    event: Annotated[AnyEvent, Discriminator("kind")]

    kind: ClassVar[str] = "post_line"

    def elsewhere(self, job: Job) -> tuple[Effect, ...]:
        """An update was sent to the thread as well from the start.

        Of a private incident that is back each of its people hears alone.
        """
        match self.event:
            case UpdatePosted():
                return ()
            case StatusChanged(trigger=Trigger.REOPEN) as reopened if job.incident.private:
                others = job.records.insiders(job.incident.id) - {reopened.actor}
                return tuple(TellReopened(user, reopened) for user in sorted(others))
        return super().elsewhere(job)

    def message(self, job: Job) -> Message | None:
        event = as_told(job, self.event)
        return Line(event, job.snapshot) if event else None


def as_told(job: Job, event: AnyEvent) -> AnyEvent | None:
    """What may be told of an event just now; None when it is all about a private incident."""
    other = named_in(event)
    if other is None or not job.records.snapshot(other).incident.private:
        return event
    return without_other(event, for_insiders=job.incident.private)
