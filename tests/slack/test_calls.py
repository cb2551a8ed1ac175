"""What a call that failed is called, where people read it."""

import socket
from collections.abc import Iterator

import pytest

from firefighter.effects.gates import Gates
from firefighter.ports.chat import ChatUnavailable
from firefighter.slack.calls import Calls, make_client
from tests.clock import SettableClock


@pytest.fixture
def silent() -> Iterator[str]:
    """Takes connections and never says a word."""
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
def test_slack_that_does_not_answer_is_told_of_in_plain_words(
    request: pytest.FixtureRequest, clock: SettableClock, address: str, why: str
) -> None:
    client = make_client("xoxb-nobody", request.getfixturevalue(address), timeout_s=1)
    with pytest.raises(ChatUnavailable) as raised:
        Calls(client, Gates(), clock)("chat.postMessage", channel="C1")
    assert str(raised.value) == f"no answer to chat.postMessage ({why})"
