from dataclasses import dataclass
from typing import ClassVar

from firefighter.effects.effect import Effect, Job
from firefighter.ports.chat import Announcement, ControlPanel
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import Place


@dataclass(frozen=True)
class RefreshCard(Effect):
    """Draws the announcement or a panel from what is so now. Done twice, it looks the same."""

    place: Place

    kind: ClassVar[str] = "refresh_card"
    coalesces: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return f"{self.place}-edits"

    @property
    def needs(self) -> tuple[str, ...]:
        return (self.place,)

    def do(self, job: Job) -> Outcome:
        drawn = Announcement if self.place is Place.ANNOUNCEMENT else ControlPanel
        job.chat.edit(job.at(self.place).message, drawn(job.snapshot))
        return Outcome()
