"""Requests with an invalid or old signature are refused before they are parsed."""

import socket
import time
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest

from firefighter.playground.slack import Reply
from tests.adapters.slack.scenarios.scenario import Scenario

FIVE_MINUTES_S = 300


def body(scenario: Scenario, text: str = "open sev1 Forged") -> bytes:
    return urlencode(
        {
            "command": "/incident",
            "text": text,
            "user_id": scenario.ana.id,
            "channel_id": scenario.slack.channel("general").id,
            "team_id": "T0LOCAL",
            "trigger_id": "1.2.3",
        }
    ).encode()


def send(scenario: Scenario, content: bytes, headers: dict[str, str]) -> Reply:
    reply = scenario.slack.send_raw(headers, content)
    scenario.settle()
    return reply


def test_request_with_a_valid_signature_is_accepted(scenario: Scenario) -> None:
    content = body(scenario)
    assert send(scenario, content, scenario.slack.signed(content)).status == 200
    assert scenario.count() == 1


@pytest.mark.parametrize("missing", ["X-Slack-Signature", "X-Slack-Request-Timestamp"])
def test_an_unsigned_request_is_refused(scenario: Scenario, missing: str) -> None:
    content = body(scenario)
    headers = scenario.slack.signed(content)
    del headers[missing]
    assert send(scenario, content, headers).status == 401
    assert scenario.count() == 0


@pytest.mark.parametrize("signature", ["v0=" + "0" * 64, "", "v0=", "nonsense"])
def test_a_wrongly_signed_request_is_refused(scenario: Scenario, signature: str) -> None:
    content = body(scenario)
    headers = scenario.slack.signed(content) | {"X-Slack-Signature": signature}
    assert send(scenario, content, headers).status == 401
    assert scenario.count() == 0


def test_a_signature_outside_of_ascii_is_refused(scenario: Scenario) -> None:
    content, address = body(scenario), urlsplit(str(scenario.slack.request_url))
    headers = scenario.slack.signed(content) | {"X-Slack-Signature": "v0=\xe9"}
    with closing(HTTPConnection(str(address.hostname), address.port)) as connection:
        connection.request("POST", address.path, content, headers)
        assert connection.getresponse().status == 401
    assert scenario.count() == 0


def test_the_body_of_an_unsigned_request_is_not_read(scenario: Scenario) -> None:
    """Only its headers are sent, and the refusal comes all the same."""
    address = urlsplit(str(scenario.slack.request_url))
    with socket.create_connection((address.hostname, address.port), timeout=30) as connection:
        connection.sendall(
            b"POST /slack/events HTTP/1.1\r\nHost: bot\r\nContent-Length: 900000\r\n\r\n"
        )
        assert connection.recv(100).startswith(b"HTTP/1.1 401 ")


def test_signature_of_another_body_is_refused(scenario: Scenario) -> None:
    headers = scenario.slack.signed(body(scenario, "help"))
    assert send(scenario, body(scenario), headers).status == 401
    assert scenario.count() == 0


@pytest.mark.parametrize("age_s", [FIVE_MINUTES_S + 5, 3600, -FIVE_MINUTES_S - 60])
def test_a_stale_request_is_refused(scenario: Scenario, age_s: int) -> None:
    content = body(scenario)
    headers = scenario.slack.signed(content, timestamp=int(time.time()) - age_s)
    assert send(scenario, content, headers).status == 401
    assert scenario.count() == 0


def test_ssl_check_needs_no_signature_and_does_nothing(scenario: Scenario) -> None:
    content = b"ssl_check=1&" + body(scenario)
    assert (
        send(scenario, content, {"Content-Type": "application/x-www-form-urlencoded"}).status == 200
    )
    assert scenario.count() == 0


def test_request_within_five_minutes_is_accepted(scenario: Scenario) -> None:
    content = body(scenario)
    headers = scenario.slack.signed(content, timestamp=int(time.time()) - FIVE_MINUTES_S + 60)
    assert send(scenario, content, headers).status == 200


@pytest.mark.parametrize("timestamp", ["", "soon", "1e9", "99999999999999999999"])
def test_invalid_timestamp_is_refused(scenario: Scenario, timestamp: str) -> None:
    content = body(scenario)
    headers = scenario.slack.signed(content) | {"X-Slack-Request-Timestamp": timestamp}
    status = send(scenario, content, headers).status
    assert status is not None
    assert 400 <= status < 500
    assert scenario.count() == 0
