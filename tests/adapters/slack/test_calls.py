"""How failed calls are classified and described."""

import gc
import socket
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from firefighter.adapters.slack.outbound.calls import Calls, make_client
from firefighter.effects.call_limits import RateLimits
from firefighter.playground.slack import LocalSlack
from firefighter.playground.slack.refusals import PASSING, REFUSALS
from firefighter.ports.outgoing import CallRefused, OutgoingError, RateLimited, Unavailable
from tests.answering_server import FOREIGN_ANSWERS, answering
from tests.clock import SettableClock


@pytest.fixture
def silent() -> Iterator[str]:
    """Accepts connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"


@pytest.fixture
def closed() -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    return f"http://127.0.0.1:{port}/"


@pytest.mark.parametrize(
    ("address", "why"), [("silent", "timed out"), ("closed", "Connection refused")]
)
def test_missing_answer_is_described_in_plain_words(
    request: pytest.FixtureRequest, clock: SettableClock, address: str, why: str
) -> None:
    client = make_client("xoxb-nobody", request.getfixturevalue(address), timeout_s=1)
    with pytest.raises(Unavailable) as raised:
        Calls(client, RateLimits(), clock)("chat.postMessage", channel="C1")
    assert str(raised.value) == f"Slack isn't responding (chat.postMessage: {why})"


END = b"end-of-request"


@contextmanager
def broken_off() -> Iterator[tuple[str, Future[bytes]]]:
    """Sends half of a response, and then what the client sends until it closes the connection."""

    def answer() -> bytes:
        server.settimeout(30)
        connection, _ = server.accept()
        with connection:
            connection.settimeout(30)
            request = b""
            while END not in request:
                request += connection.recv(10_000)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
            return connection.recv(1)

    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor(1) as thread:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", thread.submit(answer)


@pytest.fixture
def uncollected() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("uncollected")
def test_connection_of_a_response_that_breaks_off_is_closed_at_once(clock: SettableClock) -> None:
    with broken_off() as (address, received):
        client = make_client("xoxb-nobody", address, timeout_s=1)
        with pytest.raises(Unavailable, match="timed out"):
            Calls(client, RateLimits(), clock)("chat.postMessage", channel=END.decode())
        assert received.result() == b""


@pytest.mark.usefixtures("uncollected")
def test_connection_of_an_answer_to_a_press_is_closed_at_once(clock: SettableClock) -> None:
    with broken_off() as (address, received):
        calls = Calls(make_client("xoxb-nobody", address, timeout_s=1), RateLimits(), clock)
        with pytest.raises(Unavailable, match="timed out"):
            calls.respond(address, {"text": END.decode()})
        assert received.result() == b""


def failure_of(clock: SettableClock, status: int, body: bytes, media_type: str) -> OutgoingError:
    with answering(status, body, media_type) as address:
        calls = Calls(make_client("xoxb-nobody", address, timeout_s=2), RateLimits(), clock)
        with pytest.raises(OutgoingError) as raised:
            calls("chat.postMessage", channel="C1")
    return raised.value


@pytest.mark.parametrize(
    ("status", "body", "media_type"),
    [
        *FOREIGN_ANSWERS,
        (403, b'{"ok": false, "error": "not_authed"}', "application/json"),
        (302, b"", "text/html"),
    ],
)
def test_answer_that_is_not_from_slack_is_retried(
    clock: SettableClock, status: int, body: bytes, media_type: str
) -> None:
    assert isinstance(failure_of(clock, status, body, media_type), Unavailable)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("not_in_channel", CallRefused),
        ("restricted_action", CallRefused),
        ("token_revoked", CallRefused),
        ("invitee_cant_see_channel", CallRefused),
        ("no_external_invite_permission", CallRefused),
        ("too_many_members", CallRefused),
        ("user_is_restricted", CallRefused),
        ("msg_blocked_by_dlp", CallRefused),
        ("storage_limit_reached", CallRefused),
        ("ratelimited", RateLimited),
        ("rate_limited", RateLimited),
        ("external_channel_migrating", Unavailable),
        ("too_many_requests", Unavailable),
        ("update_failed", Unavailable),
        ("message_limit_exceeded", Unavailable),
        ("internal_error", Unavailable),
        ("an_error_of_next_year", Unavailable),
    ],
)
def test_refusals_of_slack_are_listed_and_other_errors_are_retried(
    clock: SettableClock, code: str, kind: type[OutgoingError]
) -> None:
    body = f'{{"ok": false, "error": "{code}"}}'.encode()
    failure = failure_of(clock, 200, body, "application/json")
    assert type(failure) is kind
    assert kind is RateLimited or code in str(failure)


_RETRIED = PASSING | {"external_channel_migrating", "message_limit_exceeded", "update_failed"}
"""Errors of the local Slack that pass by themselves."""

_METHODS = [
    (method, error) for method, errors in REFUSALS.items() for error in sorted(errors - _RETRIED)
]


def test_each_refusal_of_the_local_slack_is_given_up(clock: SettableClock) -> None:
    with LocalSlack() as slack:
        calls = Calls(make_client(slack.bot_token, slack.api_url), RateLimits(), clock)
        for method, error in _METHODS:
            slack.refuse(method, error)
            with pytest.raises(CallRefused, match=error):
                calls(method, channel="C1")
