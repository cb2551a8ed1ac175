from collections.abc import Iterator
from contextlib import suppress
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

    A channel of ours with the incident's number, made since this was asked for, is what an earlier
    try made: looked for by its number, since the title may be another by now, and a name that was
    taken then may be free. A taken name (of an archived channel, or a private one we cannot see)
    gets a number behind it. If somebody renames the channel between a crash and the next try,
    people would see a second, empty channel.
    """

    kind: ClassVar[str] = "create_room"

    @property
    def lane(self) -> str:
        return Place.ROOM

    def do(self, job: Job) -> Outcome:
        """Nothing, when there is a room by now; but a private incident stays in no public one.

        Nor does one that was private before: its room is closed, whoever may know of it now.
        """
        there = job.snapshot.places.get(Place.ROOM)
        closed = job.incident.private or job.was_hidden()
        if there and not (closed and _is_open(job, there.channel)):
            return Outcome()
        left = [there.channel] if there else []
        for channel in chain(_made_earlier(job), _made_now(job, private=closed)):
            if closed and _is_open(job, channel):
                left.append(channel)
            else:
                return Outcome(
                    (Located(Place.ROOM, channel),),
                    then=(*_signposts(job, closed, moves=bool(left)), *chain(*map(_leave, left))),
                    once_hidden=None if closed else _leave(channel),
                )
        raise ChatRefused("conversations.create", "name_taken")


def _made_earlier(job: Job) -> Iterator[ChannelId]:
    if job.tried_before:
        number = job.incident.reference.lower()
        for found in job.chat.find_channels(number):
            is_its = found.name == number or found.name.startswith(f"{number}-")
            if is_its and found.ours and found.created_at >= job.since:
                yield found.id


def _made_now(job: Job, *, private: bool) -> Iterator[ChannelId]:
    for name in _names(job):
        with suppress(NameTaken):
            yield job.chat.create_channel(name, private=private)


def _is_open(job: Job, channel: ChannelId) -> bool:
    """Whether everybody can read it."""
    seen = job.chat.look_at_channel(channel)
    return seen is not None and not seen.private


def _signposts(job: Job, closed: bool, *, moves: bool) -> Iterator[EffectRequest]:
    """The announcement shows the way to the room.

    A private incident has none, and what it needs may have been done in the room that it left.
    """
    if not job.incident.private:
        yield RefreshCard(Place.ANNOUNCEMENT).request()
    if closed:
        yield SetTopic().request()
    if closed and moves:
        yield PostPanel(Place.ROOM_PANEL).request()
        yield PinPanel().request()


def _leave(channel: ChannelId) -> tuple[EffectRequest, ...]:
    return tuple(each.request() for each in leaving(channel))


def _names(job: Job) -> Iterator[str]:
    number = job.incident.reference.lower()
    name = "-".join(filter(None, (number, slug(job.incident.title))))
    yield name
    for suffix in range(2, _NAMES_TRIED + 1):
        yield f"{name}-{suffix}"
