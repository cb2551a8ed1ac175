"""Who has to do a follow-up is told before it is due, and after that day if it is not done."""

from datetime import UTC, date, datetime

import pytest

from firefighter.domain.follow_ups import FollowUpNumber, FollowUpState
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.severity import Severity
from firefighter.ports.chat import Reminder
from firefighter.usecases.follow_up import Task, add_follow_up, change_follow_up, settle_follow_up
from tests.store.desk import LEASE, delivery
from tests.worker.workshop import ANA, Workshop

BOB = UserId("U0BOB")
FIRST = FollowUpNumber(1)
DUE = date(2024, 5, 10)
"""The workshop's clock begins on 2024-05-01."""


@pytest.fixture
def incident(workshop: Workshop) -> Incident:
    incident = workshop.declare(Severity.SEV3)
    assert workshop.work_off()
    return incident


def add(workshop: Workshop, incident: Incident, **values: object) -> None:
    task = Task(**{"text": "Add an alarm", "owner": BOB, "due": DUE, **values})  # type: ignore[arg-type]
    add_follow_up(workshop.house, delivery(), ANA, incident.id, task)
    workshop.keep_what_is_due()


def become(workshop: Workshop, day: int, hour: int = 9) -> None:
    workshop.clock.set(datetime(2024, 5, day, hour, tzinfo=UTC))
    workshop.keep_what_is_due()
    assert workshop.work_off()


def reminded(workshop: Workshop) -> list[tuple[str, bool]]:
    """Whom, and whether it was late."""
    names = {room.channel.id: room.channel.name for room in workshop.chat.rooms.values()}
    return [
        (names[post.ref.channel].removeprefix("direct "), post.content.late)
        for post in workshop.chat.posts
        if isinstance(post.content, Reminder)
    ]


def test_the_owner_is_reminded_once_before_and_once_after(
    workshop: Workshop, incident: Incident
) -> None:
    add(workshop, incident)
    become(workshop, 9, hour=8)
    assert reminded(workshop) == []
    become(workshop, 9)
    assert reminded(workshop) == [(BOB, False)]
    become(workshop, 10)
    become(workshop, 11)
    become(workshop, 20)
    assert reminded(workshop) == [(BOB, False), (BOB, True)]


def test_what_is_done_or_dropped_is_left_alone(workshop: Workshop, incident: Incident) -> None:
    add(workshop, incident)
    become(workshop, 9)
    settle_follow_up(
        workshop.house, delivery(), BOB, incident.id, number=FIRST, state=FollowUpState.DONE
    )
    become(workshop, 20)
    assert reminded(workshop) == [(BOB, False)]


def test_another_day_and_another_owner_count_as_they_are_then(
    workshop: Workshop, incident: Incident
) -> None:
    add(workshop, incident)
    task = Task("Add an alarm", owner=ANA, due=date(2024, 5, 20))
    change_follow_up(workshop.house, delivery(), BOB, incident.id, number=FIRST, task=task)
    workshop.keep_what_is_due()
    become(workshop, 15)
    assert reminded(workshop) == []
    become(workshop, 19)
    assert reminded(workshop) == [(ANA, False)]


def test_what_is_due_at_once_is_not_announced_but_missed(
    workshop: Workshop, incident: Incident
) -> None:
    add(workshop, incident, due=date(2024, 5, 1))
    become(workshop, 1, hour=20)
    assert reminded(workshop) == []
    become(workshop, 2)
    assert reminded(workshop) == [(BOB, True)]


def test_nobody_is_reminded_of_what_nobody_does(workshop: Workshop, incident: Incident) -> None:
    add(workshop, incident, owner=None)
    become(workshop, 20)
    assert reminded(workshop) == []


def test_who_has_left_is_not_written_to(workshop: Workshop, incident: Incident) -> None:
    workshop.chat.gone.add(BOB)
    add(workshop, incident)
    become(workshop, 20)
    assert reminded(workshop) == []


def test_a_worker_killed_after_reminding_does_not_remind_twice(
    workshop: Workshop, incident: Incident
) -> None:
    add(workshop, incident)
    workshop.clock.set(datetime(2024, 5, 9, 9, tzinfo=UTC))
    workshop.keep_what_is_due()
    for claim in workshop.claim():
        workshop.attempts()._try(claim)
    workshop.clock.advance(LEASE.total_seconds())
    assert workshop.work_off()
    assert reminded(workshop) == [(BOB, False)]
