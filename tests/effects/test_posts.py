"""What is posted, edited and pinned is there once, also when a process dies in between."""

from datetime import timedelta

import pytest

from firefighter.domain.events import StatusChanged
from firefighter.domain.lifecycle import Status, Trigger
from firefighter.domain.severity import Severity
from firefighter.effects.effect import CLOCK_MARGIN, Effect
from firefighter.effects.pin_panel import PinPanel
from firefighter.effects.post_announcement import PostAnnouncement
from firefighter.effects.post_line import PostLine
from firefighter.effects.post_panel import PostPanel
from firefighter.effects.refresh_card import RefreshCard
from firefighter.ports.chat import Announcement, ControlPanel, Line
from firefighter.ports.places import MessageRef, Place
from tests.domain.incidents import BOB, LATER, NOW
from tests.effects.stage import Stage

EVENT = StatusChanged(
    actor=BOB,
    at=LATER,
    trigger=Trigger.INVESTIGATE,
    before=Status.OPEN,
    after=Status.INVESTIGATING,
)
POSTS = [
    PostAnnouncement(),
    PostPanel(Place.THREAD_PANEL),
    PostPanel(Place.ROOM_PANEL),
    PostLine(Place.ANNOUNCEMENT, EVENT),
    PostLine(Place.ROOM, EVENT),
]
LOCATED = [
    (PostAnnouncement(), Place.ANNOUNCEMENT),
    (PostPanel(Place.THREAD_PANEL), Place.THREAD_PANEL),
    (PostPanel(Place.ROOM_PANEL), Place.ROOM_PANEL),
]


def stage() -> Stage:
    return Stage().announced().with_room()


def without_panels() -> Stage:
    on = stage()
    del on.places[Place.ROOM_PANEL]
    return on


def marked(on: Stage, mark: str = "effect-1") -> list[MessageRef]:
    return [post.ref for post in on.chat.posts if post.mark == mark]


@pytest.mark.parametrize("effect", POSTS, ids=repr)
def test_a_post_that_got_through_before_a_crash_is_not_posted_again(effect: Effect) -> None:
    on = without_panels()
    on.crash_in(effect)
    on.do_again(effect)
    assert len(marked(on)) == 1


@pytest.mark.parametrize("effect", POSTS, ids=repr)
def test_a_post_that_never_got_through_is_posted(effect: Effect) -> None:
    on = without_panels()
    on.do_again(effect)
    assert len(marked(on)) == 1


@pytest.mark.parametrize("effect", POSTS, ids=repr)
def test_the_same_words_of_another_effect_are_not_taken_for_its_own(effect: Effect) -> None:
    on = without_panels()
    on.do(effect, mark="effect-of-yesterday")
    on.places.pop(Place.THREAD_PANEL, None)
    on.places.pop(Place.ROOM_PANEL, None)
    on.do_again(effect)
    assert len(marked(on)) == 1


@pytest.mark.parametrize("effect", POSTS, ids=repr)
def test_a_chat_whose_clock_is_behind_does_not_hide_what_was_posted(effect: Effect) -> None:
    on = without_panels()
    on.chat.now = NOW - CLOCK_MARGIN + timedelta(seconds=1)
    on.crash_in(effect)
    on.do_again(effect)
    assert len(marked(on)) == 1


@pytest.mark.parametrize(("effect", "place"), LOCATED)
def test_where_it_was_posted_is_put_on_record(effect: Effect, place: Place) -> None:
    on = without_panels()
    on.do(effect)
    assert [on.places[place].message] == marked(on)


@pytest.mark.parametrize(("effect", "place"), LOCATED)
def test_where_it_was_posted_before_a_crash_is_put_on_record(effect: Effect, place: Place) -> None:
    on = without_panels()
    on.crash_in(effect)
    on.do_again(effect)
    assert [on.places[place].message] == marked(on)


def test_the_thread_holds_its_panel_and_its_lines() -> None:
    on = stage()
    on.do(PostPanel(Place.THREAD_PANEL))
    on.do(PostLine(Place.ANNOUNCEMENT, EVENT))
    panel, line = on.chat.posts[-2:]
    announcement = on.places[Place.ANNOUNCEMENT]
    assert {post.ref.channel for post in (panel, line)} == {announcement.channel}
    assert {post.thread for post in (panel, line)} == {announcement.ts}
    assert isinstance(panel.content, ControlPanel)
    assert isinstance(line.content, Line)
    assert line.content.event == EVENT


def test_the_room_holds_its_panel_and_its_lines_outside_of_any_thread() -> None:
    on = stage()
    on.do(PostPanel(Place.ROOM_PANEL))
    on.do(PostLine(Place.ROOM, EVENT))
    for post in on.chat.posts[-2:]:
        assert (post.ref.channel, post.thread) == (on.places[Place.ROOM].channel, "")


def test_an_announcement_is_drawn_anew_as_an_announcement_and_a_panel_as_a_panel() -> None:
    on = stage()
    on.do(PostPanel(Place.THREAD_PANEL))
    on.incident.severity = Severity.SEV1
    drawn = {
        Place.ANNOUNCEMENT: Announcement,
        Place.THREAD_PANEL: ControlPanel,
        Place.ROOM_PANEL: ControlPanel,
    }
    for place, card in drawn.items():
        on.do(RefreshCard(place))
        (post,) = [post for post in on.chat.posts if post.ref == on.places[place].message]
        assert isinstance(post.content, card)
        assert post.content.snapshot.incident.severity is Severity.SEV1


def test_the_panel_of_the_room_is_pinned_once() -> None:
    on = stage()
    on.crash_in(PinPanel())
    on.do_again(PinPanel())
    assert on.chat.pinned == [on.places[Place.ROOM_PANEL].message]


@pytest.mark.parametrize("effect", [*POSTS[1:], PinPanel()], ids=repr)
def test_an_effect_that_comes_before_what_it_needs_does_nothing(effect: Effect) -> None:
    on = Stage()
    with pytest.raises(KeyError):
        on.do(effect)
    assert on.chat.posts == []


def test_a_panel_that_was_never_made_is_not_drawn() -> None:
    """Its room may have gone before it could be put there."""
    on = Stage()
    on.do(RefreshCard(Place.ROOM_PANEL))
    assert on.chat.posts == []


@pytest.mark.parametrize("place", [Place.THREAD_PANEL, Place.ROOM_PANEL])
def test_where_there_is_a_panel_already_there_will_be_no_second(place: Place) -> None:
    on = without_panels()
    on.do(PostPanel(place))
    on.do(PostPanel(place), mark="effect-2")
    assert not marked(on, "effect-2")
