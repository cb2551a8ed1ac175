from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.events import RoomChanged
from firefighter.domain.lifecycle import Status
from firefighter.effects.effect import Effect, Job
from firefighter.ports.chat import RoomNotice
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import ChannelId, Place


@dataclass(frozen=True)
class TellOfRoom(Effect):
    """Tells those who work on an incident what became of its room, unless that is over again.

    In the announcement's thread, where they go on; of a private incident, who leads it, alone.
    """

    event: RoomChanged

    kind: ClassVar[str] = "tell_of_room"

    @property
    def lane(self) -> str:
        return "room-news"

    @property
    def needs(self) -> tuple[str, ...]:
        """The room as well: whether we are back in it."""
        return (Place.ANNOUNCEMENT, Place.ROOM)

    def done_earlier(self, job: Job) -> Outcome | None:
        channel, thread = self._where(job)
        found = channel and job.chat.find_post(channel, job.mark, job.since, thread=thread)
        return Outcome() if found else None

    def do(self, job: Job) -> Outcome:
        incident = job.incident
        if incident.status is Status.CLOSED or incident.room_state is not self.event.after:
            return Outcome()
        channel, thread = self._where(job)
        if channel:
            notice = RoomNotice(self.event, job.snapshot)
            job.chat.post(channel, notice, job.mark, thread=thread)
        return Outcome()

    def _where(self, job: Job) -> tuple[ChannelId | None, str]:
        incident = job.incident
        if incident.private:
            return job.chat.open_direct(incident.commander or incident.declared_by), ""
        home = job.at(Place.ANNOUNCEMENT)
        return home.channel, home.ts
