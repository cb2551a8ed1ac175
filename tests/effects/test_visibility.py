"""Public messages of a private incident are deleted, and no more are posted."""

from dataclasses import replace

import pytest

from firefighter.effects.cards import PinPanel, PostAnnouncement, PostPanel, RefreshCard
from firefighter.effects.channels import CreateChannel, SetTopic
from firefighter.effects.effect import PlaceMissing
from firefighter.effects.visibility import DeleteAnnouncement, RetireChannel, leave_channel
from firefighter.ports.snapshot import PUBLIC_PLACES, ChannelId, Place
from tests.effects.chat_double import ChannelDouble
from tests.effects.effect_harness import EffectHarness


def hidden() -> tuple[EffectHarness, ChannelId, ChannelDouble]:
    """Just made private, nothing deleted yet."""
    on = EffectHarness().announced().with_channel()
    on.incident.private = True
    channel = on.places[Place.CHANNEL].channel
    return on, channel, on.chat.channels[channel]


def test_announcement_is_deleted_also_after_a_crash() -> None:
    on, _channel, _incident_channel = hidden()
    on.crash_in(DeleteAnnouncement())
    outcome = on.do_again(DeleteAnnouncement())
    assert set(outcome.lost_places) == PUBLIC_PLACES
    assert not [post for post in on.chat.posts if post.ref.channel == on.chat.home]


@pytest.mark.parametrize("place", sorted(PUBLIC_PLACES))
def test_public_cards_of_a_private_incident_are_not_refreshed(place: Place) -> None:
    on, _channel, _incident_channel = hidden()
    with pytest.raises(PlaceMissing):
        on.do(RefreshCard(place))


def test_pending_announcement_of_a_private_incident_is_skipped() -> None:
    on = EffectHarness()
    on.incident.private = True
    assert not on.do(PostAnnouncement()).new_places
    assert not on.chat.posts


def test_own_channel_is_emptied_renamed_and_archived_once() -> None:
    on, channel, incident_channel = hidden()
    incident_channel.topic = "INC-42 · SEV3 · Checkout returns 500"
    on.do(RetireChannel(channel))
    assert not [post for post in on.chat.posts if post.ref.channel == channel]
    assert (incident_channel.archived, incident_channel.topic) == (
        True,
        "This channel is not used any more.",
    )
    assert incident_channel.channel.name == f"unused-{channel.lower()}"
    on.do_again(RetireChannel(channel))


def test_adopted_channel_stays_open_and_keeps_its_name() -> None:
    on, channel, incident_channel = hidden()
    incident_channel.channel = replace(incident_channel.channel, ours=False)
    on.do(RetireChannel(channel))
    assert (incident_channel.archived, incident_channel.channel.name) == (False, "inc-42-checkout")


def test_public_channel_created_meanwhile_is_left_for_a_private_one() -> None:
    on, channel, _incident_channel = hidden()
    outcome = on.do(CreateChannel())
    assert on.places[Place.CHANNEL].channel != channel
    assert on.chat.channels[on.places[Place.CHANNEL].channel].private
    moving = (SetTopic(), PostPanel(Place.CHANNEL_PANEL), PinPanel(), *leave_channel(channel))
    assert outcome.next_effects == tuple(each.request() for each in moving)
    assert not on.do(CreateChannel(), idempotency_key="effect-2").new_places
