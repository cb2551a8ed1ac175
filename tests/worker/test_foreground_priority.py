"""Work waits for answers to people, but not forever."""

import threading

import pytest

from firefighter.domain.severity import Severity
from firefighter.ports.foreground import ForegroundPriority
from tests.worker.polling import eventually
from tests.worker.scripted_chat import Fault
from tests.worker.worker_harness import WorkerHarness

_LONG_S = 60.0
_WAIT_S = 0.3
"""Much longer than a worker needs to begin."""


def test_work_begins_once_the_last_answer_is_given() -> None:
    foreground = ForegroundPriority(_LONG_S)
    with foreground.answering():
        with foreground.answering():
            begun = _work(foreground)
        assert not begun.wait(_WAIT_S)
    assert begun.wait(_LONG_S)


def test_long_answer_does_not_block_work_forever() -> None:
    foreground = ForegroundPriority(0.01)
    with foreground.answering():
        assert _work(foreground).wait(_LONG_S)


def test_failed_answer_counts_as_ended() -> None:
    foreground = ForegroundPriority(_LONG_S)
    with pytest.raises(ValueError, match="full moon"), foreground.answering():
        int("full moon")
    assert _work(foreground).wait(_LONG_S / 2)


def test_worker_waits_for_answers(harness: WorkerHarness) -> None:
    harness.foreground, posting = ForegroundPriority(_LONG_S), threading.Event()
    harness.chat.add_faults(Fault("post", posting.set))
    with harness.working():
        with harness.foreground.answering():
            harness.declare(Severity.SEV3)
            assert not posting.wait(_WAIT_S)
        eventually(posting.is_set)


def _work(foreground: ForegroundPriority) -> threading.Event:
    """Returns an event that is set once the work has begun."""
    begun = threading.Event()

    def work() -> None:
        foreground.yield_to_foreground()
        begun.set()

    threading.Thread(target=work, daemon=True).start()
    return begun
