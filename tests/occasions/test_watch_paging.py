"""Paging a service, from the press to what came of it, whatever fails in between."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from firefighter.domain.events import AnyEvent, Paged, PagingEnd, PagingEnded
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Step, Trigger
from firefighter.domain.paging import Urgency, Whom
from firefighter.domain.severity import Severity
from firefighter.ports.chat import ChatUnavailable, Line, PagingDelay
from firefighter.ports.paging import PagerRateLimited, PagerRefused, PagerUnavailable
from firefighter.usecases.change_status import change_status
from firefighter.usecases.page_people import page_people
from tests.store.desk import LEASE, delivery
from tests.worker.chat import Fault, fails
from tests.worker.workshop import ANA, Workshop, at_pace

SERVICE = Whom(service="Database on-call")
WARNED_S, GIVEN_UP_S = 30, 15 * 60


@pytest.fixture
def incident(workshop: Workshop) -> Incident:
    incident = workshop.declare(Severity.SEV2)
    assert workshop.work_off()
    return incident


def page(workshop: Workshop, incident: Incident) -> None:
    page_people(
        workshop.house, delivery(), ANA, incident.id, whom=SERVICE, reason="The primary is down"
    )


def pass_time(workshop: Workshop, seconds: float) -> None:
    """From one thing that is due to the next, as a worker and a timekeeper live through it."""
    end = workshop.clock.now() + timedelta(seconds=seconds)
    patient = workshop.attempts(at_pace(tries=30, retry_base_s=1.0))
    while (due := next_due(workshop)) is not None and due <= end:
        workshop.clock.set(max(due, workshop.clock.now()))
        workshop.keep_what_is_due()
        workshop.work_once(patient)
    workshop.clock.set(end)


def next_due(workshop: Workshop) -> datetime | None:
    known = (workshop.outbox.next_due(), workshop.calendar.next_due())
    return min((due for due in known if due), default=None)


def ends(workshop: Workshop, incident: Incident) -> list[PagingEnded]:
    events = [entry.event for entry in workshop.house.records.timeline(incident.id)]
    return [event for event in events if isinstance(event, PagingEnded)]


def lines(workshop: Workshop) -> list[AnyEvent]:
    contents = [post.content for post in workshop.chat.posts]
    said = [content.event for content in contents if isinstance(content, Line)]
    return [event for event in said if isinstance(event, Paged | PagingEnded)]


def delays(workshop: Workshop) -> Sequence[PagingDelay]:
    contents = [post.content for post in workshop.chat.posts]
    return [content for content in contents if isinstance(content, PagingDelay)]


def test_who_is_on_call_is_rung_and_told_what_for(workshop: Workshop, incident: Incident) -> None:
    page(workshop, incident)
    assert workshop.work_off()
    ((service, alarm),) = workshop.pager.rung
    assert service == "Database on-call"
    summary = f"{incident.reference} · SEV2 · Checkout is down: The primary is down"
    assert (alarm.summary, alarm.urgency) == (summary, Urgency.ERROR)
    assert alarm.details == {"Paged by": ANA, "Why": "The primary is down"}
    assert alarm.link.startswith("https://chat.test/")


def test_what_came_of_it_is_on_record_and_said_once(workshop: Workshop, incident: Incident) -> None:
    page(workshop, incident)
    assert workshop.work_off()
    (end,) = ends(workshop, incident)
    assert (end.end, end.actor, end.service) == (PagingEnd.TAKEN, ANA, "Database on-call")
    assert lines(workshop) == [end]
    pass_time(workshop, GIVEN_UP_S + 60)
    assert lines(workshop) == [end]
    assert list(delays(workshop)) == []


def test_a_crash_before_it_is_recorded_rings_nobody_twice(
    workshop: Workshop, incident: Incident
) -> None:
    """Another worker tells the service again, by the same key; that is all there is to look at."""
    page(workshop, incident)
    dying = [claim for claim in workshop.claim() if claim.kind == "ring_service"]
    (claim,) = dying
    workshop.attempts()._do(claim)
    workshop.clock.advance(LEASE.total_seconds() + 1)
    assert workshop.work_off()
    assert len(workshop.pager.rung) == 1
    assert len(ends(workshop, incident)) == 1
    assert workshop.effect("ring_service").fence == 2


def test_an_answer_that_was_lost_is_asked_for_again(workshop: Workshop, incident: Incident) -> None:
    workshop.pager.loses_answers = True
    page(workshop, incident)
    pass_time(workshop, 5)
    workshop.pager.loses_answers = False
    pass_time(workshop, 20)
    assert workshop.pager.told > 1
    assert len(workshop.pager.rung) == 1
    assert [end.end for end in ends(workshop, incident)] == [PagingEnd.TAKEN]


def test_a_refusal_is_loud_at_once_and_not_tried_again(
    workshop: Workshop, incident: Incident
) -> None:
    workshop.pager.fails = PagerRefused("PagerDuty", "Invalid routing key")
    page(workshop, incident)
    assert workshop.work_off()
    (end,) = ends(workshop, incident)
    assert (end.end, end.why) == (PagingEnd.REFUSED, "Invalid routing key")
    assert lines(workshop) == [end]
    workshop.pager.fails = None
    pass_time(workshop, GIVEN_UP_S + 60)
    assert workshop.pager.rung == []
    assert workshop.pager.told == 1


@pytest.mark.parametrize(
    "error",
    [
        PagerUnavailable("PagerDuty", "HTTP 503"),
        PagerRateLimited("PagerDuty Database on-call", 120, "PagerDuty"),
    ],
)
def test_without_an_answer_who_paged_is_told_to_call(
    workshop: Workshop, incident: Incident, error: PagerUnavailable
) -> None:
    workshop.pager.fails = error
    page(workshop, incident)
    pass_time(workshop, WARNED_S - 1)
    assert list(delays(workshop)) == []
    pass_time(workshop, 2)
    (delay,) = delays(workshop)
    assert (delay.paged.actor, delay.paged.service) == (ANA, "Database on-call")
    workshop.pager.fails = None
    pass_time(workshop, 300)
    assert len(workshop.pager.rung) == 1
    assert [end.end for end in ends(workshop, incident)] == [PagingEnd.TAKEN]
    assert len(delays(workshop)) == 1


def test_after_a_while_it_is_given_up_aloud_and_wakes_nobody_later(
    workshop: Workshop, incident: Incident
) -> None:
    workshop.pager.fails = PagerUnavailable("PagerDuty", "ConnectError")
    page(workshop, incident)
    pass_time(workshop, GIVEN_UP_S + 2)
    (end,) = ends(workshop, incident)
    assert end.end is PagingEnd.UNANSWERED
    assert lines(workshop) == [end]
    workshop.pager.fails = None
    pass_time(workshop, 600)
    assert workshop.pager.rung == []
    assert workshop.idle()


def test_people_are_woken_while_the_chat_is_away(workshop: Workshop, incident: Incident) -> None:
    workshop.chat.strike(Fault("post", fails(ChatUnavailable("post", "HTTP 500"))))
    page(workshop, incident)
    pass_time(workshop, 2)
    assert len(workshop.pager.rung) == 1
    workshop.chat.heal()
    assert workshop.work_off()
    assert len(lines(workshop)) == 1


def test_once_it_is_mitigated_the_alarm_ends(workshop: Workshop, incident: Incident) -> None:
    page(workshop, incident)
    assert workshop.work_off()
    mitigate(workshop, incident)
    assert workshop.work_off()
    ((_service, alarm),) = workshop.pager.rung
    assert workshop.pager.ended == [alarm.key]


def test_an_alarm_never_ends_before_it_began(workshop: Workshop, incident: Incident) -> None:
    workshop.pager.fails = PagerUnavailable("PagerDuty", "HTTP 503")
    page(workshop, incident)
    pass_time(workshop, 3)
    mitigate(workshop, incident)
    pass_time(workshop, 3)
    workshop.pager.fails = None
    pass_time(workshop, 60)
    ((_service, alarm),) = workshop.pager.rung
    assert workshop.pager.ended == [alarm.key]


def test_what_nobody_was_rung_for_is_not_ended(workshop: Workshop, incident: Incident) -> None:
    workshop.pager.fails = PagerRefused("PagerDuty", "Invalid routing key")
    page(workshop, incident)
    assert workshop.work_off()
    workshop.pager.fails = None
    mitigate(workshop, incident)
    assert workshop.work_off()
    assert workshop.pager.ended == []


def mitigate(workshop: Workshop, incident: Incident) -> None:
    step = Step(Trigger.MITIGATE, "Failed over")
    change_status(workshop.house, delivery(), ANA, incident.id, step)
