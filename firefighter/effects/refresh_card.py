from dataclasses import dataclass
from typing import ClassVar

from firefighter.effects.effect import Effect, Job
from firefighter.ports.chat import Announcement, ChatRefused, ControlPanel
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import Place


@dataclass(frozen=True)
class RefreshCard(Effect):
    """Draws the announcement or a panel from what is so now. Done twice, it looks the same.

    A panel that was never made, since its room had gone by then, is not drawn; nor is a card that
    we took down when the incident became private: if there is to be another, it is posted anew.
    """

    place: Place

    kind: ClassVar[str] = "refresh_card"
    coalesces: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return f"{self.place}-edits"

    @property
    def needs(self) -> tuple[str, ...]:
        return (self.place, Place.ROOM) if self.place is Place.ROOM_PANEL else (self.place,)

    def in_room(self, job: Job) -> bool:  # noqa: ARG002 - the place says it
        return self.place is Place.ROOM_PANEL

    def do(self, job: Job) -> Outcome:
        drawn = Announcement if self.place is Place.ANNOUNCEMENT else ControlPanel
        if self.place is Place.ROOM_PANEL and self.place not in job.snapshot.places:
            return Outcome()
        try:
            job.chat.edit(job.at(self.place).message, drawn(job.snapshot))
        except ChatRefused as refused:
            if refused.code != "message_not_found" or not job.was_hidden():
                raise
        return Outcome()
