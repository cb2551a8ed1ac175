"""Failed effects are retried at the right time, for a limited number of tries."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from firefighter.adapters.store.tables import EffectState
from firefighter.domain.severity import Severity
from firefighter.ports.outgoing import CallRefused, RateLimited, Unavailable
from firefighter.use_cases.declare import describe
from tests.adapters.store.store_client import LEASE, delivery, effect
from tests.clock import START
from tests.worker.scripted_chat import Fault, fails
from tests.worker.worker_harness import ANA, WORKER_CONFIG, WorkerHarness, with_worker_config

SILENCE = fails(Unavailable("Slack", "post", "no answer"))
REFUSAL = fails(CallRefused("Slack", "post", "not_in_channel"))


def test_failed_effect_is_retried_with_doubling_waits(
    harness: WorkerHarness,
) -> None:
    harness.chat.add_faults(Fault("post", SILENCE))
    harness.declare(Severity.SEV3)
    for failures in range(1, WORKER_CONFIG.tries):
        harness.work_once()
        row = harness.effect("post_announcement")
        assert (row.state, row.failures) == (EffectState.PENDING, failures)
        longest = timedelta(seconds=WORKER_CONFIG.retry_base_s * 2 ** (failures - 1))
        assert longest / 2 <= row.due_at - harness.clock.now() <= longest
        harness.clock.set(row.due_at)


def test_effect_that_succeeds_late_is_done_once(harness: WorkerHarness) -> None:
    harness.chat.add_faults(Fault("post", SILENCE, times=3))
    harness.declare(Severity.SEV3)
    assert harness.run_until_idle()
    assert harness.idle()
    assert len(harness.chat.posts) == 2  # the announcement and the thread panel


@pytest.mark.parametrize(
    ("befall", "tries"),
    [
        (REFUSAL, WORKER_CONFIG.tries_refused),
        (SILENCE, WORKER_CONFIG.tries),
        (fails(ValueError("a bug")), 3),
    ],
    ids=["refused", "unavailable", "a bug of ours"],
)
def test_effect_fails_after_its_last_try(
    harness: WorkerHarness, befall: Callable[[], None], tries: int
) -> None:
    harness.chat.add_faults(Fault("post", befall))
    harness.declare(Severity.SEV3)
    assert harness.run_until_idle()
    row = harness.effect("post_announcement")
    assert (row.state, row.failures) == (EffectState.FAILED, tries)
    assert row.fence == tries


def test_failed_effect_is_retried_slowly_until_its_cause_is_gone(harness: WorkerHarness) -> None:
    harness.chat.add_faults(Fault("post", REFUSAL))
    incident = harness.declare(Severity.SEV3)
    assert harness.run_until_idle()
    for _ in range(3):
        assert harness.effect("post_announcement").state is EffectState.FAILED
        harness.clock.advance(7300)
        harness.run_due_jobs()
        assert harness.run_until_idle()
    harness.chat.clear_faults()
    harness.clock.advance(7300)
    harness.run_due_jobs()
    assert harness.run_until_idle()
    assert harness.effect("post_announcement").state is EffectState.DONE
    assert not harness.context.records.snapshot(incident.id).unfinished_effects.failed


def test_failed_effect_is_not_retried_by_itself_after_a_day(harness: WorkerHarness) -> None:
    harness.chat.add_faults(Fault("post", REFUSAL))
    harness.declare(Severity.SEV3)
    for _ in range(40):
        assert harness.run_until_idle()
        harness.clock.advance(3600)
        harness.run_due_jobs()
    assert harness.effect("post_announcement").state is EffectState.FAILED
    assert harness.context.records.announcement_problem()


def test_declarer_is_told_once_that_the_announcement_fails(harness: WorkerHarness) -> None:
    harness.chat.add_faults(Fault("post", REFUSAL, times=WORKER_CONFIG.tries_refused))
    harness.declare(Severity.SEV3)
    harness.chat.add_faults(Fault("edit", REFUSAL))
    assert harness.run_until_idle()
    (row,) = [each for each in harness.effects() if each.kind == "report_not_announced"]
    assert row.payload["user"] == ANA


def test_declarer_is_told_of_an_announcement_that_keeps_failing(harness: WorkerHarness) -> None:
    """Slack's unknown errors are retried for two hours: too long to say nothing."""
    harness.chat.add_faults(Fault("post", SILENCE, times=3))
    harness.declare(Severity.SEV3)
    runner = harness.runner(with_worker_config(tries=30, report_after=3))
    for _ in range(6):
        due = harness.outbox.next_due()
        harness.clock.set(max(due or harness.clock.now(), harness.clock.now()))
        harness.work_once(runner)
    assert [each for each in harness.effects() if each.kind == "report_not_announced"]
    assert harness.effect("post_announcement").state is EffectState.DONE


def test_failed_effect_says_why(harness: WorkerHarness) -> None:
    harness.chat.add_faults(Fault("post", REFUSAL))
    incident = harness.declare(Severity.SEV3)
    harness.run_until_idle()
    unfinished_effects = harness.context.records.snapshot(incident.id).unfinished_effects
    assert (unfinished_effects.failed, unfinished_effects.why) == (
        1,
        "Slack refused: post (not_in_channel)",
    )


def test_rate_limit_is_not_a_failure(harness: WorkerHarness) -> None:
    harness.chat.add_faults(
        Fault("post", fails(RateLimited("Slack", "chat.postMessage", 30)), times=50)
    )
    harness.declare(Severity.SEV3)
    for _ in range(50):
        harness.work_once()
        row = harness.effect("post_announcement")
        assert (row.state, row.failures) == (EffectState.PENDING, 0)
        waits = row.due_at - harness.clock.now()
        assert timedelta(seconds=30) <= waits <= timedelta(seconds=31)
        harness.clock.set(row.due_at)
    assert harness.run_until_idle()
    assert harness.idle()


def test_rate_limit_applies_to_its_method_and_every_worker(harness: WorkerHarness) -> None:
    runner = harness.runner()
    harness.chat.add_faults(
        Fault("set_topic", fails(RateLimited("Slack", "conversations.setTopic", 30)))
    )
    harness.declare()
    for _ in range(5):
        harness.work_once(runner)
    assert runner.rate_limits.seconds_left("conversations.setTopic", START) == 30
    assert runner.rate_limits.seconds_left("chat.postMessage", START) == 0
    _claims, closed = harness.outbox.claim("another worker", 0, LEASE)
    assert closed == {"conversations.setTopic": START + timedelta(seconds=30)}
    waiting = [row.kind for row in harness.effects() if row.state is EffectState.PENDING]
    assert set(waiting) <= {"set_topic", "refresh_card"}


def test_unknown_effect_waits_for_a_newer_version(harness: WorkerHarness) -> None:
    harness.enqueue(effect("from_the_future"))
    for _ in range(10):
        harness.work_once()
        row = harness.effect("from_the_future")
        assert (row.state, row.failures) == (EffectState.PENDING, 0)
        assert row.due_at == harness.clock.now() + LEASE
        harness.clock.set(row.due_at)
    assert set(harness.meter.outcomes) == {("from_the_future", "unknown")}


def test_effect_with_an_invalid_payload_fails(harness: WorkerHarness) -> None:
    harness.enqueue(effect("reply_privately"))
    incident = harness.declare(Severity.SEV4)
    with harness.context.units(delivery()) as unit:
        unit.incidents.get(incident.id)
        unit.enqueue(incident.id, effect("post_panel"))
    assert harness.run_until_idle()
    failed = [row.kind for row in harness.effects() if row.state is EffectState.FAILED]
    assert sorted(failed) == ["post_panel", "reply_privately"]


def test_panels_that_cannot_be_refreshed_fail(harness: WorkerHarness) -> None:
    incident = harness.declare()
    assert harness.run_until_idle()
    harness.chat.add_faults(Fault("edit", fails(CallRefused("Slack", "edit", "message_not_found"))))
    describe(harness.context, delivery(), ANA, incident.id, "Nobody can pay.")
    assert harness.run_until_idle()
