from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.follow_ups import owners_of
from firefighter.domain.room import RoomState
from firefighter.effects.bookmark_page import BookmarkPage
from firefighter.effects.effect import Effect, Job
from firefighter.effects.invite_people import InvitePeople
from firefighter.effects.learn_members import LearnMembers
from firefighter.effects.pin_panel import PinPanel
from firefighter.effects.post_panel import PostPanel
from firefighter.effects.room import state_of
from firefighter.effects.set_topic import SetTopic
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import Place


@dataclass(frozen=True)
class RejoinRoom(Effect):
    """Goes back into a room that can be worked in again, and catches up on what it missed.

    The chat puts bots out of what is archived. Into a private channel only people can let us.
    """

    kind: ClassVar[str] = "rejoin_room"
    of_room: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        """What is to be done in the room waits for it."""
        return Place.ROOM

    def do(self, job: Job) -> Outcome:
        room = job.at(Place.ROOM).channel
        if state_of(job, room) is not RoomState.OPEN:
            job.chat.join(room)
        return Outcome(then=tuple(each.request() for each in _missed(job)))


def _missed(job: Job) -> Iterator[Effect]:
    incident = job.incident
    if Place.ROOM_PANEL not in job.snapshot.places:
        yield PostPanel(Place.ROOM_PANEL)
        yield PinPanel()
    yield SetTopic()
    owners = owners_of(incident.follow_ups) if incident.private else ()
    if people := tuple(dict.fromkeys((*incident.holders.values(), *owners))):
        yield InvitePeople(people)
    if incident.has_page:
        yield BookmarkPage()
    yield LearnMembers(job.at(Place.ROOM).channel)
