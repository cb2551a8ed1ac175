"""Requests with an invalid or old signature are refused before they are parsed."""

import time
from urllib.parse import urlencode

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
