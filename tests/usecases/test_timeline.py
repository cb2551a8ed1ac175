"""Notes, messages of the chat, and corrections of both."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from firefighter.domain.errors import InvalidField, UnknownEntry, UnknownIncident
from firefighter.domain.events import MessageNoted
from firefighter.domain.ids import EntryId, IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.noting import Remark, Wish
from firefighter.domain.story import story
from firefighter.ports.house import House
from firefighter.ports.places import ChannelId, MessageRef
from firefighter.store.database import Database
from firefighter.usecases.correct_entry import correct_entry, remove_entry
from firefighter.usecases.note_message import note_message
from firefighter.usecases.take_note import take_note
from tests.store.desk import delivery
from tests.usecases.houses import effects_on_record

EARLIER = timedelta(minutes=-3)
MESSAGE = MessageRef(ChannelId("C0ROOM"), "1714532400.000100")


def told(house: House, incident: Incident) -> list[str]:
    return [each.text for each in story(house.records.timeline(incident.id)) if each.has_words]


def last(house: House, incident: Incident) -> EntryId:
    return house.records.timeline(incident.id)[-1].id


def test_a_note_is_cleaned_kept_and_told_in_one_line(
    house: House, incident: Incident, ana: UserId, sqlite_database: Database
) -> None:
    before = len(effects_on_record(sqlite_database))
    take_note(house, delivery(), ana, incident.id, " Cache\x07 flushed ")
    assert told(house, incident) == ["Cache flushed"]
    assert effects_on_record(sqlite_database)[before:].count("post_line") == 1


def test_a_note_of_nothing_is_refused(house: House, incident: Incident, ana: UserId) -> None:
    with pytest.raises(InvalidField):
        take_note(house, delivery(), ana, incident.id, " \n ")
    assert told(house, incident) == []


def test_a_message_is_noted_with_its_own_time_and_author_and_without_a_line(
    house: House, incident: Incident, ana: UserId, bob: UserId, sqlite_database: Database
) -> None:
    now = house.clock.now()
    remark = Remark(
        channel=MESSAGE.channel,
        ts=MESSAGE.ts,
        at=now + EARLIER,
        author=bob,
        text="It is the cache",
        permalink="https://example.slack.com/p1",
        marked=True,
    )
    before = effects_on_record(sqlite_database)
    wish = Wish(actor=ana, now=now, asked=True)
    for _ in range(2):
        note_message(house, delivery(), incident.id, message=MESSAGE, remark=remark, wish=wish)
    (entry,) = [
        entry
        for entry in house.records.timeline(incident.id)
        if isinstance(entry.event, MessageNoted)
    ]
    assert (entry.event.at, entry.recorded_at) == (now + EARLIER, now)
    assert effects_on_record(sqlite_database) == before


def test_a_correction_moves_an_entry_and_keeps_what_it_was(
    house: House, incident: Incident, ana: UserId, bob: UserId
) -> None:
    take_note(house, delivery(), ana, incident.id, "Cash flushed")
    before = house.records.timeline(incident.id)
    at = house.clock.now() + EARLIER
    correct_entry(
        house, delivery(), bob, incident.id, before[-1].id, happened_at=at, text="Cache flushed"
    )
    assert house.records.timeline(incident.id)[:-1] == before
    assert told(house, incident) == ["Cache flushed"]
    assert story(house.records.timeline(incident.id))[0].at == at


def test_the_future_cannot_have_happened(house: House, incident: Incident, ana: UserId) -> None:
    take_note(house, delivery(), ana, incident.id, "Cache flushed")
    later = house.clock.now() + timedelta(minutes=1)
    with pytest.raises(InvalidField):
        correct_entry(
            house, delivery(), ana, incident.id, last(house, incident), happened_at=later, text="No"
        )


def test_what_is_taken_off_is_gone_from_what_people_read(
    house: House, incident: Incident, ana: UserId
) -> None:
    take_note(house, delivery(), ana, incident.id, "Cache flushed")
    entry = last(house, incident)
    remove_entry(house, delivery(), ana, incident.id, entry)
    assert told(house, incident) == []
    with pytest.raises(UnknownEntry):
        remove_entry(house, delivery(), ana, incident.id, entry)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda house, nobody: take_note(house, delivery(), nobody, IncidentId(99), "Hm"),
        lambda house, nobody: remove_entry(house, delivery(), nobody, IncidentId(99), EntryId(1)),
    ],
)
def test_an_incident_that_does_not_exist(
    house: House, ana: UserId, attempt: Callable[[House, UserId], None]
) -> None:
    with pytest.raises(UnknownIncident):
        attempt(house, ana)
