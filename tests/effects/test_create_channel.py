from datetime import timedelta

import pytest

from firefighter.domain.ids import IncidentId
from firefighter.domain.title import SLUG_LIMIT
from firefighter.effects.cards import RefreshCard
from firefighter.effects.channels import CreateChannel, SetTopic
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.snapshot import Place
from tests.domain.incidents import DEMANDING, NOW, declared
from tests.effects.chat_double import ChatDouble
from tests.effects.effect_harness import EffectHarness

NAME = "inc-42-checkout-returns-500"
NAMES_TRIED = 9
CHANNEL_NAME_LIMIT = 80
"""https://docs.slack.dev/reference/methods/conversations.create."""


def harness(title: str = "Checkout returns 500", *, private: bool = False) -> EffectHarness:
    return EffectHarness(declared(policy=DEMANDING, title=title, private=private))


def names(chat: ChatDouble) -> list[str]:
    return [
        incident_channel.channel.name
        for incident_channel in chat.channels.values()
        if incident_channel.channel.id != chat.home
    ]


def test_channel_is_named_after_its_incident_and_recorded() -> None:
    on = harness()
    on.do(CreateChannel())
    assert names(on.chat) == [NAME]
    assert on.places[Place.CHANNEL].channel == on.chat.named(NAME).channel.id


def test_title_without_letters_leaves_the_number() -> None:
    on = harness("🔥🔥🔥")
    on.do(CreateChannel())
    assert names(on.chat) == ["inc-42"]


@pytest.mark.parametrize("private", [False, True])
def test_channel_of_a_private_incident_is_private(private: bool) -> None:
    on = harness(private=private)
    on.do(CreateChannel())
    assert on.chat.named(NAME).private is private


def test_announcement_is_refreshed_to_link_the_channel() -> None:
    next_effects = harness().do(CreateChannel()).next_effects
    assert list(next_effects) == [RefreshCard(Place.ANNOUNCEMENT).request()]


def test_private_channel_is_not_linked_in_public() -> None:
    assert harness(private=True).do(CreateChannel()).next_effects == (SetTopic().request(),)


@pytest.mark.parametrize("archived", [False, True])
def test_taken_name_gets_a_number(archived: bool) -> None:
    on = harness()
    on.chat.open_channel(NAME, ours=False, archived=archived)
    on.chat.open_channel(f"{NAME}-2", ours=False, archived=archived)
    on.do(CreateChannel())
    assert on.places[Place.CHANNEL].channel == on.chat.named(f"{NAME}-3").channel.id


def test_channel_created_before_a_crash_is_found() -> None:
    on = harness()
    on.crash_in(CreateChannel())
    outcome = on.do_again(CreateChannel())
    assert names(on.chat) == [NAME]
    assert on.places[Place.CHANNEL].channel == on.chat.named(NAME).channel.id
    assert list(outcome.next_effects) == [RefreshCard(Place.ANNOUNCEMENT).request()]


def test_channel_with_a_number_is_found_after_a_crash() -> None:
    on = harness()
    foreign = on.chat.open_channel(NAME, ours=False)
    on.crash_in(CreateChannel())
    on.do_again(CreateChannel())
    assert names(on.chat) == [NAME, f"{NAME}-2"]
    assert on.places[Place.CHANNEL].channel not in {foreign, on.chat.home}


def test_channel_created_before_a_crash_is_found_after_a_title_change() -> None:
    on = harness()
    on.crash_in(CreateChannel())
    on.incident.title = "Payments return 500"
    on.do_again(CreateChannel())
    assert names(on.chat) == [NAME]


def test_channel_of_an_incident_with_a_longer_number_is_not_used() -> None:
    on = harness()
    on.chat.open_channel("inc-421-search-is-slow", ours=True)
    on.do_again(CreateChannel())
    assert on.places[Place.CHANNEL].channel == on.chat.named(NAME).channel.id


@pytest.mark.parametrize("again", [False, True])
def test_channel_from_an_earlier_database_is_not_used(again: bool) -> None:
    on = harness()
    on.chat.now = NOW - timedelta(days=30)
    on.chat.open_channel(NAME, ours=True)
    on.chat.now = NOW
    (on.do_again if again else on.do)(CreateChannel())
    assert on.places[Place.CHANNEL].channel == on.chat.named(f"{NAME}-2").channel.id


@pytest.mark.parametrize("again", [False, True])
def test_channel_created_by_a_person_is_not_used(again: bool) -> None:
    on = harness()
    on.chat.open_channel(NAME, ours=False, joined=True)
    (on.do_again if again else on.do)(CreateChannel())
    assert on.places[Place.CHANNEL].channel == on.chat.named(f"{NAME}-2").channel.id


def test_first_try_uses_no_existing_channel() -> None:
    on = harness()
    on.chat.open_channel(NAME, ours=True)
    on.do(CreateChannel())
    assert on.places[Place.CHANNEL].channel == on.chat.named(f"{NAME}-2").channel.id


def test_channel_created_before_a_crash_is_found_despite_clock_skew() -> None:
    on = harness()
    on.chat.now = NOW - timedelta(minutes=4)
    on.crash_in(CreateChannel())
    on.do_again(CreateChannel())
    assert names(on.chat) == [NAME]


def test_creation_fails_when_every_name_is_taken() -> None:
    on = harness()
    for name in (NAME, *(f"{NAME}-{suffix}" for suffix in range(2, NAMES_TRIED + 1))):
        on.chat.open_channel(name, ours=False)
    with pytest.raises(CallRefused) as refused:
        on.do(CreateChannel())
    assert refused.value.reason == "name_taken"


def test_longest_name_fits_for_the_first_billion_incidents() -> None:
    on = harness("x" * (SLUG_LIMIT + 10))
    on.incident.id = IncidentId(999_999_999)
    for _try in range(NAMES_TRIED):
        on.places.pop(Place.CHANNEL, None)
        on.do(CreateChannel())
    assert len(names(on.chat)) == NAMES_TRIED
    assert max(map(len, names(on.chat))) <= CHANNEL_NAME_LIMIT
