from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import Discriminator

from firefighter.domain.events import AnyEvent
from firefighter.effects.effect import Effect, Job
from firefighter.ports.chat import Line
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import Place


@dataclass(frozen=True)
class PostLine(Effect):
    """One visible line that says who did what: in the room, or in the announcement's thread."""

    event: Annotated[AnyEvent, Discriminator("kind")]
    place: Place

    kind: ClassVar[str] = "post_line"

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
        home = job.at(self.place)
        job.chat.post(home.channel, Line(self.event, job.snapshot), job.mark, thread=home.ts)
        return Outcome()
