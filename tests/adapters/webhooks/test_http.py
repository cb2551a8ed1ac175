"""Calls of webhooks to a real receiver: what it gets, and what its failures mean."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from firefighter.adapters.webhooks.http import HttpWebhooks
from firefighter.adapters.webhooks.signed_calls import WebhookTarget
from firefighter.effects.call_limits import RateLimits
from firefighter.ports.outgoing import CallRefused, OutgoingError, RateLimited, Unavailable
from firefighter.ports.webhooks import NoWebhooks, WebhookMessage
from tests.adapters.webhooks.receiver import (
    SECRET,
    Fail,
    Receiver,
    answer,
    hang_up,
    receiving,
    speak_no_http,
    trickle,
)
from tests.clock import SettableClock

AT = datetime(2026, 11, 30, 12, tzinfo=UTC)
MESSAGE = WebhookMessage("e-1", "exercise.inject", AT, {"incident": "INC-1", "webhook": "stop"})


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as running:
        yield running


def webhooks(receiver: Receiver, clock: SettableClock, *, private: bool = True) -> HttpWebhooks:
    targets = {"stop": WebhookTarget(f"{receiver.url}/stop?all=1", SECRET, private)}
    return HttpWebhooks(targets, 1, RateLimits(), clock)


def test_a_call_is_signed_and_says_what_it_is_about(
    receiver: Receiver, clock: SettableClock
) -> None:
    webhooks(receiver, clock).send("stop", MESSAGE)
    (received,) = receiver.received
    assert (received.path, received.id, received.signed) == ("/stop?all=1", "e-1", True)
    assert received.body == {
        "type": "exercise.inject",
        "timestamp": "2026-11-30T12:00:00+00:00",
        "data": {"incident": "INC-1", "webhook": "stop"},
    }


def test_a_repetition_has_the_same_id(receiver: Receiver, clock: SettableClock) -> None:
    for _ in range(2):
        webhooks(receiver, clock).send("stop", MESSAGE)
    assert [each.id for each in receiver.received] == ["e-1", "e-1"]
    assert receiver.done == ["/stop?all=1"]


@pytest.mark.parametrize(
    ("fail", "error", "why"),
    [
        (answer(500), Unavailable, "answered with an error (call: HTTP 500)"),
        (answer(503, Retry_After="5"), Unavailable, "answered with an error (call: HTTP 503)"),
        (answer(408), Unavailable, "answered with an error (call: HTTP 408)"),
        (answer(429, Retry_After="7"), RateLimited, "is limiting requests"),
        (answer(404), CallRefused, "refused: call (HTTP 404)"),
        (answer(410), CallRefused, "refused: call (HTTP 410)"),
        (
            answer(302, Location="http://169.254.169.254/"),
            CallRefused,
            "refused: call (HTTP 302)",
        ),
        (
            hang_up,
            Unavailable,
            "isn't responding (call: the connection was closed without an answer)",
        ),
        (speak_no_http, Unavailable, "answered with an error (call: the answer is not HTTP)"),
        (trickle, Unavailable, "isn't responding (call: no whole answer within 1 s)"),
    ],
    ids=["500", "503", "408", "429", "404", "410", "redirect", "hang up", "no HTTP", "trickle"],
)
def test_each_failure_is_told_apart(
    receiver: Receiver, clock: SettableClock, fail: Fail, error: type[OutgoingError], why: str
) -> None:
    receiver.fails.append(fail)
    with pytest.raises(error) as raised:
        webhooks(receiver, clock).send("stop", MESSAGE)
    assert str(raised.value) == f"Webhook {why}"
    assert len(receiver.received) == 1


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://127.0.0.1:1", "connection refused"),
        ("http://nobody.invalid", "its name is unknown"),
    ],
)
def test_nobody_there_is_told(receiver: Receiver, clock: SettableClock, url: str, why: str) -> None:
    with pytest.raises(Unavailable) as raised:
        webhooks(Receiver(url), clock).send("stop", MESSAGE)
    assert str(raised.value) == f"Webhook can't be reached (call: {why})"
    assert receiver.received == []


def test_a_private_address_is_not_called_unless_allowed(
    receiver: Receiver, clock: SettableClock
) -> None:
    with pytest.raises(CallRefused, match="private network"):
        webhooks(receiver, clock, private=False).send("stop", MESSAGE)
    assert receiver.received == []


def test_a_name_that_is_not_configured_is_refused(receiver: Receiver, clock: SettableClock) -> None:
    for each in (webhooks(receiver, clock), NoWebhooks()):
        with pytest.raises(CallRefused, match="not configured"):
            each.send("start", MESSAGE)


def test_neither_address_nor_secret_is_displayed(receiver: Receiver, clock: SettableClock) -> None:
    shown = repr(webhooks(receiver, clock))
    assert "stop?all" not in shown
    assert str(SECRET) not in shown
