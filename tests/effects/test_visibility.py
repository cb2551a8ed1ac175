"""What everybody could read is taken down, and a private incident is told of there no more."""

from dataclasses import replace

import pytest

from firefighter.effects.create_room import CreateRoom
from firefighter.effects.effect import GivenUp
from firefighter.effects.pin_panel import PinPanel
from firefighter.effects.post_announcement import PostAnnouncement
from firefighter.effects.post_panel import PostPanel
from firefighter.effects.refresh_card import RefreshCard
from firefighter.effects.retire_room import RetireRoom, leaving
from firefighter.effects.set_topic import SetTopic
from firefighter.effects.take_down import TakeDown
from firefighter.ports.places import PUBLIC_PLACES, ChannelId, Place
from tests.effects.chat_double import Room
from tests.effects.stage import Stage


def hidden() -> tuple[Stage, ChannelId, Room]:
    """Just made private, when nothing is taken down yet."""
    on = Stage().announced().with_room()
    on.incident.private = True
    channel = on.places[Place.ROOM].channel
    return on, channel, on.chat.rooms[channel]


def test_the_announcement_goes_also_after_a_crash() -> None:
    on, _channel, _room = hidden()
    on.crash_in(TakeDown())
    outcome = on.do_again(TakeDown())
    assert set(outcome.given_up) == PUBLIC_PLACES
    assert not [post for post in on.chat.posts if post.ref.channel == on.chat.home]


@pytest.mark.parametrize("place", sorted(PUBLIC_PLACES))
def test_nothing_is_drawn_where_everybody_reads_while_it_is_still_there(place: Place) -> None:
    on, _channel, _room = hidden()
    with pytest.raises(GivenUp):
        on.do(RefreshCard(place))


def test_an_announcement_that_was_still_to_come_does_not_come() -> None:
    on = Stage()
    on.incident.private = True
    assert not on.do(PostAnnouncement()).located
    assert not on.chat.posts


def test_our_room_is_emptied_renamed_and_archived_and_then_left_alone() -> None:
    on, channel, room = hidden()
    room.topic = "INC-42 · SEV3 · Checkout returns 500"
    on.do(RetireRoom(channel))
    assert not [post for post in on.chat.posts if post.ref.channel == channel]
    assert (room.archived, room.topic) == (True, "This channel is not used any more.")
    assert room.channel.name == f"unused-{channel.lower()}"
    on.do_again(RetireRoom(channel))


def test_a_room_of_peoples_own_stays_open_and_keeps_its_name() -> None:
    on, channel, room = hidden()
    room.channel = replace(room.channel, ours=False)
    on.do(RetireRoom(channel))
    assert (room.archived, room.channel.name) == (False, "inc-42-room")


def test_a_public_room_that_was_made_at_the_same_moment_is_left_for_a_private_one() -> None:
    on, channel, _room = hidden()
    outcome = on.do(CreateRoom())
    assert on.places[Place.ROOM].channel != channel
    assert on.chat.rooms[on.places[Place.ROOM].channel].private
    moving = (SetTopic(), PostPanel(Place.ROOM_PANEL), PinPanel(), *leaving(channel))
    assert outcome.then == tuple(each.request() for each in moving)
    assert not on.do(CreateRoom(), mark="effect-2").located
