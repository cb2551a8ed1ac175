"""After a retried post the bot looks for a second message with the same idempotency key."""

from firefighter.domain.severity import Severity
from firefighter.ports.outgoing import RateLimited, Unavailable
from tests.adapters.store.store_client import LEASE
from tests.worker.scripted_chat import Fault, fails
from tests.worker.worker_harness import WorkerHarness

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


def test_refused_check_does_not_fail(harness: WorkerHarness) -> None:
    harness.chat.add_faults(Fault("post", fails(Unavailable("Slack", "post", "timed out")), 1))
    harness.declare(Severity.SEV3)
    checks(harness)
    for channel in harness.chat.channels.values():
        channel.joined = False
    assert harness.run_until_idle()
    kept = [row for row in harness.effects() if row.kind == "withdraw_duplicates"]
    assert {row.state.value for row in kept} == {"done"}
