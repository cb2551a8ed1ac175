"""What becomes of what is to be done in a room that was archived, deleted or closed to us."""

from firefighter.domain.ids import UserId
from firefighter.domain.room import RoomState
from firefighter.effects.effect import Effect, Job
from firefighter.ports.chat import ChatRefused
from firefighter.ports.house import House
from firefighter.ports.outbox import Outcome, Record
from firefighter.ports.places import ChannelId, Place
from firefighter.ports.store import DeliveryId
from firefighter.usecases.note_room import note_room


def without_room(effect: Effect, job: Job) -> Outcome | None:
    """The outcome of what has no room any more; None for what can be tried.

    What an earlier try said in the room just before it went is said once more in the thread: in a
    room that we are not in we cannot look.
    """
    if job.known is None or not effect.in_room(job):
        return None
    state = job.incident.room_state
    return None if state is RoomState.OPEN else _moved(effect, job)


def after_refusal(effect: Effect, job: Job, refused: ChatRefused) -> Outcome:
    """The outcome of what the chat refused, when the room has gone without our hearing of it.

    Puts that on record. Raises `refused` when it is not the room.
    """
    room = job.known and job.known.places.get(Place.ROOM)
    if not room or not effect.in_room(job):
        raise refused
    state, incident_id = state_of(job, room.channel), job.incident.id
    has_moved = job.records.snapshot(incident_id).places.get(Place.ROOM) != room
    if state is RoomState.OPEN or has_moved:
        raise refused

    def record(house: House, delivery: DeliveryId) -> None:
        now = house.clock.now()
        note_room(house, delivery, UserId(""), incident_id, room.channel, state=state, at=now)

    return _moved(effect, job, record=record)


def state_of(job: Job, channel: ChannelId) -> RoomState:
    """What became of a channel that we were in, as far as we can see.

    What the chat does not show us was deleted, or is private and without us; and it puts bots out
    of what is archived.
    """
    seen = job.chat.look_at_channel(channel)
    if seen and seen.archived:
        return RoomState.ARCHIVED
    return RoomState.OPEN if seen and seen.member else RoomState.OUT_OF_REACH


def is_peoples(job: Job, channel: ChannelId) -> bool:
    """Whether people had the channel before, so that it is not ours to archive."""
    seen = job.chat.look_at_channel(channel)
    return seen is not None and not seen.ours


def _moved(effect: Effect, job: Job, record: Record | None = None) -> Outcome:
    then = tuple(each.request() for each in effect.elsewhere(job))
    return Outcome(then=then, record=record)
