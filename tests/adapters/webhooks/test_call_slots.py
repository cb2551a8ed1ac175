"""Slow and failing webhooks leave the threads of the worker to others."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from firefighter.adapters.webhooks.call_slots import CallSlots
from firefighter.effects.webhook_events import NotSentYet
from firefighter.ports.outgoing import RateLimited, Unavailable
from firefighter.ports.webhooks import WEBHOOK_SERVICE
from tests.clock import SettableClock
from tests.worker.polling import eventually

DOWN = Unavailable(WEBHOOK_SERVICE, "call", "HTTP 500")


@pytest.fixture
def slots(clock: SettableClock) -> CallSlots:
    return CallSlots(clock, jitter=lambda: 0.0)


def fail(slots: CallSlots, webhook: str = "one", error: Exception = DOWN) -> None:
    with pytest.raises(type(error)), slots.slot(webhook):
        raise error


def test_a_slow_webhook_takes_two_threads(slots: CallSlots) -> None:
    answer, started, refused = threading.Event(), [], []

    def call(webhook: str) -> Callable[[], None]:
        def run() -> None:
            try:
                with slots.slot(webhook):
                    started.append(webhook)
                    answer.wait(30)
            except NotSentYet as error:
                refused.append((webhook, error.wait_s))

        return run

    with ThreadPoolExecutor(8) as pool:
        for webhook in ("one", "one", "one", "two"):
            pool.submit(call(webhook))
        eventually(lambda: len(started) == 3 and refused)
        assert sorted(started) == ["one", "one", "two"]
        answer.set()
    assert refused == [("one", 1.0)]
    with slots.slot("one"):
        pass


def test_a_failing_webhook_takes_one_thread(slots: CallSlots, clock: SettableClock) -> None:
    fail(slots)
    clock.advance(1)
    with slots.slot("one"), pytest.raises(NotSentYet), slots.slot("one"):
        pass
    with slots.slot("one"), slots.slot("one"):
        pass


def test_a_failing_webhook_pauses_longer_each_time(slots: CallSlots, clock: SettableClock) -> None:
    for pause_s in (1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300):
        fail(slots)
        with pytest.raises(NotSentYet, match="HTTP 500") as refused, slots.slot("one"):
            pass
        assert refused.value.wait_s == pause_s
        with slots.slot("other"):
            pass
        clock.advance(pause_s)
    with slots.slot("one"):
        pass
    fail(slots)
    clock.advance(1)
    with slots.slot("one"):
        pass


def test_a_rate_limit_does_not_pause_it(slots: CallSlots) -> None:
    fail(slots, error=RateLimited(WEBHOOK_SERVICE, "Webhook one", 60))
    with slots.slot("one"):
        pass
