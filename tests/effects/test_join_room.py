"""A channel that people had before is entered, and who is in it is learnt."""

import pytest

from firefighter.effects.join_room import JoinRoom
from firefighter.effects.learn_members import LearnMembers
from firefighter.ports.chat import ChatRefused
from firefighter.ports.places import ChannelId, Located, Place
from tests.domain.incidents import ANA, BOB
from tests.effects.stage import Stage


def stage_and_channel(*, joined: bool = False, private: bool = False) -> tuple[Stage, ChannelId]:
    on = Stage().announced()
    channel = on.chat.open_room("payments", ours=False)
    room = on.chat.rooms[channel]
    room.joined, room.private = joined, private
    on.places[Place.ROOM] = Located(Place.ROOM, channel)
    return on, channel


def test_it_enters_and_has_the_members_learnt() -> None:
    on, channel = stage_and_channel()
    outcome = on.do(JoinRoom(channel))
    assert on.chat.rooms[channel].joined
    assert outcome.then == (LearnMembers(channel, taking_part=True).request(),)


def test_after_a_crash_it_is_in_and_goes_on() -> None:
    on, channel = stage_and_channel()
    on.crash_in(JoinRoom(channel))
    assert on.do_again(JoinRoom(channel)).then


def test_a_private_channel_has_to_have_let_us_in() -> None:
    on, channel = stage_and_channel(private=True)
    with pytest.raises(ChatRefused, match="channel_not_found"):
        on.do(JoinRoom(channel))
    on.chat.rooms[channel].joined = True
    assert on.do(JoinRoom(channel)).then


def test_a_channel_that_everybody_reads_by_now_is_not_entered_for_a_private_incident() -> None:
    on, channel = stage_and_channel()
    on.incident.private = True
    with pytest.raises(ChatRefused, match="channel_is_public"):
        on.do(JoinRoom(channel))
    assert not on.chat.rooms[channel].joined


def test_a_channel_that_a_hidden_incident_left_is_not_entered_and_in_nobodys_way() -> None:
    on, channel = stage_and_channel()
    on.incident.private = True
    del on.places[Place.ROOM]
    on.do(JoinRoom(channel))
    assert not on.chat.rooms[channel].joined


def test_a_channel_that_was_archived_meanwhile_is_refused() -> None:
    on, channel = stage_and_channel()
    on.chat.rooms[channel].archived = True
    with pytest.raises(ChatRefused, match="is_archived"):
        on.do(JoinRoom(channel))


def test_only_the_members_of_a_room_take_part() -> None:
    on, channel = stage_and_channel(joined=True)
    on.chat.circles[channel] = frozenset({ANA, BOB})
    assert on.do(LearnMembers(channel)).record is None
    learnt = on.do(LearnMembers(channel, taking_part=True))
    assert learnt.record is not None
    assert [each.members for each in learnt.circles] == [{ANA, BOB}]
