"""After a crash between a call and its record, the next worker checks instead of repeating."""

import threading
from contextlib import ExitStack

import pytest

from firefighter.adapters.store.tables import EffectState
from firefighter.domain.errors import StoreUnavailable
from firefighter.domain.incident import Incident
from firefighter.domain.severity import Severity
from firefighter.effects.cards import PostAnnouncement
from firefighter.ports.chat import Announcement, ControlPanel, Line
from firefighter.ports.outbox import Claim
from firefighter.use_cases.declare import describe
from tests.adapters.store.database_outage import database_away
from tests.adapters.store.store_client import LEASE, delivery
from tests.worker.scripted_chat import Fault
from tests.worker.worker_harness import ANA, WorkerHarness, with_worker_config


def assert_done_once(harness: WorkerHarness, incident: Incident) -> None:
    posted = sorted(type(post.content).__name__ for post in harness.chat.posts)
    kinds = [Announcement, ControlPanel, ControlPanel, Line]
    assert posted == [kind.__name__ for kind in kinds]
    incident_channel = harness.chat.named("inc-1-checkout-is-down")
    assert incident_channel.topics_set == 1
    assert ANA in incident_channel.members
    assert len(harness.chat.pinned) == 1
    assert len(harness.context.records.snapshot(incident.id).places) == 4


def test_effects_are_done_once_without_crashes(harness: WorkerHarness) -> None:
    incident = harness.declare()
    describe(harness.context, delivery(), ANA, incident.id, "Nobody can pay.")
    assert harness.run_until_idle()
    assert_done_once(harness, incident)
    assert {outcome for _kind, outcome in harness.meter.outcomes} == {"done"}


def test_effects_are_done_once_despite_a_crash_after_each_call(
    harness: WorkerHarness,
) -> None:
    incident = harness.declare()
    describe(harness.context, delivery(), ANA, incident.id, "Nobody can pay.")
    while claims := harness.claim():
        for claim in claims:
            harness.runner()._try(claim)  # and crashes before recording the outcome
        harness.clock.advance(LEASE.total_seconds())
        harness.work_once()
    assert_done_once(harness, incident)


def test_recording_is_retried_until_the_lease_ends(
    harness: WorkerHarness,
) -> None:
    harness.declare(Severity.SEV3)
    claim = announcing(harness)
    with ExitStack() as away:
        harness.chat.add_faults(
            Fault("post", lambda: leave(harness, away, LEASE.total_seconds()), 1, afterwards=True)
        )
        with pytest.raises(StoreUnavailable):
            harness.runner().run(claim, threading.Event())
    harness.work_once()
    assert harness.effect("post_announcement").state is EffectState.DONE
    assert [each for each in harness.chat.calls if "post" in each] == ["post", "find_post"]


def test_short_database_outage_is_waited_out(harness: WorkerHarness) -> None:
    harness.declare(Severity.SEV3)
    claim = announcing(harness)
    with ExitStack() as away:
        harness.chat.add_faults(Fault("post", lambda: leave(harness, away, 0), 1, afterwards=True))
        threading.Timer(1, away.close).start()
        harness.runner().run(claim, threading.Event())
    assert harness.effect("post_announcement").state is EffectState.DONE
    assert harness.chat.calls == ["post"]


def test_stopping_worker_does_not_retry_recording(harness: WorkerHarness) -> None:
    harness.declare(Severity.SEV3)
    claim = announcing(harness)
    stopping = threading.Event()
    stopping.set()
    with ExitStack() as away:
        harness.chat.add_faults(Fault("post", lambda: leave(harness, away, 0), 1, afterwards=True))
        with pytest.raises(StoreUnavailable):
            harness.runner(with_worker_config(retry_base_s=60)).run(claim, stopping)


def announcing(harness: WorkerHarness) -> Claim:
    (claim,) = (claim for claim in harness.claim() if claim.kind == PostAnnouncement.kind)
    return claim


def leave(harness: WorkerHarness, away: ExitStack, advance_s: float) -> None:
    """Makes the database unavailable, and advances the clock."""
    away.enter_context(database_away(harness.database))
    harness.clock.advance(advance_s)
