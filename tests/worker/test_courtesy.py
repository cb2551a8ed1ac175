"""People first: work gives way to those who wait for an answer, but not for ever."""

import threading

import pytest

from firefighter.domain.severity import Severity
from firefighter.ports.courtesy import Courtesy
from tests.worker.chat import Fault
from tests.worker.waiting import eventually
from tests.worker.workshop import Workshop

_LONG_S = 60.0
_MOMENT_S = 0.3
"""Many times what a worker needs to begin."""


def test_work_begins_once_the_last_is_answered() -> None:
    courtesy = Courtesy(_LONG_S)
    with courtesy.answering():
        with courtesy.answering():
            begun = _work(courtesy)
        assert not begun.wait(_MOMENT_S)
    assert begun.wait(_LONG_S)


def test_whoever_is_never_done_answering_does_not_keep_work_from_beginning() -> None:
    courtesy = Courtesy(0.01)
    with courtesy.answering():
        assert _work(courtesy).wait(_LONG_S)


def test_an_answer_that_breaks_is_over_too() -> None:
    courtesy = Courtesy(_LONG_S)
    with pytest.raises(ValueError, match="full moon"), courtesy.answering():
        int("full moon")
    assert _work(courtesy).wait(_LONG_S / 2)


def test_a_worker_begins_when_people_are_answered(workshop: Workshop) -> None:
    workshop.courtesy, posting = Courtesy(_LONG_S), threading.Event()
    workshop.chat.strike(Fault("post", posting.set))
    with workshop.working():
        with workshop.courtesy.answering():
            workshop.declare(Severity.SEV3)
            assert not posting.wait(_MOMENT_S)
        eventually(posting.is_set)


def _work(courtesy: Courtesy) -> threading.Event:
    """Set once the work has begun."""
    begun = threading.Event()

    def work() -> None:
        courtesy.give_way()
        begun.set()

    threading.Thread(target=work, daemon=True).start()
    return begun
