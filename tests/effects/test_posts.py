"""Posts, edits and pins are done once, also after a crash."""

from datetime import timedelta

import pytest

from firefighter.domain.events import StatusChanged
from firefighter.domain.lifecycle import Status, StepKind
from firefighter.domain.severity import Severity
from firefighter.effects.cards import PinPanel, PostAnnouncement, PostPanel, RefreshCard
from firefighter.effects.effect import CLOCK_MARGIN, Effect
from firefighter.effects.nudges import PostNudge, ResolveNudge
from firefighter.effects.posting import PostLine
from firefighter.ports.chat import (
    Announcement,
    ControlPanel,
    IdempotencyKey,
    Line,
    NudgeKind,
    NudgeResolution,
    ResolvedNudge,
)
from firefighter.ports.records import RequestedEffect
from firefighter.ports.snapshot import MessageRef, Place
from tests.domain.incidents import BOB, LATER, NOW
from tests.effects.chat_double import incident_of
from tests.effects.effect_harness import EffectHarness

EVENT = StatusChanged(
    actor=BOB,
    at=LATER,
    step_kind=StepKind.INVESTIGATE,
    before=Status.OPEN,
    after=Status.INVESTIGATING,
)
POSTS = [
    PostAnnouncement(),
    PostPanel(Place.THREAD_PANEL),
    PostPanel(Place.CHANNEL_PANEL),
    PostLine(Place.ANNOUNCEMENT, EVENT),
    PostLine(Place.CHANNEL, EVENT),
    PostNudge(Place.ANNOUNCEMENT, NudgeKind.COMMANDER),
    PostNudge(Place.CHANNEL, NudgeKind.COMMANDER),
]
LOCATED = [
    (PostAnnouncement(), Place.ANNOUNCEMENT),
    (PostPanel(Place.THREAD_PANEL), Place.THREAD_PANEL),
    (PostPanel(Place.CHANNEL_PANEL), Place.CHANNEL_PANEL),
    (PostNudge(Place.CHANNEL, NudgeKind.COMMANDER), Place.COMMANDER_NUDGE),
]


def harness() -> EffectHarness:
    return EffectHarness().announced().with_channel()


def without_panels() -> EffectHarness:
    on = harness()
    del on.places[Place.CHANNEL_PANEL]
    return on


def marked(on: EffectHarness, idempotency_key: str = "effect-1") -> list[MessageRef]:
    return [post.ref for post in on.chat.posts if post.idempotency_key == idempotency_key]


@pytest.mark.parametrize("effect", POSTS, ids=repr)
def test_post_before_a_crash_is_not_repeated(effect: Effect) -> None:
    on = without_panels()
    on.crash_in(effect)
    on.do_again(effect)
    assert len(marked(on)) == 1


@pytest.mark.parametrize("effect", POSTS, ids=repr)
def test_post_that_did_not_get_through_is_posted(effect: Effect) -> None:
    on = without_panels()
    on.do_again(effect)
    assert len(marked(on)) == 1


@pytest.mark.parametrize("effect", POSTS, ids=repr)
def test_same_message_of_another_effect_does_not_count(effect: Effect) -> None:
    on = without_panels()
    on.do(effect, idempotency_key="effect-of-yesterday")
    on.places.pop(Place.THREAD_PANEL, None)
    on.places.pop(Place.CHANNEL_PANEL, None)
    on.do_again(effect)
    assert len(marked(on)) == 1


@pytest.mark.parametrize("effect", POSTS, ids=repr)
def test_post_before_a_crash_is_found_despite_clock_skew(effect: Effect) -> None:
    on = without_panels()
    on.chat.now = NOW - CLOCK_MARGIN + timedelta(seconds=1)
    on.crash_in(effect)
    on.do_again(effect)
    assert len(marked(on)) == 1


@pytest.mark.parametrize(("effect", "place"), LOCATED)
def test_place_of_a_post_is_recorded(effect: Effect, place: Place) -> None:
    on = without_panels()
    on.do(effect)
    assert [on.places[place].message] == marked(on)


@pytest.mark.parametrize(("effect", "place"), LOCATED)
def test_place_of_a_post_before_a_crash_is_recorded(effect: Effect, place: Place) -> None:
    on = without_panels()
    on.crash_in(effect)
    on.do_again(effect)
    assert [on.places[place].message] == marked(on)


def test_thread_holds_its_panel_and_lines() -> None:
    on = harness()
    on.do(PostPanel(Place.THREAD_PANEL))
    on.do(PostLine(Place.ANNOUNCEMENT, EVENT))
    panel, line = on.chat.posts[-2:]
    announcement = on.places[Place.ANNOUNCEMENT]
    assert {post.ref.channel for post in (panel, line)} == {announcement.channel}
    assert {post.thread for post in (panel, line)} == {announcement.ts}
    assert isinstance(panel.content, ControlPanel)
    assert isinstance(line.content, Line)
    assert line.content.event == EVENT


def test_channel_holds_its_panel_and_lines_outside_threads() -> None:
    on = harness()
    on.do(PostPanel(Place.CHANNEL_PANEL))
    on.do(PostLine(Place.CHANNEL, EVENT))
    for post in on.chat.posts[-2:]:
        assert (post.ref.channel, post.thread) == (on.places[Place.CHANNEL].channel, "")


def test_cards_are_refreshed_as_what_they_are() -> None:
    on = harness()
    on.do(PostPanel(Place.THREAD_PANEL))
    on.incident.severity = Severity.SEV1
    drawn = {
        Place.ANNOUNCEMENT: Announcement,
        Place.THREAD_PANEL: ControlPanel,
        Place.CHANNEL_PANEL: ControlPanel,
    }
    for place, card in drawn.items():
        on.do(RefreshCard(place))
        (post,) = [post for post in on.chat.posts if post.ref == on.places[place].message]
        assert isinstance(post.content, card)
        assert incident_of(post.content).severity is Severity.SEV1


def test_channel_panel_is_pinned_once() -> None:
    on = harness()
    on.crash_in(PinPanel())
    on.do_again(PinPanel())
    assert on.chat.pinned == [on.places[Place.CHANNEL_PANEL].message]


@pytest.mark.parametrize("effect", [*POSTS[1:], PinPanel()], ids=repr)
def test_effect_before_its_needs_fails(effect: Effect) -> None:
    on = EffectHarness()
    with pytest.raises(KeyError):
        on.do(effect)
    assert on.chat.posts == []


def test_panel_that_was_never_posted_is_not_refreshed() -> None:
    """The channel may be gone before the panel was posted."""
    on = EffectHarness()
    on.do(RefreshCard(Place.CHANNEL_PANEL))
    assert on.chat.posts == []


@pytest.mark.parametrize("place", [Place.THREAD_PANEL, Place.CHANNEL_PANEL])
def test_second_panel_is_not_posted(place: Place) -> None:
    on = without_panels()
    on.do(PostPanel(place))
    on.do(PostPanel(place), idempotency_key="effect-2")
    assert not marked(on, "effect-2")


@pytest.mark.parametrize("gone", [False, True])
def test_nudge_is_resolved_once(gone: bool) -> None:
    on = harness()
    on.do(PostNudge(Place.CHANNEL, NudgeKind.COMMANDER))
    posted = on.places[Place.COMMANDER_NUDGE].message
    if gone:
        on.chat.withdraw(posted)
    outcome = on.do(ResolveNudge(NudgeKind.COMMANDER, NudgeResolution.ASKED_AGAIN))
    assert outcome.lost_places == (Place.COMMANDER_NUDGE,)
    left = [post.content for post in on.chat.posts if post.ref == posted]
    assert [type(each) for each in left] == ([] if gone else [ResolvedNudge])


def test_nudge_that_still_asks_stays() -> None:
    on = harness()
    on.do(PostNudge(Place.CHANNEL, NudgeKind.COMMANDER))
    nudge = PostNudge(Place.CHANNEL, NudgeKind.COMMANDER)
    on.records.asked = [RequestedEffect(IdempotencyKey("effect-1"), nudge.request().payload, NOW)]
    assert not on.do(ResolveNudge(nudge.wanted, NudgeResolution.NOT_NEEDED)).lost_places
