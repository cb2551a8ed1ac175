"""The effects of changes to the timeline and follow-ups."""

from dataclasses import replace

import pytest

from firefighter.domain.drill_events import InjectSent
from firefighter.domain.events import (
    AnyEvent,
    EntryCorrected,
    EntryRemoved,
    MessageDropped,
    MessageNoted,
    MessageReworded,
)
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber, FollowUpState
from firefighter.domain.ids import EntryId
from firefighter.domain.lifecycle import Status
from firefighter.domain.pictures import Picture
from firefighter.domain.scenario import InjectKind
from firefighter.effects.plan import plan_effects
from tests.domain.incidents import ANA, BOB, DEMANDING, LATER, NOW, in_status
from tests.effects.test_plan import DRAWS_INSIDE, DRAWS_OUTSIDE, SAYS_INSIDE, in_words

SILENT: tuple[AnyEvent, ...] = (
    MessageNoted(
        actor=ANA, at=NOW, channel="C1", ts="1.1", author=BOB, text="Hm", permalink="https://x"
    ),
    MessageReworded(actor=ANA, at=NOW, channel="C1", ts="1.1", text="Oh"),
    MessageDropped(actor=ANA, at=NOW, channel="C1", ts="1.1"),
    EntryCorrected(actor=ANA, at=NOW, entry=EntryId(1), happened_at=NOW),
    EntryRemoved(actor=ANA, at=NOW, entry=EntryId(1)),
)


@pytest.mark.parametrize("event", SILENT, ids=lambda event: event.kind)
def test_timeline_edits_post_no_line(event: AnyEvent) -> None:
    assert plan_effects(in_status(Status.OPEN, policy=DEMANDING), event) == []


def test_notes_and_follow_ups_post_one_line_and_refresh() -> None:
    incident = in_status(Status.INVESTIGATING, policy=DEMANDING)
    incident.note("Cache flushed", actor=ANA, now=LATER)
    added = FollowUp(number=FollowUpNumber(1), text="Add an alarm")
    incident.follow_up(added, actor=ANA, now=LATER)
    incident.follow_up(replace(added, state=FollowUpState.DONE), actor=BOB, now=LATER)
    for event in incident.events:
        told = in_words(plan_effects(incident, event))
        assert told == SAYS_INSIDE + DRAWS_OUTSIDE + DRAWS_INSIDE


def test_an_inject_redraws_no_card() -> None:
    """None shows it, and Slack takes about 50 edits a minute."""
    sent = InjectSent(actor=ANA, at=NOW, inject="news", inject_kind=InjectKind.FACT, text="Hm")
    planned = plan_effects(in_status(Status.OPEN, policy=DEMANDING), sent)
    assert [each.kind for each in planned] == ["post_inject"]


def test_source_of_a_follow_up_posts_no_line() -> None:
    incident = in_status(Status.OPEN, policy=DEMANDING)
    added = FollowUp(number=FollowUpNumber(1), text="Add an alarm")
    incident.follow_up(added, actor=ANA, now=LATER)
    incident.follow_up(replace(added, source="https://x"), actor=ANA, now=LATER)
    assert in_words(plan_effects(incident, incident.events[-1])) == DRAWS_OUTSIDE + DRAWS_INSIDE


GRAPH = Picture(file="F1", media_type="image/png")
PICTURED = tuple(
    replace(event, pictures=(GRAPH,))
    for event in SILENT
    if isinstance(event, MessageNoted | MessageReworded)
)


@pytest.mark.parametrize("event", SILENT, ids=lambda event: event.kind)
def test_page_is_refreshed_after_timeline_changes(event: AnyEvent) -> None:
    incident = in_status(Status.MITIGATED, policy=DEMANDING)
    assert [request.kind for request in plan_effects(incident, event)] == ["refresh_page"]


@pytest.mark.parametrize("event", PICTURED, ids=lambda event: event.kind)
def test_pictures_are_attached_to_an_existing_page(event: AnyEvent) -> None:
    assert plan_effects(in_status(Status.OPEN, policy=DEMANDING), event) == []
    refreshed, attached = plan_effects(in_status(Status.MITIGATED, policy=DEMANDING), event)
    assert refreshed.kind == "refresh_page"
    assert (attached.kind, attached.lane, attached.needs) == (
        "attach_picture",
        "picture-F1",
        ("page",),
    )
