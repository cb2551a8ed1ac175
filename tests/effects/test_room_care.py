"""The room's topic and its people, and answers to one person."""

from dataclasses import replace

import pytest

from firefighter.domain.severity import Severity
from firefighter.effects.invite_people import InvitePeople
from firefighter.effects.set_topic import SetTopic
from firefighter.effects.tell_person import TellPerson
from firefighter.ports.chat import ChatRefused
from firefighter.ports.places import Place
from tests.domain.incidents import ANA, BOB
from tests.effects.chat_double import Room
from tests.effects.stage import Stage


def stage_and_room() -> tuple[Stage, Room]:
    on = Stage().announced().with_room()
    return on, on.chat.rooms[on.places[Place.ROOM].channel]


def test_the_topic_says_what_the_room_is_about() -> None:
    on, room = stage_and_room()
    on.do(SetTopic())
    assert room.topic == "INC-42 · SEV3 · Checkout returns 500"


def test_a_topic_that_was_set_before_a_crash_is_not_set_twice() -> None:
    on, room = stage_and_room()
    on.crash_in(SetTopic())
    on.do_again(SetTopic())
    assert room.topics_set == 1


def test_a_topic_that_is_out_of_date_after_a_crash_is_set() -> None:
    on, room = stage_and_room()
    on.crash_in(SetTopic())
    on.incident.severity = Severity.SEV1
    on.do_again(SetTopic())
    assert room.topic == "INC-42 · SEV1 · Checkout returns 500"


def test_people_are_invited_into_the_room() -> None:
    on, room = stage_and_room()
    on.crash_in(InvitePeople((ANA, "SONCALL")))
    on.do_again(InvitePeople((ANA, "SONCALL")))
    on.do(InvitePeople((BOB,)))
    assert room.members == {ANA, BOB, "SONCALL"}


def test_one_person_is_told_where_they_are() -> None:
    on = Stage().announced()
    home = on.places[Place.ANNOUNCEMENT]
    on.do(TellPerson(ANA, home.channel, "There is no INC-7.", home.ts))
    assert on.chat.told == [(ANA, home.channel, "There is no INC-7.", home.ts)]


def test_who_pressed_a_button_where_the_bot_is_no_member_is_told_all_the_same() -> None:
    on = Stage()
    lobby = on.chat.open_room("lobby", ours=False)
    with pytest.raises(ChatRefused):
        on.do(TellPerson(ANA, lobby, "There is no INC-7."))
    on.do(TellPerson(ANA, lobby, "There is no INC-7.", response_url="https://a.example/1"))
    assert on.chat.told == [(ANA, lobby, "There is no INC-7.", "")]


def test_an_effect_of_no_incident_cannot_look_at_one() -> None:
    job = Stage().job()
    without = replace(job, known=None)
    with pytest.raises(LookupError):
        _ = without.incident
