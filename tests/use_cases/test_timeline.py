"""Notes, chat messages, and corrections of both."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from firefighter.adapters.store.database import Database
from firefighter.domain.errors import InvalidField, UnknownEntry, UnknownIncident
from firefighter.domain.events import MessageNoted
from firefighter.domain.ids import EntryId, IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.timeline import ChatMessage, TimelineRequest, timeline_view
from firefighter.domain.title import SUMMARY_LIMIT, form_value
from firefighter.ports.app_context import AppContext
from firefighter.ports.snapshot import ChannelId, MessageRef
from firefighter.use_cases.timeline import add_note, correct_entry, note_message, remove_entry
from tests.adapters.store.store_client import delivery
from tests.use_cases.contexts import effects_on_record

EARLIER = timedelta(minutes=-3)
MESSAGE = MessageRef(ChannelId("C0ROOM"), "1714532400.000100")


def told(context: AppContext, incident: Incident) -> list[str]:
    return [
        each.text
        for each in timeline_view(context.records.timeline(incident.id))
        if each.is_editable
    ]


def last(context: AppContext, incident: Incident) -> EntryId:
    return context.records.timeline(incident.id)[-1].id


def test_note_is_cleaned_stored_and_posted_in_one_line(
    context: AppContext, incident: Incident, ana: UserId, sqlite_database: Database
) -> None:
    before = len(effects_on_record(sqlite_database))
    add_note(context, delivery(), ana, incident.id, " Cache\x07 flushed ")
    assert told(context, incident) == ["Cache flushed"]
    assert effects_on_record(sqlite_database)[before:].count("post_line") == 1


def test_empty_note_is_refused(context: AppContext, incident: Incident, ana: UserId) -> None:
    with pytest.raises(InvalidField):
        add_note(context, delivery(), ana, incident.id, " \n ")
    assert told(context, incident) == []


def test_message_keeps_its_time_and_author_and_posts_no_line(
    context: AppContext, incident: Incident, ana: UserId, bob: UserId, sqlite_database: Database
) -> None:
    now = context.clock.now()
    chat_message = ChatMessage(
        channel=MESSAGE.channel,
        ts=MESSAGE.ts,
        at=now + EARLIER,
        author=bob,
        text="It is the cache",
        permalink="https://example.slack.com/p1",
        marked=True,
    )
    before = effects_on_record(sqlite_database)
    timeline_request = TimelineRequest(actor=ana, now=now, asked=True)
    for _ in range(2):
        note_message(
            context,
            delivery(),
            incident.id,
            message=MESSAGE,
            chat_message=chat_message,
            timeline_request=timeline_request,
        )
    (entry,) = [
        entry
        for entry in context.records.timeline(incident.id)
        if isinstance(entry.event, MessageNoted)
    ]
    assert (entry.event.at, entry.recorded_at) == (now + EARLIER, now)
    assert effects_on_record(sqlite_database) == before


def test_correction_moves_an_entry_and_keeps_the_old_version(
    context: AppContext, incident: Incident, ana: UserId, bob: UserId
) -> None:
    add_note(context, delivery(), ana, incident.id, "Cash flushed")
    before = context.records.timeline(incident.id)
    at = context.clock.now() + EARLIER
    correct_entry(
        context, delivery(), bob, incident.id, before[-1].id, happened_at=at, text="Cache flushed"
    )
    assert context.records.timeline(incident.id)[:-1] == before
    assert told(context, incident) == ["Cache flushed"]
    assert timeline_view(context.records.timeline(incident.id))[0].at == at


def test_future_time_is_refused(context: AppContext, incident: Incident, ana: UserId) -> None:
    add_note(context, delivery(), ana, incident.id, "Cache flushed")
    later = context.clock.now() + timedelta(minutes=1)
    with pytest.raises(InvalidField):
        correct_entry(
            context,
            delivery(),
            ana,
            incident.id,
            last(context, incident),
            happened_at=later,
            text="No",
        )


def test_removed_entry_is_not_shown(context: AppContext, incident: Incident, ana: UserId) -> None:
    add_note(context, delivery(), ana, incident.id, "Cache flushed")
    entry = last(context, incident)
    remove_entry(context, delivery(), ana, incident.id, entry)
    assert told(context, incident) == []
    with pytest.raises(UnknownEntry):
        remove_entry(context, delivery(), ana, incident.id, entry)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda context, nobody: add_note(context, delivery(), nobody, IncidentId(99), "Hm"),
        lambda context, nobody: remove_entry(
            context, delivery(), nobody, IncidentId(99), EntryId(1)
        ),
    ],
)
def test_timeline_of_an_unknown_incident_is_refused(
    context: AppContext, ana: UserId, attempt: Callable[[AppContext, UserId], None]
) -> None:
    with pytest.raises(UnknownIncident):
        attempt(context, ana)


def test_long_note_is_stored_whole_and_survives_a_correction_of_its_time(
    context: AppContext, incident: Incident, ana: UserId
) -> None:
    text = "x" * 3637
    noted = add_note(context, delivery(), ana, incident.id, text)
    assert told(context, noted) == [text]
    entry = last(context, incident)
    shown = form_value(text, SUMMARY_LIMIT)
    at = context.clock.now() + 2 * EARLIER
    correct_entry(context, delivery(), ana, incident.id, entry, happened_at=at, text=shown)
    assert told(context, noted) == [text]
