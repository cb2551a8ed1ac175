"""Joining an adopted channel."""

import pytest

from firefighter.effects.channels import JoinChannel
from firefighter.effects.people import RefreshMembers
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.snapshot import ChannelId, Place, PlaceRef
from tests.domain.incidents import ANA, BOB
from tests.effects.effect_harness import EffectHarness


def harness_and_channel(
    *, joined: bool = False, private: bool = False
) -> tuple[EffectHarness, ChannelId]:
    on = EffectHarness().announced()
    channel = on.chat.open_channel("payments", ours=False)
    incident_channel = on.chat.channels[channel]
    incident_channel.joined, incident_channel.private = joined, private
    on.places[Place.CHANNEL] = PlaceRef(Place.CHANNEL, channel)
    return on, channel


def test_join_requests_the_members() -> None:
    on, channel = harness_and_channel()
    outcome = on.do(JoinChannel(channel))
    assert on.chat.channels[channel].joined
    assert outcome.next_effects == (RefreshMembers(channel, taking_part=True).request(),)


def test_join_continues_after_a_crash() -> None:
    on, channel = harness_and_channel()
    on.crash_in(JoinChannel(channel))
    assert on.do_again(JoinChannel(channel)).next_effects


def test_private_channel_cannot_be_joined_without_an_invitation() -> None:
    on, channel = harness_and_channel(private=True)
    with pytest.raises(CallRefused, match="channel_not_found"):
        on.do(JoinChannel(channel))
    on.chat.channels[channel].joined = True
    assert on.do(JoinChannel(channel)).next_effects


def test_public_channel_is_not_joined_for_a_private_incident() -> None:
    on, channel = harness_and_channel()
    on.incident.private = True
    with pytest.raises(CallRefused, match="channel_is_public"):
        on.do(JoinChannel(channel))
    assert not on.chat.channels[channel].joined


def test_channel_that_the_incident_left_is_not_joined() -> None:
    on, channel = harness_and_channel()
    on.incident.private = True
    del on.places[Place.CHANNEL]
    on.do(JoinChannel(channel))
    assert not on.chat.channels[channel].joined


def test_archived_channel_cannot_be_joined() -> None:
    on, channel = harness_and_channel()
    on.chat.channels[channel].archived = True
    with pytest.raises(CallRefused, match="is_archived"):
        on.do(JoinChannel(channel))


def test_members_of_an_incident_channel_are_participants() -> None:
    on, channel = harness_and_channel(joined=True)
    on.chat.memberships[channel] = frozenset({ANA, BOB})
    assert on.do(RefreshMembers(channel)).record is None
    learnt = on.do(RefreshMembers(channel, taking_part=True))
    assert learnt.record is not None
    assert [each.members for each in learnt.memberships] == [{ANA, BOB}]
