"""Reviewers are reminded before their review is due, and after if it is still open."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from firefighter.adapters.store.database import Database
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Step, StepKind
from firefighter.domain.roles import COMMANDER
from firefighter.domain.severity import DEFAULT_POLICIES, Severity
from firefighter.ports.postmortem_messages import (
    PostmortemDue,
    ReviewerNotReached,
    ReviewRequest,
    ReviewStage,
)
from firefighter.use_cases.review import approve_postmortem, ask_for_review
from firefighter.use_cases.roles import take_role
from firefighter.use_cases.status import change_status
from tests.adapters.store.store_client import LEASE, delivery
from tests.clock import SettableClock
from tests.use_cases.contexts import RULES
from tests.worker.worker_harness import ANA, WorkerHarness

BOB, CAM = UserId("U0BOB"), UserId("U0CAM")
DUE = date(2024, 5, 10)
"""The harness's clock starts on 2024-05-01 at 03:00 UTC."""


@pytest.fixture
def harness(database: Database, clock: SettableClock) -> WorkerHarness:
    """With the default dates of post-mortems."""
    return WorkerHarness(database, clock, replace(RULES, severities=DEFAULT_POLICIES))


@pytest.fixture
def incident(harness: WorkerHarness) -> Incident:
    """Mitigated, with a post-mortem page that Ana owns."""
    incident = harness.declare(Severity.SEV1)
    take_role(harness.context, delivery(), ANA, incident.id, COMMANDER, seen=None)
    step(harness, incident, StepKind.MITIGATE)
    assert harness.run_until_idle()
    return incident


def step(harness: WorkerHarness, incident: Incident, kind: StepKind) -> None:
    change_status(harness.context, delivery(), ANA, incident.id, Step(kind, "Rolled back"))
    harness.run_due_jobs()


def ask(harness: WorkerHarness, incident: Incident, due: date | None = DUE) -> None:
    ask_for_review(harness.context, delivery(), ANA, incident.id, reviewers=(BOB, CAM), due=due)
    harness.run_due_jobs()
    assert harness.run_until_idle()


def become(harness: WorkerHarness, day: int, hour: int = 9) -> None:
    harness.move_clock_to(datetime(2024, 5, day, hour, tzinfo=UTC))


def reminded(harness: WorkerHarness) -> list[tuple[str, ReviewStage]]:
    return [
        (post.content.reviewer, post.content.stage)
        for post in harness.chat.posts
        if isinstance(post.content, ReviewRequest) and post.content.stage is not ReviewStage.ASKED
    ]


def lines(harness: WorkerHarness) -> list[UserId]:
    return [
        post.content.reviewer
        for post in harness.chat.posts
        if isinstance(post.content, ReviewerNotReached)
    ]


def test_reviewers_are_reminded_once_before_and_once_after(
    harness: WorkerHarness, incident: Incident
) -> None:
    ask(harness, incident)
    become(harness, 9, hour=8)
    assert reminded(harness) == []
    become(harness, 9)
    assert reminded(harness) == [(BOB, ReviewStage.SOON), (CAM, ReviewStage.SOON)]
    approve_postmortem(harness.context, delivery(), BOB, incident.id)
    become(harness, 11)
    become(harness, 30)
    assert reminded(harness)[2:] == [(CAM, ReviewStage.LATE)]


def test_another_date_moves_the_reminders(harness: WorkerHarness, incident: Incident) -> None:
    ask(harness, incident)
    ask(harness, incident, date(2024, 5, 20))
    become(harness, 15)
    assert reminded(harness) == []
    become(harness, 19)
    assert [stage for _user, stage in reminded(harness)] == [ReviewStage.SOON] * 2


def test_without_a_date_reviewers_are_reminded_in_the_morning_after_the_severitys_date(
    harness: WorkerHarness, incident: Incident
) -> None:
    ask(harness, incident, due=None)
    within = incident.policy.review_days
    assert within
    day = (harness.clock.now() + timedelta(days=within)).day
    become(harness, day, hour=8)
    assert reminded(harness) == []
    become(harness, day, hour=9)
    become(harness, day + 1)
    assert reminded(harness) == [(BOB, ReviewStage.LATE), (CAM, ReviewStage.LATE)]


def test_reopened_incident_reminds_nobody(harness: WorkerHarness, incident: Incident) -> None:
    ask(harness, incident)
    step(harness, incident, StepKind.REOPEN)
    become(harness, 20)
    assert reminded(harness) == []


def test_deactivated_reviewer_is_reported_once_where_people_work(
    harness: WorkerHarness, incident: Incident
) -> None:
    ask(harness, incident)
    harness.chat.gone.add(BOB)
    become(harness, 9)
    become(harness, 11)
    assert lines(harness) == [BOB]
    assert {user for user, _stage in reminded(harness)} == {CAM}


def test_reviewer_who_was_deactivated_before_is_reported_once(
    harness: WorkerHarness, incident: Incident
) -> None:
    harness.chat.gone.add(BOB)
    ask(harness, incident)
    become(harness, 9)
    become(harness, 11)
    assert lines(harness) == [BOB]


@pytest.mark.usefixtures("incident")
def test_responders_hear_that_a_post_mortem_without_reachable_owner_is_due(
    harness: WorkerHarness,
) -> None:
    harness.chat.gone.add(ANA)
    become(harness, 5)
    (due,) = [
        post.content for post in harness.chat.posts if isinstance(post.content, PostmortemDue)
    ]
    assert due.unreachable_owner == ANA


def test_crash_after_a_reminder_does_not_repeat_it(
    harness: WorkerHarness, incident: Incident
) -> None:
    ask(harness, incident)
    harness.clock.set(datetime(2024, 5, 9, 9, tzinfo=UTC))
    harness.run_due_jobs()
    for claim in harness.claim():
        harness.runner()._try(claim)
    harness.clock.advance(LEASE.total_seconds())
    assert harness.run_until_idle()
    assert reminded(harness) == [(BOB, ReviewStage.SOON), (CAM, ReviewStage.SOON)]
