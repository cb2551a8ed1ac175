"""An incident that was declared from a message, and that message's thread."""

from dataclasses import replace

import pytest

from firefighter.domain.events import Source
from firefighter.domain.ids import UserId
from firefighter.effects.learn_members import LearnMembers
from firefighter.effects.link_source import LinkSource
from firefighter.effects.refresh_home import RefreshHome
from firefighter.effects.refresh_homes import RefreshHomes
from firefighter.effects.show_declared import ShowDeclared
from firefighter.effects.tell_source import TellSource
from firefighter.ports.chat import Announcement, DeclaredFrom, DeclaredHere, EffectId
from firefighter.ports.circles import Circle
from firefighter.ports.places import Place, Snapshot
from tests.domain.incidents import ANA, NOW
from tests.effects.stage import Stage


def complained() -> tuple[Stage, Source]:
    """Somebody complained in a channel that we are in."""
    on = Stage().announced()
    lobby = on.chat.open_room("lobby", ours=False, joined=True)
    ref = on.chat.post(lobby, Announcement(Snapshot(on.incident, {})), EffectId("complaint"))
    return on, Source(ref.channel, ref.ts)


def said_about(on: Stage, kind: type) -> list[object]:
    return [post.content for post in on.chat.posts if isinstance(post.content, kind)]


def test_the_incident_leads_back_to_the_message_once_whatever_happens() -> None:
    on, source = complained()
    effect = LinkSource(Place.ANNOUNCEMENT, source)
    on.crash_in(effect)
    on.do_again(effect)
    (said,) = said_about(on, DeclaredFrom)
    assert isinstance(said, DeclaredFrom)
    assert said.link == f"https://chat.example/{source.channel}/{source.ts}"


def test_the_messages_thread_is_told_once_whatever_happens() -> None:
    on, source = complained()
    effect = TellSource(source, Place.ANNOUNCEMENT)
    on.crash_in(effect)
    on.do_again(effect)
    assert len(said_about(on, DeclaredHere)) == 1
    assert on.chat.posts[-1].thread == source.ts


@pytest.mark.parametrize("gone", [Source("C0NONE", "1.1"), Source("C1", "1.1")])
def test_a_message_that_is_gone_is_passed_over(gone: Source) -> None:
    on, _source = complained()
    on.do(LinkSource(Place.ANNOUNCEMENT, gone))
    on.do(TellSource(gone, Place.ANNOUNCEMENT))
    assert said_about(on, DeclaredFrom) == said_about(on, DeclaredHere) == []


def test_of_what_became_private_nothing_is_told() -> None:
    on, source = complained()
    on.incident.private = True
    on.do(TellSource(source, Place.ANNOUNCEMENT))
    assert said_about(on, DeclaredHere) == []


def test_the_form_leads_on() -> None:
    on = Stage().announced()
    on.do(ShowDeclared("V1", Place.ANNOUNCEMENT))
    assert [form_id for form_id, _snapshot in on.chat.forms_shown] == ["V1"]


def test_who_is_in_a_group_is_learnt_as_the_chat_says_it() -> None:
    on = Stage()
    on.chat.circles["S1"] = frozenset({ANA})
    assert on.do(LearnMembers("S1")).circles == (Circle("S1", frozenset({ANA})),)
    assert on.do(LearnMembers("S2")).circles == (Circle("S2", frozenset()),)


def test_home_tabs_are_drawn_for_those_who_looked_lately() -> None:
    on = Stage()
    ben, old = UserId("UBEN"), UserId("UOLD")
    on.records.visitors = {ANA: NOW, ben: NOW, old: NOW.replace(year=2000)}
    asked = on.do(RefreshHomes()).then
    assert [request.payload for request in asked] == [{"user": ANA}, {"user": ben}]
    on.do(RefreshHome(ben))
    assert list(on.chat.homes) == [ben]


def test_a_job_of_no_incident_can_still_draw_a_home_tab() -> None:
    on = Stage()
    RefreshHome(ANA).do(replace(on.job(), known=None))
    assert list(on.chat.homes) == [ANA]
