"""After a retried call the bot makes good what Slack did late: second messages, old states."""

from sqlalchemy import select

from firefighter.adapters.store.tables import JobRow
from firefighter.domain.incident import Incident
from firefighter.domain.severity import Severity
from firefighter.jobs.repeated_edits import RepeatEdit
from firefighter.ports.outgoing import RateLimited, Unavailable
from firefighter.use_cases.severity import change_severity
from tests.adapters.store.store_client import LEASE, delivery
from tests.worker.scripted_chat import Fault, fails
from tests.worker.worker_harness import ANA, WorkerHarness

HOUR_S = 3600


def checks(harness: WorkerHarness) -> int:
    """How many checks for duplicates run in the next two hours."""
    assert harness.run_until_idle()
    harness.clock.advance(2 * HOUR_S)
    harness.run_due_jobs()
    return sum(row.kind == "withdraw_duplicates" for row in harness.effects())


def test_post_at_the_first_try_is_not_checked(harness: WorkerHarness) -> None:
    harness.declare(Severity.SEV3)
    assert checks(harness) == 0


def test_post_after_a_rate_limit_is_not_checked(harness: WorkerHarness) -> None:
    harness.chat.add_faults(Fault("post", fails(RateLimited("Slack", "chat.postMessage", 1)), 1))
    harness.declare(Severity.SEV3)
    assert checks(harness) == 0


def test_post_after_a_call_without_an_answer_is_checked_three_times(
    harness: WorkerHarness,
) -> None:
    harness.chat.add_faults(Fault("post", fails(Unavailable("Slack", "post", "timed out")), 1))
    harness.declare(Severity.SEV3)
    assert checks(harness) == 3


def test_post_after_a_crash_is_checked_three_times(harness: WorkerHarness) -> None:
    harness.declare(Severity.SEV3)
    (claim,) = (each for each in harness.claim() if each.kind == "post_announcement")
    harness.runner()._try(claim)  # and crashes before recording the outcome
    harness.clock.advance(LEASE.total_seconds())
    harness.work_once()
    for row in harness.effects():
        assert row.kind != "withdraw_duplicates"
    assert checks(harness) >= 3


def planned_edits(harness: WorkerHarness) -> set[str]:
    """The cards whose edits are to be repeated, once nothing else is to be done."""
    assert harness.run_until_idle()
    with harness.database.reading() as session:
        rows = session.scalars(select(JobRow).where(JobRow.kind == RepeatEdit.kind))
        return {row.payload["effect"]["payload"]["place"] for row in rows}


def raise_severity(harness: WorkerHarness, incident: Incident) -> None:
    change_severity(
        harness.context,
        delivery(),
        ANA,
        incident.id,
        seen=incident.severity,
        severity=Severity.SEV2,
        reason="",
    )


def test_edit_at_the_first_try_is_not_repeated(harness: WorkerHarness) -> None:
    incident = harness.declare(Severity.SEV3)
    assert harness.run_until_idle()
    raise_severity(harness, incident)
    assert planned_edits(harness) == set()


def test_edit_after_a_call_without_an_answer_is_repeated(harness: WorkerHarness) -> None:
    incident = harness.declare(Severity.SEV3)
    assert harness.run_until_idle()
    harness.chat.add_faults(Fault("edit", fails(Unavailable("Slack", "edit", "timed out")), 2))
    raise_severity(harness, incident)
    assert planned_edits(harness) == {"announcement", "thread_panel"}
    harness.clock.advance(2 * HOUR_S)
    before = len(harness.effects())
    harness.run_due_jobs()
    assert len(harness.effects()) > before
    assert harness.run_until_idle()


def test_refused_check_does_not_fail(harness: WorkerHarness) -> None:
    harness.chat.add_faults(Fault("post", fails(Unavailable("Slack", "post", "timed out")), 1))
    harness.declare(Severity.SEV3)
    checks(harness)
    for channel in harness.chat.channels.values():
        channel.joined = False
    assert harness.run_until_idle()
    kept = [row for row in harness.effects() if row.kind == "withdraw_duplicates"]
    assert {row.state.value for row in kept} == {"done"}
