import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.schema import downgrade, upgrade
from firefighter.adapters.store.tables import EffectRow, EffectState, JobRow, JobState
from firefighter.adapters.store.timeline import entry_of
from firefighter.effects.effect import payload_adapter
from firefighter.effects.registry import find_effects
from firefighter.jobs.registry import find_jobs
from firefighter.playground.pagerduty import LocalPagerDuty
from firefighter.playground.slack import Channel, LocalSlack
from tests.adapters.store.table_contents import contents_as_stored
from tests.adapters.store.upgrade.previous_version import (
    DATA,
    STOPPED_AT,
    load_database,
    load_pagerduty,
    load_slack,
)
from tests.adapters.store.upgrade.upgraded_bot import UpgradedBot, upgraded_bot
from tests.clock import SettableClock
from tests.conftest import OpenDatabase
from tests.databases import Databases

WORKED_UNTIL = STOPPED_AT + timedelta(minutes=3)
"""Past the last lease, retry and rate limit; the next job is due at 12:08."""

Json = dict[str, Any]


@pytest.fixture(scope="module")
def expected() -> Json:
    """What the previous version itself would have made of its work."""
    found: Json = json.loads((DATA / "expected.json").read_text())
    return found


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack() as slack:
        yield slack


@pytest.fixture
def previous(databases: Databases, slack: LocalSlack) -> Iterator[str]:
    """The address of a database that the previous version left."""
    with databases.fresh(migrated=False) as url:
        load_database(url, slack.url)
        yield url


@pytest.fixture
def migrated(previous: str, open_database: OpenDatabase) -> Database:
    database = open_database(previous)
    upgrade(database)
    return database


@dataclass(frozen=True)
class Finished:
    """The work of the previous version, and what this one made of it."""

    bot: UpgradedBot
    effects_before: Mapping[int, EffectRow]
    jobs_before: Mapping[int, JobRow]
    last_entry: int
    channels_before: Mapping[str, Channel]
    messages_before: frozenset[tuple[str, str]]


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
)
def finished(request: pytest.FixtureRequest) -> Iterator[Finished]:
    """Migrated, and worked on until nothing is due."""
    databases: Databases = request.getfixturevalue(f"{request.param}_databases")
    clock = SettableClock(STOPPED_AT)
    with (
        LocalSlack() as slack,
        LocalPagerDuty() as pagerduty,
        databases.fresh(migrated=False) as url,
    ):
        load_database(url, slack.url)
        load_slack(slack)
        load_pagerduty(pagerduty)
        database = Database(url)
        upgrade(database)
        database.close()
        with upgraded_bot(url, slack, pagerduty, clock) as bot:
            before = Finished(
                bot,
                bot.effects(),
                bot.jobs(),
                bot.timeline()[-1].id,
                {each.id: each for each in slack.channels()},
                frozenset(bot.messages()),
            )
            bot.start()
            bot.run_until(WORKED_UNTIL)
            yield before


def test_every_stored_effect_can_be_loaded_and_is_in_its_lane(finished: Finished) -> None:
    kinds = find_effects()
    for row in finished.effects_before.values():
        effect = payload_adapter(kinds[row.kind]).validate_python(row.payload)
        request = effect.request()
        assert kept(row.payload, request.payload), row.kind
        if row.kind in _MOVED_TO_ANOTHER_LANE:
            continue
        lane = f"{row.incident_id}/{request.lane}" if row.incident_id else request.lane
        assert row.lane == (lane if request.lane else ""), row.kind


_MOVED_TO_ANOTHER_LANE = {"post_nudge"}
"""A queued one runs in its old lane, after the lines that were enqueued before it."""


def kept(stored: object, loaded: object) -> bool:
    """Whether every stored value is there; this version may have added others by default."""
    match stored, loaded:
        case dict(), dict():
            return all(name in loaded and kept(stored[name], loaded[name]) for name in stored)
        case list(), list():
            return len(stored) == len(loaded) and all(map(kept, stored, loaded))
        case _:
            return stored == loaded


def test_every_stored_job_can_be_loaded_and_has_its_key(finished: Finished) -> None:
    kinds = find_jobs()
    for row in finished.jobs_before.values():
        adapter = payload_adapter(kinds[row.kind])
        job = adapter.validate_python(row.payload)
        assert row.key == f"{row.kind} {job.key}"
        assert row.payload == adapter.dump_python(job, mode="json")


def test_every_entry_of_every_timeline_can_be_read(finished: Finished) -> None:
    for row in finished.bot.timeline():
        assert entry_of(row).event.kind == row.kind


def test_every_effect_is_finished_also_those_that_had_failed(finished: Finished) -> None:
    """The previous version left failed ones to *Retry now*; this one retries them at start."""
    after = finished.bot.effects()
    unfinished = {
        number: (after[number].kind, after[number].last_error)
        for number in finished.effects_before
        if after[number].state is not EffectState.DONE
    }
    assert unfinished == {}


def test_jobs_end_as_the_previous_version_would_have_ended_them(
    finished: Finished, expected: Json
) -> None:
    """Jobs of a kind that it did not have are left out."""
    before = {number: row.state for number, row in finished.jobs_before.items()}
    kinds = {key.partition(" ")[0] for key in expected["jobs"]}
    changed = {
        row.key: row.state.value
        for number, row in finished.bot.jobs().items()
        if row.kind in kinds and before.get(number) is not row.state
    }
    assert changed == expected["jobs"]


def test_timelines_grow_as_with_the_previous_version(finished: Finished, expected: Json) -> None:
    new = [row for row in finished.bot.timeline() if row.id > finished.last_entry]
    assert sorted(f"INC-{row.incident_id} {row.kind}" for row in new) == expected["timeline"]


def test_channels_are_created_and_archived(finished: Finished, expected: Json) -> None:
    before = finished.channels_before
    channels = finished.bot.slack.channels()
    created = sorted(each.name for each in channels if each.id not in before)
    archived = sorted(
        each.name
        for each in channels
        if each.is_archived and not (each.id in before and before[each.id].is_archived)
    )
    assert created == expected["channels_created"]
    assert archived == expected["channels_archived"]


def test_messages_are_deleted_as_with_the_previous_version(
    finished: Finished, expected: Json
) -> None:
    names = {each.id: each.name for each in finished.bot.slack.channels()}
    deleted = finished.messages_before - finished.bot.messages()
    assert (
        sorted(f"#{names[channel]} {ts}" for channel, ts in deleted) == expected["deleted_messages"]
    )


def test_people_are_paged_once_and_pages_are_resolved(finished: Finished, expected: Json) -> None:
    assert [
        f"{each.dedup_key} {each.status}, told {each.triggers} times"
        for each in finished.bot.pagerduty.alerts
    ] == expected["alerts"]


def test_whatever_is_unfinished_waits_for_something_or_says_why_it_failed(
    finished: Finished,
) -> None:
    for row in finished.bot.effects().values():
        waits = row.blockers > 0 or row.due_at >= WORKED_UNTIL
        is_pending = row.state is EffectState.PENDING and waits
        assert row.state is EffectState.DONE or is_pending or row.last_error, row.kind


def test_no_due_job_is_left_and_none_fails(finished: Finished) -> None:
    jobs = finished.bot.jobs()
    due = [
        row.key
        for row in jobs.values()
        if row.state is JobState.PENDING and row.due_at < WORKED_UNTIL
    ]
    failed_before = {n for n, row in finished.jobs_before.items() if row.state is JobState.FAILED}
    assert due == []
    assert {n for n, row in jobs.items() if row.state is JobState.FAILED} == failed_before


def test_nothing_is_posted_twice(finished: Finished) -> None:
    keys = Counter(
        message.metadata["event_payload"]["effect"]
        for found in finished.bot.slack._workspace.messages.values()
        for message in found.values()
        if message.metadata
    )
    assert [key for key, count in keys.items() if count > 1] == []


def test_private_incidents_stay_private(finished: Finished) -> None:
    with finished.bot.bot.database.reading() as session:
        titles = session.scalars(text("SELECT title FROM incidents WHERE private")).all()
    slack = finished.bot.slack
    public = {each.id for each in slack.channels() if each.kind == "channel"}
    texts = [
        message.text + str(message.blocks)
        for channel, found in slack._workspace.messages.items()
        if channel in public
        for message in found.values()
        if not message.subtype  # what Slack says itself of a topic stays
    ]
    assert titles
    assert [title for title in titles if any(title in each for each in texts)] == []


def test_a_channel_still_belongs_to_one_incident_only(migrated: Database) -> None:
    with migrated.engine.connect() as connection:
        channel = connection.scalar(text("SELECT channel FROM places WHERE place = 'channel'"))
        other = connection.scalar(
            text(
                "SELECT id FROM incidents WHERE id NOT IN"
                " (SELECT incident_id FROM places WHERE place = 'channel')"
            )
        )
        with pytest.raises(IntegrityError):
            connection.execute(
                text("INSERT INTO places VALUES (:other, 'channel', :channel, '')"),
                {"other": other, "channel": channel},
            )


def test_downgrade_restores_every_row(previous: str, open_database: OpenDatabase) -> None:
    """Facts of another version than their incident's may get a third one: all are derived again."""
    database = open_database(previous)
    before = contents_as_stored(database)
    upgrade(database)
    assert contents_as_stored(database).keys() != before.keys()
    downgrade(database, "0020")
    after = contents_as_stored(database)
    stale = [re.sub(r"'version': -?\d+", "", each) for each in before.pop("incident_facts")]
    assert [re.sub(r"'version': -?\d+", "", each) for each in after.pop("incident_facts")] == stale
    assert after == before
