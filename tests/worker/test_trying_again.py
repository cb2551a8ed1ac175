"""What does not work is tried again, at the right time, for as long as it may help."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from firefighter.domain.severity import Severity
from firefighter.ports.chat import ChatRateLimited, ChatRefused, ChatUnavailable
from firefighter.store.tables import EffectState
from firefighter.usecases.describe import describe
from tests.clock import START
from tests.store.desk import LEASE, delivery, effect
from tests.worker.chat import Fault, fails
from tests.worker.workshop import ANA, PACE, Workshop

SILENCE = fails(ChatUnavailable("post", "no answer"))
REFUSAL = fails(ChatRefused("post", "not_in_channel"))


def test_an_effect_that_fails_is_tried_again_after_a_wait_that_doubles(workshop: Workshop) -> None:
    workshop.chat.strike(Fault("post", SILENCE))
    workshop.declare(Severity.SEV3)
    for failures in range(1, PACE.tries):
        workshop.work_once()
        row = workshop.effect("post_announcement")
        assert (row.state, row.failures) == (EffectState.PENDING, failures)
        longest = timedelta(seconds=PACE.retry_base_s * 2 ** (failures - 1))
        assert longest / 2 <= row.due_at - workshop.clock.now() <= longest
        workshop.clock.set(row.due_at)


def test_an_effect_that_works_at_last_is_done_once(workshop: Workshop) -> None:
    workshop.chat.strike(Fault("post", SILENCE, times=3))
    workshop.declare(Severity.SEV3)
    assert workshop.work_off()
    assert workshop.idle()
    assert len(workshop.chat.posts) == 2  # the announcement, and the panel in its thread


@pytest.mark.parametrize(
    ("befall", "tries"),
    [(REFUSAL, PACE.tries_refused), (SILENCE, PACE.tries), (fails(ValueError("a bug")), 3)],
    ids=["refused", "unavailable", "a bug of ours"],
)
def test_an_effect_is_given_up_after_its_last_try(
    workshop: Workshop, befall: Callable[[], None], tries: int
) -> None:
    workshop.chat.strike(Fault("post", befall))
    workshop.declare(Severity.SEV3)
    assert workshop.work_off()
    row = workshop.effect("post_announcement")
    assert (row.state, row.failures) == (EffectState.PARKED, tries)
    assert workshop.chat.calls.count("post") == tries


def test_what_is_given_up_says_why_in_words_for_people(workshop: Workshop) -> None:
    workshop.chat.strike(Fault("post", REFUSAL))
    incident = workshop.declare(Severity.SEV3)
    workshop.work_off()
    troubles = workshop.house.records.snapshot(incident.id).troubles
    assert (troubles.parked, troubles.why) == (1, "post is refused (not_in_channel)")


def test_being_asked_to_wait_is_no_failure(workshop: Workshop) -> None:
    workshop.chat.strike(Fault("post", fails(ChatRateLimited("chat.postMessage", 30)), times=50))
    workshop.declare(Severity.SEV3)
    for _ in range(50):
        workshop.work_once()
        row = workshop.effect("post_announcement")
        assert (row.state, row.failures) == (EffectState.PENDING, 0)
        waits = row.due_at - workshop.clock.now()
        assert timedelta(seconds=30) <= waits <= timedelta(seconds=31)
        workshop.clock.set(row.due_at)
    assert workshop.work_off()
    assert workshop.idle()


def test_a_gate_is_closed_for_its_method_only_and_for_every_worker(workshop: Workshop) -> None:
    attempts = workshop.attempts()
    workshop.chat.strike(Fault("put_topic", fails(ChatRateLimited("conversations.setTopic", 30))))
    workshop.declare()
    for _ in range(5):
        workshop.work_once(attempts)
    assert attempts.gates.seconds_left("conversations.setTopic", START) == 30
    assert attempts.gates.seconds_left("chat.postMessage", START) == 0
    _claims, closed = workshop.outbox.claim("another worker", 0, LEASE)
    assert closed == {"conversations.setTopic": START + timedelta(seconds=30)}
    waiting = [row.kind for row in workshop.effects() if row.state is EffectState.PENDING]
    assert set(waiting) <= {"set_topic", "refresh_card"}


def test_an_effect_that_only_newer_code_knows_is_left_for_it(workshop: Workshop) -> None:
    workshop.enqueue(effect("from_the_future"))
    for _ in range(10):
        workshop.work_once()
        row = workshop.effect("from_the_future")
        assert (row.state, row.failures) == (EffectState.PENDING, 0)
        assert row.due_at == workshop.clock.now() + LEASE
        workshop.clock.set(row.due_at)
    assert set(workshop.tally.outcomes) == {("from_the_future", "unknown")}


def test_an_effect_whose_payload_cannot_be_read_is_given_up(workshop: Workshop) -> None:
    workshop.enqueue(effect("tell_person"))
    incident = workshop.declare(Severity.SEV4)
    with workshop.house.units(delivery()) as unit:
        unit.incidents.get(incident.id)
        unit.enqueue(incident.id, effect("post_panel"))
    assert workshop.work_off()
    parked = [row.kind for row in workshop.effects() if row.state is EffectState.PARKED]
    assert sorted(parked) == ["post_panel", "tell_person"]


def test_panels_that_can_never_be_drawn_are_given_up_for_good(workshop: Workshop) -> None:
    incident = workshop.declare()
    assert workshop.work_off()
    workshop.chat.strike(Fault("edit", fails(ChatRefused("edit", "message_not_found"))))
    describe(workshop.house, delivery(), ANA, incident.id, "Nobody can pay.")
    assert workshop.work_off()
