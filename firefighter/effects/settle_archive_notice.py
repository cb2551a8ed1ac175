from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.lifecycle import Status
from firefighter.effects.effect import Effect, Job
from firefighter.ports.chat import ArchiveNotice
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import Place


@dataclass(frozen=True)
class SettleArchiveNotice(Effect):
    """Says on the notice why the room is not archived. Done twice, it looks the same.

    Not in a room that was left meanwhile.
    """

    kind: ClassVar[str] = "settle_archive_notice"
    coalesces: ClassVar[bool] = True
    of_room: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return f"{Place.ARCHIVE_NOTICE}-edits"

    @property
    def needs(self) -> tuple[str, ...]:
        return (Place.ARCHIVE_NOTICE, Place.ROOM)

    def do(self, job: Job) -> Outcome:
        notice, incident = job.snapshot.places.get(Place.ARCHIVE_NOTICE), job.incident
        stays = incident.room_kept_by or incident.status is not Status.CLOSED
        if notice and stays and notice.channel == job.at(Place.ROOM).channel:
            job.chat.edit(notice.message, ArchiveNotice(job.snapshot))
        return Outcome()
