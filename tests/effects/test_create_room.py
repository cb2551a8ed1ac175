from datetime import timedelta

import pytest

from firefighter.domain.ids import IncidentId
from firefighter.domain.title import SLUG_LIMIT
from firefighter.effects.create_room import CreateRoom
from firefighter.effects.refresh_card import RefreshCard
from firefighter.effects.set_topic import SetTopic
from firefighter.ports.chat import ChatRefused
from firefighter.ports.places import Place
from tests.domain.incidents import DEMANDING, NOW, declared
from tests.effects.chat_double import ChatDouble
from tests.effects.stage import Stage

NAME = "inc-42-checkout-returns-500"
NAMES_TRIED = 9
CHANNEL_NAME_LIMIT = 80
"""https://docs.slack.dev/reference/methods/conversations.create."""


def stage(title: str = "Checkout returns 500", *, private: bool = False) -> Stage:
    return Stage(declared(policy=DEMANDING, title=title, private=private))


def names(chat: ChatDouble) -> list[str]:
    return [room.channel.name for room in chat.rooms.values() if room.channel.id != chat.home]


def test_a_room_is_called_after_its_incident_and_put_on_record() -> None:
    on = stage()
    on.do(CreateRoom())
    assert names(on.chat) == [NAME]
    assert on.places[Place.ROOM].channel == on.chat.named(NAME).channel.id


def test_a_title_without_letters_leaves_the_number() -> None:
    on = stage("🔥🔥🔥")
    on.do(CreateRoom())
    assert names(on.chat) == ["inc-42"]


@pytest.mark.parametrize("private", [False, True])
def test_the_room_of_a_private_incident_is_private(private: bool) -> None:
    on = stage(private=private)
    on.do(CreateRoom())
    assert on.chat.named(NAME).private is private


def test_the_announcement_is_drawn_anew_to_show_the_way() -> None:
    then = stage().do(CreateRoom()).then
    assert list(then) == [RefreshCard(Place.ANNOUNCEMENT).request()]


def test_nothing_outside_shows_the_way_into_a_private_room() -> None:
    assert stage(private=True).do(CreateRoom()).then == (SetTopic().request(),)


@pytest.mark.parametrize("archived", [False, True])
def test_a_name_that_another_has_gets_a_number(archived: bool) -> None:
    on = stage()
    on.chat.open_room(NAME, ours=False, archived=archived)
    on.chat.open_room(f"{NAME}-2", ours=False, archived=archived)
    on.do(CreateRoom())
    assert on.places[Place.ROOM].channel == on.chat.named(f"{NAME}-3").channel.id


def test_a_room_made_before_a_crash_is_found_instead_of_made_twice() -> None:
    on = stage()
    on.crash_in(CreateRoom())
    outcome = on.do_again(CreateRoom())
    assert names(on.chat) == [NAME]
    assert on.places[Place.ROOM].channel == on.chat.named(NAME).channel.id
    assert list(outcome.then) == [RefreshCard(Place.ANNOUNCEMENT).request()]


def test_a_room_with_a_number_is_found_after_a_crash_too() -> None:
    on = stage()
    foreign = on.chat.open_room(NAME, ours=False)
    on.crash_in(CreateRoom())
    on.do_again(CreateRoom())
    assert names(on.chat) == [NAME, f"{NAME}-2"]
    assert on.places[Place.ROOM].channel not in {foreign, on.chat.home}


def test_a_room_made_before_a_crash_is_found_under_the_title_of_then() -> None:
    on = stage()
    on.crash_in(CreateRoom())
    on.incident.title = "Payments return 500"
    on.do_again(CreateRoom())
    assert names(on.chat) == [NAME]


def test_the_room_of_an_incident_whose_number_begins_alike_is_not_taken_for_its_own() -> None:
    on = stage()
    on.chat.open_room("inc-421-search-is-slow", ours=True)
    on.do_again(CreateRoom())
    assert on.places[Place.ROOM].channel == on.chat.named(NAME).channel.id


@pytest.mark.parametrize("again", [False, True])
def test_a_room_of_an_incident_from_an_earlier_database_is_not_adopted(again: bool) -> None:
    on = stage()
    on.chat.now = NOW - timedelta(days=30)
    on.chat.open_room(NAME, ours=True)
    on.chat.now = NOW
    (on.do_again if again else on.do)(CreateRoom())
    assert on.places[Place.ROOM].channel == on.chat.named(f"{NAME}-2").channel.id


@pytest.mark.parametrize("again", [False, True])
def test_a_channel_that_somebody_made_just_now_is_not_taken_from_them(again: bool) -> None:
    on = stage()
    on.chat.open_room(NAME, ours=False, joined=True)
    (on.do_again if again else on.do)(CreateRoom())
    assert on.places[Place.ROOM].channel == on.chat.named(f"{NAME}-2").channel.id


def test_a_first_try_takes_no_channel_for_its_own() -> None:
    on = stage()
    on.chat.open_room(NAME, ours=True)
    on.do(CreateRoom())
    assert on.places[Place.ROOM].channel == on.chat.named(f"{NAME}-2").channel.id


def test_a_chat_whose_clock_is_behind_does_not_hide_the_room_made_before_a_crash() -> None:
    on = stage()
    on.chat.now = NOW - timedelta(minutes=4)
    on.crash_in(CreateRoom())
    on.do_again(CreateRoom())
    assert names(on.chat) == [NAME]


def test_it_gives_up_when_every_name_is_taken() -> None:
    on = stage()
    for name in (NAME, *(f"{NAME}-{suffix}" for suffix in range(2, NAMES_TRIED + 1))):
        on.chat.open_room(name, ours=False)
    with pytest.raises(ChatRefused) as refused:
        on.do(CreateRoom())
    assert refused.value.code == "name_taken"


def test_the_longest_name_fits_for_the_first_billion_incidents() -> None:
    on = stage("x" * (SLUG_LIMIT + 10))
    on.incident.id = IncidentId(999_999_999)
    for _try in range(NAMES_TRIED):
        on.places.pop(Place.ROOM, None)
        on.do(CreateRoom())
    assert len(names(on.chat)) == NAMES_TRIED
    assert max(map(len, names(on.chat))) <= CHANNEL_NAME_LIMIT
