"""Owners of follow-ups are reminded before they are due, and after if they are still open."""

from datetime import UTC, date, datetime

import pytest

from firefighter.domain.follow_ups import FollowUpNumber, FollowUpState
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.severity import Severity
from firefighter.ports.chat import OwnerDeactivated, Reminder
from firefighter.use_cases.follow_ups import (
    FollowUpDraft,
    add_follow_up,
    change_follow_up,
    settle_follow_up,
)
from tests.adapters.store.store_client import LEASE, delivery
from tests.worker.worker_harness import ANA, WorkerHarness

BOB = UserId("U0BOB")
FIRST = FollowUpNumber(1)
DUE = date(2024, 5, 10)
"""The harness's clock starts on 2024-05-01."""


@pytest.fixture
def incident(harness: WorkerHarness) -> Incident:
    incident = harness.declare(Severity.SEV3)
    assert harness.run_until_idle()
    return incident


def add(harness: WorkerHarness, incident: Incident, **values: object) -> None:
    task = FollowUpDraft(**{"text": "Add an alarm", "owner": BOB, "due": DUE, **values})  # type: ignore[arg-type]
    add_follow_up(harness.context, delivery(), ANA, incident.id, task)
    harness.run_due_jobs()


def become(harness: WorkerHarness, day: int, hour: int = 9) -> None:
    harness.move_clock_to(datetime(2024, 5, day, hour, tzinfo=UTC))


def reminded(harness: WorkerHarness) -> list[tuple[str, bool]]:
    """Who was reminded, and whether it was late."""
    names = {
        fake_channel.channel.id: fake_channel.channel.name
        for fake_channel in harness.chat.channels.values()
    }
    return [
        (names[post.ref.channel].removeprefix("direct "), post.content.late)
        for post in harness.chat.posts
        if isinstance(post.content, Reminder)
    ]


def test_owner_is_reminded_once_before_and_once_after(
    harness: WorkerHarness, incident: Incident
) -> None:
    add(harness, incident)
    become(harness, 9, hour=8)
    assert reminded(harness) == []
    become(harness, 9)
    assert reminded(harness) == [(BOB, False)]
    become(harness, 10)
    become(harness, 11)
    become(harness, 20)
    assert reminded(harness) == [(BOB, False), (BOB, True)]


def test_settled_follow_up_is_not_reminded_of(harness: WorkerHarness, incident: Incident) -> None:
    add(harness, incident)
    become(harness, 9)
    settle_follow_up(
        harness.context, delivery(), BOB, incident.id, number=FIRST, state=FollowUpState.DONE
    )
    become(harness, 20)
    assert reminded(harness) == [(BOB, False)]


def test_changed_due_date_and_owner_are_used(harness: WorkerHarness, incident: Incident) -> None:
    add(harness, incident)
    task = FollowUpDraft("Add an alarm", owner=ANA, due=date(2024, 5, 20))
    change_follow_up(harness.context, delivery(), BOB, incident.id, number=FIRST, draft=task)
    harness.run_due_jobs()
    become(harness, 15)
    assert reminded(harness) == []
    become(harness, 19)
    assert reminded(harness) == [(ANA, False)]


def test_follow_up_due_today_gets_only_the_late_reminder(
    harness: WorkerHarness, incident: Incident
) -> None:
    add(harness, incident, due=date(2024, 5, 1))
    become(harness, 1, hour=20)
    assert reminded(harness) == []
    become(harness, 2)
    assert reminded(harness) == [(BOB, True)]


def test_follow_up_without_owner_is_not_reminded_of(
    harness: WorkerHarness, incident: Incident
) -> None:
    add(harness, incident, owner=None)
    become(harness, 20)
    assert reminded(harness) == []


def test_deactivated_owner_is_reported_where_people_work(
    harness: WorkerHarness, incident: Incident
) -> None:
    harness.chat.gone.add(BOB)
    add(harness, incident)
    become(harness, 9)
    assert reminded(harness) == []
    (told,) = [
        each.content for each in harness.chat.posts if isinstance(each.content, OwnerDeactivated)
    ]
    assert told.follow_up.owner == BOB


def test_crash_after_a_reminder_does_not_repeat_it(
    harness: WorkerHarness, incident: Incident
) -> None:
    add(harness, incident)
    harness.clock.set(datetime(2024, 5, 9, 9, tzinfo=UTC))
    harness.run_due_jobs()
    for claim in harness.claim():
        harness.runner()._try(claim)
    harness.clock.advance(LEASE.total_seconds())
    assert harness.run_until_idle()
    assert reminded(harness) == [(BOB, False)]
