"""Paging a service, from the request to its result, with failures in between."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from firefighter.domain.events import AnyEvent, Paged, PagingEnd, PagingEnded
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Step, StepKind
from firefighter.domain.paging import PageTarget, Urgency
from firefighter.domain.severity import Severity
from firefighter.ports.chat import Line, PagingDelay
from firefighter.ports.outgoing import CallRefused, RateLimited, Unavailable
from firefighter.use_cases.paging import page_oncall
from firefighter.use_cases.status import change_status
from tests.adapters.store.store_client import LEASE, delivery
from tests.worker.scripted_chat import Fault, fails
from tests.worker.worker_harness import ANA, WorkerHarness, with_worker_config

SERVICE = PageTarget(service="Database on-call")
WARNED_S, GIVEN_UP_S = 30, 15 * 60


@pytest.fixture
def incident(harness: WorkerHarness) -> Incident:
    incident = harness.declare(Severity.SEV2)
    assert harness.run_until_idle()
    return incident


def page(harness: WorkerHarness, incident: Incident) -> None:
    page_oncall(
        harness.context,
        delivery(),
        ANA,
        incident.id,
        page_target=SERVICE,
        reason="The primary is down",
    )


def pass_time(harness: WorkerHarness, seconds: float) -> None:
    """Advances from one due effect or job to the next, as worker and scheduler do."""
    end = harness.clock.now() + timedelta(seconds=seconds)
    patient = harness.runner(with_worker_config(tries=30, retry_base_s=1.0))
    while (due := next_due(harness)) is not None and due <= end:
        harness.clock.set(max(due, harness.clock.now()))
        harness.run_due_jobs()
        harness.work_once(patient)
    harness.clock.set(end)


def next_due(harness: WorkerHarness) -> datetime | None:
    known = (harness.outbox.next_due(), harness.job_store.next_due())
    return min((due for due in known if due), default=None)


def ends(harness: WorkerHarness, incident: Incident) -> list[PagingEnded]:
    events = [entry.event for entry in harness.context.records.timeline(incident.id)]
    return [event for event in events if isinstance(event, PagingEnded)]


def lines(harness: WorkerHarness) -> list[AnyEvent]:
    contents = [post.content for post in harness.chat.posts]
    said = [content.event for content in contents if isinstance(content, Line)]
    return [event for event in said if isinstance(event, Paged | PagingEnded)]


def delays(harness: WorkerHarness) -> Sequence[PagingDelay]:
    contents = [post.content for post in harness.chat.posts]
    return [content for content in contents if isinstance(content, PagingDelay)]


def test_on_call_is_paged_with_the_reason(harness: WorkerHarness, incident: Incident) -> None:
    page(harness, incident)
    assert harness.run_until_idle()
    ((service, page_request),) = harness.pager.rung
    assert service == "Database on-call"
    summary = f"{incident.reference} · SEV2 · Checkout is down: The primary is down"
    assert (page_request.summary, page_request.urgency) == (summary, Urgency.ERROR)
    assert page_request.details == {"Paged by": ANA, "Why": "The primary is down"}
    assert page_request.link.startswith("https://chat.test/")


def test_page_result_is_recorded_and_posted_once(
    harness: WorkerHarness, incident: Incident
) -> None:
    page(harness, incident)
    assert harness.run_until_idle()
    (end,) = ends(harness, incident)
    assert (end.end, end.actor, end.service) == (PagingEnd.TAKEN, ANA, "Database on-call")
    assert lines(harness) == [end]
    pass_time(harness, GIVEN_UP_S + 60)
    assert lines(harness) == [end]
    assert list(delays(harness)) == []


def test_crash_before_the_record_pages_nobody_twice(
    harness: WorkerHarness, incident: Incident
) -> None:
    """Another worker repeats the call with the same key."""
    page(harness, incident)
    dying = [claim for claim in harness.claim() if claim.kind == "page_oncall_service"]
    (claim,) = dying
    harness.runner()._do(claim)
    harness.clock.advance(LEASE.total_seconds() + 1)
    assert harness.run_until_idle()
    assert len(harness.pager.rung) == 1
    assert len(ends(harness, incident)) == 1
    assert harness.effect("page_oncall_service").fence == 2


def test_lost_response_is_retried(harness: WorkerHarness, incident: Incident) -> None:
    harness.pager.loses_answers = True
    page(harness, incident)
    pass_time(harness, 5)
    harness.pager.loses_answers = False
    pass_time(harness, 20)
    assert harness.pager.told > 1
    assert len(harness.pager.rung) == 1
    assert [end.end for end in ends(harness, incident)] == [PagingEnd.TAKEN]


def test_refused_page_is_reported_and_not_retried(
    harness: WorkerHarness, incident: Incident
) -> None:
    harness.pager.fails = CallRefused("PagerDuty", "trigger", "Invalid routing key")
    page(harness, incident)
    assert harness.run_until_idle()
    (end,) = ends(harness, incident)
    assert (end.end, end.why) == (PagingEnd.REFUSED, "Invalid routing key")
    assert lines(harness) == [end]
    harness.pager.fails = None
    pass_time(harness, GIVEN_UP_S + 60)
    assert harness.pager.rung == []
    assert harness.pager.told == 1


@pytest.mark.parametrize(
    "error",
    [
        Unavailable("PagerDuty", "trigger", "HTTP 503"),
        RateLimited("PagerDuty", "PagerDuty Database on-call", 120),
    ],
)
def test_unanswered_page_tells_the_pager_to_call(
    harness: WorkerHarness, incident: Incident, error: Unavailable
) -> None:
    harness.pager.fails = error
    page(harness, incident)
    pass_time(harness, WARNED_S - 1)
    assert list(delays(harness)) == []
    pass_time(harness, 2)
    (delay,) = delays(harness)
    assert (delay.paged.actor, delay.paged.service) == (ANA, "Database on-call")
    harness.pager.fails = None
    pass_time(harness, 300)
    assert len(harness.pager.rung) == 1
    assert [end.end for end in ends(harness, incident)] == [PagingEnd.TAKEN]
    assert len(delays(harness)) == 1


def test_old_page_is_given_up_and_pages_nobody_later(
    harness: WorkerHarness, incident: Incident
) -> None:
    harness.pager.fails = Unavailable("PagerDuty", "trigger", "ConnectError")
    page(harness, incident)
    pass_time(harness, GIVEN_UP_S + 2)
    (end,) = ends(harness, incident)
    assert end.end is PagingEnd.UNANSWERED
    assert lines(harness) == [end]
    harness.pager.fails = None
    pass_time(harness, 600)
    assert harness.pager.rung == []
    assert harness.idle()


def test_page_is_sent_while_the_chat_is_unavailable(
    harness: WorkerHarness, incident: Incident
) -> None:
    harness.chat.add_faults(Fault("post", fails(Unavailable("Slack", "post", "HTTP 500"))))
    page(harness, incident)
    pass_time(harness, 2)
    assert len(harness.pager.rung) == 1
    harness.chat.clear_faults()
    assert harness.run_until_idle()
    assert len(lines(harness)) == 1


def test_page_is_resolved_on_mitigation(harness: WorkerHarness, incident: Incident) -> None:
    page(harness, incident)
    assert harness.run_until_idle()
    mitigate(harness, incident)
    assert harness.run_until_idle()
    ((_service, page_request),) = harness.pager.rung
    assert harness.pager.ended == [page_request.key]


def test_page_is_never_resolved_before_it_is_sent(
    harness: WorkerHarness, incident: Incident
) -> None:
    harness.pager.fails = Unavailable("PagerDuty", "trigger", "HTTP 503")
    page(harness, incident)
    pass_time(harness, 3)
    mitigate(harness, incident)
    pass_time(harness, 3)
    harness.pager.fails = None
    pass_time(harness, 60)
    ((_service, page_request),) = harness.pager.rung
    assert harness.pager.ended == [page_request.key]


def test_unsent_page_is_not_resolved(harness: WorkerHarness, incident: Incident) -> None:
    harness.pager.fails = CallRefused("PagerDuty", "trigger", "Invalid routing key")
    page(harness, incident)
    assert harness.run_until_idle()
    harness.pager.fails = None
    mitigate(harness, incident)
    assert harness.run_until_idle()
    assert harness.pager.ended == []


def mitigate(harness: WorkerHarness, incident: Incident) -> None:
    step = Step(StepKind.MITIGATE, "Failed over")
    change_status(harness.context, delivery(), ANA, incident.id, step)
