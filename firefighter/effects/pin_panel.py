from dataclasses import dataclass
from typing import ClassVar

from firefighter.effects.effect import Effect, Job
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import Place


@dataclass(frozen=True)
class PinPanel(Effect):
    """Keeps the room's control panel within reach. A second pin is refused by the chat as done."""

    kind: ClassVar[str] = "pin_panel"
    of_room: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return "pin"

    @property
    def needs(self) -> tuple[str, ...]:
        return (Place.ROOM_PANEL,)

    def do(self, job: Job) -> Outcome:
        job.chat.pin(job.at(Place.ROOM_PANEL).message)
        return Outcome()
