"""Topic and invitations of the channel, and private replies."""

from dataclasses import replace

import pytest

from firefighter.domain.severity import Severity
from firefighter.effects.channels import InvitePeople, SetTopic
from firefighter.effects.direct_messages import ReplyPrivately
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.snapshot import Place
from tests.domain.incidents import ANA, BOB
from tests.effects.chat_double import ChannelDouble
from tests.effects.effect_harness import EffectHarness


def harness_and_channel() -> tuple[EffectHarness, ChannelDouble]:
    on = EffectHarness().announced().with_channel()
    return on, on.chat.channels[on.places[Place.CHANNEL].channel]


def test_topic_describes_the_incident() -> None:
    on, incident_channel = harness_and_channel()
    on.do(SetTopic())
    assert incident_channel.topic == "INC-42 · SEV3 · Checkout returns 500"


def test_topic_set_before_a_crash_is_not_set_twice() -> None:
    on, incident_channel = harness_and_channel()
    on.crash_in(SetTopic())
    on.do_again(SetTopic())
    assert incident_channel.topics_set == 1


def test_outdated_topic_is_set_after_a_crash() -> None:
    on, incident_channel = harness_and_channel()
    on.crash_in(SetTopic())
    on.incident.severity = Severity.SEV1
    on.do_again(SetTopic())
    assert incident_channel.topic == "INC-42 · SEV1 · Checkout returns 500"


def test_people_are_invited_into_the_channel() -> None:
    on, incident_channel = harness_and_channel()
    on.crash_in(InvitePeople((ANA, "SONCALL")))
    on.do_again(InvitePeople((ANA, "SONCALL")))
    on.do(InvitePeople((BOB,)))
    assert incident_channel.members == {ANA, BOB, "SONCALL"}


def test_private_reply_appears_where_the_person_is() -> None:
    on = EffectHarness().announced()
    home = on.places[Place.ANNOUNCEMENT]
    on.do(ReplyPrivately(ANA, home.channel, "There is no INC-7.", home.ts))
    assert on.chat.told == [(ANA, home.channel, "There is no INC-7.", home.ts)]


def test_private_reply_works_where_the_bot_is_not_a_member() -> None:
    on = EffectHarness()
    lobby = on.chat.open_channel("lobby", ours=False)
    with pytest.raises(CallRefused):
        on.do(ReplyPrivately(ANA, lobby, "There is no INC-7."))
    on.do(ReplyPrivately(ANA, lobby, "There is no INC-7.", response_url="https://a.example/1"))
    assert on.chat.told == [(ANA, lobby, "There is no INC-7.", "")]


def test_effect_without_incident_has_no_snapshot() -> None:
    context = EffectHarness().context()
    without = replace(context, known=None)
    with pytest.raises(LookupError):
        _ = without.incident
