from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import ClassVar

from firefighter.domain.title import slug
from firefighter.effects.effect import Effect, Job
from firefighter.effects.pin_panel import PinPanel
from firefighter.effects.post_panel import PostPanel
from firefighter.effects.refresh_card import RefreshCard
from firefighter.effects.retire_room import leaving
from firefighter.effects.set_topic import SetTopic
from firefighter.ports.chat import ChatRefused, NameTaken
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import ChannelId, Located, Place
from firefighter.ports.store import EffectRequest

_NAMES_TRIED = 9


@dataclass(frozen=True)
class CreateRoom(Effect):
    """Makes the incident's own channel, and lets the announcement show the way.

    Names are unique, so trying again is the probe: a name that is taken by a channel of ours, made
    since this was asked for, is what an earlier try made. A taken name that is not ours (an
    archived channel, or a private one we cannot see) gets a number behind it. If somebody renames
    the channel between a crash and the next try, people would see a second, empty channel.
    """

    kind: ClassVar[str] = "create_room"

    @property
    def lane(self) -> str:
        return Place.ROOM

    def do(self, job: Job) -> Outcome:
        """Nothing, when there is a room by now; but no private incident stays in a public one."""
        there = job.snapshot.places.get(Place.ROOM)
        if there and not _is_too_open(job, there.channel):
            return Outcome()
        left = [there.channel] if there else []
        for name in _names(job):
            channel = self._make(job, name)
            if channel and _is_too_open(job, channel):
                left.append(channel)
            elif channel:
                return Outcome(
                    (Located(Place.ROOM, channel),),
                    then=(*_signposts(job, moves=bool(left)), *chain(*map(_leave, left))),
                    once_hidden=None if job.incident.private else _leave(channel),
                )
        raise ChatRefused("conversations.create", "name_taken")

    def _make(self, job: Job, name: str) -> ChannelId | None:
        try:
            return job.chat.create_channel(name, private=job.incident.private)
        except NameTaken:
            found = job.chat.find_channel(name) if job.tried_before else None
        return found.id if found and found.ours and found.created_at >= job.since else None


def _is_too_open(job: Job, channel: ChannelId) -> bool:
    if not job.incident.private:
        return False
    seen = job.chat.look_at_channel(channel)
    return seen is not None and not seen.private


def _signposts(job: Job, *, moves: bool) -> tuple[EffectRequest, ...]:
    """The announcement shows the way to the room.

    A private incident has none, and what it needs may have been done in the room that it left.
    """
    if not job.incident.private:
        return (RefreshCard(Place.ANNOUNCEMENT).request(),)
    panel = (PostPanel(Place.ROOM_PANEL).request(), PinPanel().request()) if moves else ()
    return (SetTopic().request(), *panel)


def _leave(channel: ChannelId) -> tuple[EffectRequest, ...]:
    return tuple(each.request() for each in leaving(channel))


def _names(job: Job) -> Iterator[str]:
    number = job.incident.reference.lower()
    name = "-".join(filter(None, (number, slug(job.incident.title))))
    yield name
    for suffix in range(2, _NAMES_TRIED + 1):
        yield f"{name}-{suffix}"
