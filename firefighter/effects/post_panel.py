from dataclasses import dataclass
from typing import ClassVar

from firefighter.effects.effect import Effect, Job
from firefighter.ports.chat import ControlPanel
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import Located, MessageRef, Place


@dataclass(frozen=True)
class PostPanel(Effect):
    """Puts a control panel into the announcement's thread or into the room, unless it has one.

    It has when it moved there while a panel was still to come for the place that it left.
    """

    place: Place

    kind: ClassVar[str] = "post_panel"

    @property
    def lane(self) -> str:
        return self.place

    @property
    def needs(self) -> tuple[str, ...]:
        return (self._home,)

    def in_room(self, job: Job) -> bool:  # noqa: ARG002 - the place says it
        return self.place is Place.ROOM_PANEL

    def done_earlier(self, job: Job) -> Outcome | None:
        home = job.at(self._home)
        found = job.chat.find_post(home.channel, job.mark, job.since, thread=home.ts)
        return self._at(job, found) if found else None

    def do(self, job: Job) -> Outcome:
        home = job.at(self._home)
        there = job.snapshot.places.get(self.place)
        if there and there.channel == home.channel and there.ts > home.ts:
            return Outcome()
        panel = ControlPanel(job.snapshot)
        return self._at(job, job.chat.post(home.channel, panel, job.mark, thread=home.ts))

    @property
    def _home(self) -> Place:
        return Place.ANNOUNCEMENT if self.place is Place.THREAD_PANEL else Place.ROOM

    def _at(self, job: Job, message: MessageRef) -> Outcome:
        """What everybody can read is no place of an incident that became private meanwhile."""
        located = (Located(self.place, message.channel, message.ts),)
        closed = self.place is Place.ROOM_PANEL and (job.incident.private or job.was_hidden())
        return Outcome(located, once_hidden=None if closed else ())
