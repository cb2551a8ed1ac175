"""Incidents declared from a message."""

from dataclasses import replace

import pytest

from firefighter.domain.events import Source
from firefighter.domain.ids import UserId
from firefighter.effects.home_tab import RefreshHome, RefreshHomes
from firefighter.effects.people import RefreshMembers
from firefighter.effects.sources import LinkSource, ReplyToSource, ShowDeclared
from firefighter.ports.chat import Announcement, DeclaredFrom, DeclaredHere, IdempotencyKey
from firefighter.ports.people import MemberList
from firefighter.ports.snapshot import Place, Snapshot
from tests.domain.incidents import ANA, NOW
from tests.effects.effect_harness import EffectHarness


def complained() -> tuple[EffectHarness, Source]:
    """A message in a channel that the bot is in."""
    on = EffectHarness().announced()
    lobby = on.chat.open_channel("lobby", ours=False, joined=True)
    ref = on.chat.post(lobby, Announcement(Snapshot(on.incident, {})), IdempotencyKey("complaint"))
    return on, Source(ref.channel, ref.ts)


def said_about(on: EffectHarness, kind: type) -> list[object]:
    return [post.content for post in on.chat.posts if isinstance(post.content, kind)]


def test_incident_links_its_source_once() -> None:
    on, source = complained()
    effect = LinkSource(Place.ANNOUNCEMENT, source)
    on.crash_in(effect)
    on.do_again(effect)
    (said,) = said_about(on, DeclaredFrom)
    assert isinstance(said, DeclaredFrom)
    assert said.link == f"https://chat.example/{source.channel}/{source.ts}"


def test_source_thread_gets_one_reply() -> None:
    on, source = complained()
    effect = ReplyToSource(source, Place.ANNOUNCEMENT)
    on.crash_in(effect)
    on.do_again(effect)
    assert len(said_about(on, DeclaredHere)) == 1
    assert on.chat.posts[-1].thread == source.ts


@pytest.mark.parametrize("gone", [Source("C0NONE", "1.1"), Source("C1", "1.1")])
def test_deleted_source_is_skipped(gone: Source) -> None:
    on, _source = complained()
    on.do(LinkSource(Place.ANNOUNCEMENT, gone))
    on.do(ReplyToSource(gone, Place.ANNOUNCEMENT))
    assert said_about(on, DeclaredFrom) == said_about(on, DeclaredHere) == []


def test_source_of_a_private_incident_gets_no_reply() -> None:
    on, source = complained()
    on.incident.private = True
    on.do(ReplyToSource(source, Place.ANNOUNCEMENT))
    assert said_about(on, DeclaredHere) == []


def test_form_shows_where_the_incident_is() -> None:
    on = EffectHarness().announced()
    on.do(ShowDeclared("V1", Place.ANNOUNCEMENT))
    assert [form_id for form_id, _snapshot in on.chat.forms_shown] == ["V1"]


def test_group_members_are_stored() -> None:
    on = EffectHarness()
    on.chat.memberships["S1"] = frozenset({ANA})
    assert on.do(RefreshMembers("S1")).memberships == (MemberList("S1", frozenset({ANA})),)
    assert on.do(RefreshMembers("S2")).memberships == (MemberList("S2", frozenset()),)


def test_recently_viewed_home_tabs_are_refreshed() -> None:
    on = EffectHarness()
    ben, old = UserId("UBEN"), UserId("UOLD")
    on.records.home_viewers = {ANA: NOW, ben: NOW, old: NOW.replace(year=2000)}
    asked = on.do(RefreshHomes()).next_effects
    assert [request.payload for request in asked] == [{"user": ANA}, {"user": ben}]
    on.do(RefreshHome(ben))
    assert list(on.chat.homes) == [ben]


def test_effect_without_incident_can_refresh_a_home_tab() -> None:
    on = EffectHarness()
    RefreshHome(ANA).do(replace(on.context(), known=None))
    assert list(on.chat.homes) == [ANA]
