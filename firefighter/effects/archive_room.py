from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from firefighter.domain.discretion import moved_at
from firefighter.domain.ids import UserId
from firefighter.domain.lifecycle import Status
from firefighter.domain.room import RoomState
from firefighter.effects.effect import Effect, Job
from firefighter.effects.room import is_peoples, state_of
from firefighter.ports.chat import ChatRefused
from firefighter.ports.house import House
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import Place
from firefighter.ports.store import DeliveryId
from firefighter.usecases.note_room import note_room


@dataclass(frozen=True)
class ArchiveRoom(Effect):
    """Archives the room of a closed incident, unless it was reopened, has moved or is to be kept.

    The chat says whether it is archived already, but not of a private channel, which it hides from
    bots from then on: one that is out of sight after a try is one that this try archived. A channel
    that people had before stays theirs.
    """

    closed_at: datetime | None = None
    """Since when the days were counted; None when somebody does not want to wait for them."""
    by: UserId | None = None
    """Who does not want to wait."""

    kind: ClassVar[str] = "archive_room"

    @property
    def lane(self) -> str:
        return "archive"

    @property
    def needs(self) -> tuple[str, ...]:
        """People are told before it happens."""
        return (Place.ROOM, Place.ARCHIVE_NOTICE)

    def done_earlier(self, job: Job) -> Outcome | None:
        if not self._is_wanted(job):
            return None
        state = state_of(job, job.at(Place.ROOM).channel)
        hidden = job.incident.private and state is RoomState.OUT_OF_REACH
        done = hidden or state is RoomState.ARCHIVED
        return self._found(job, RoomState.ARCHIVED) if done else None

    def do(self, job: Job) -> Outcome:
        room = job.at(Place.ROOM).channel
        if not self._is_wanted(job) or room == job.chat.incidents_channel():
            return Outcome()
        if is_peoples(job, room):
            return Outcome()
        try:
            job.chat.archive(room)
        except ChatRefused as refused:
            if refused.code != "channel_not_found":
                raise
            return self._found(job, RoomState.OUT_OF_REACH)
        return self._found(job, RoomState.ARCHIVED)

    def _is_wanted(self, job: Job) -> bool:
        incident = job.incident
        if moved_at(job.records.timeline(incident.id), job.enqueued_at):
            return False
        if self.closed_at is None:
            return incident.status is Status.CLOSED and incident.works_in_room
        return incident.awaits_archiving(self.closed_at)

    def _found(self, job: Job, state: RoomState) -> Outcome:
        incident_id, room = job.incident.id, job.at(Place.ROOM).channel

        def record(house: House, delivery: DeliveryId) -> None:
            now, by = house.clock.now(), self.by or UserId("")
            note_room(house, delivery, by, incident_id, room, state=state, at=now)

        return Outcome(record=record)
