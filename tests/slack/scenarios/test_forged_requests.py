"""Requests that are not Slack's, or no longer: refused before anything is looked at."""

import time
from urllib.parse import urlencode

import pytest

from firefighter.playground.slack import Reply
from tests.slack.scenarios.scene import Scene

FIVE_MINUTES_S = 300


def body(scene: Scene, text: str = "open sev1 Forged") -> bytes:
    return urlencode(
        {
            "command": "/incident",
            "text": text,
            "user_id": scene.ana.id,
            "channel_id": scene.slack.channel("general").id,
            "team_id": "T0LOCAL",
            "trigger_id": "1.2.3",
        }
    ).encode()


def send(scene: Scene, content: bytes, headers: dict[str, str]) -> Reply:
    reply = scene.slack.send_raw(headers, content)
    scene.quiet()
    return reply


def test_such_a_request_with_a_good_signature_is_heard(scene: Scene) -> None:
    content = body(scene)
    assert send(scene, content, scene.slack.signed(content)).status == 200
    assert scene.count() == 1


@pytest.mark.parametrize("missing", ["X-Slack-Signature", "X-Slack-Request-Timestamp"])
def test_an_unsigned_request_is_refused(scene: Scene, missing: str) -> None:
    content = body(scene)
    headers = scene.slack.signed(content)
    del headers[missing]
    assert send(scene, content, headers).status == 401
    assert scene.count() == 0


@pytest.mark.parametrize("signature", ["v0=" + "0" * 64, "", "v0=", "nonsense"])
def test_a_wrongly_signed_request_is_refused(scene: Scene, signature: str) -> None:
    content = body(scene)
    headers = scene.slack.signed(content) | {"X-Slack-Signature": signature}
    assert send(scene, content, headers).status == 401
    assert scene.count() == 0


def test_a_signature_is_good_for_one_body_only(scene: Scene) -> None:
    headers = scene.slack.signed(body(scene, "help"))
    assert send(scene, body(scene), headers).status == 401
    assert scene.count() == 0


@pytest.mark.parametrize("age_s", [FIVE_MINUTES_S + 5, 3600, -FIVE_MINUTES_S - 60])
def test_a_stale_request_is_refused(scene: Scene, age_s: int) -> None:
    content = body(scene)
    headers = scene.slack.signed(content, timestamp=int(time.time()) - age_s)
    assert send(scene, content, headers).status == 401
    assert scene.count() == 0


def test_a_check_of_the_certificate_needs_no_signature_and_does_nothing(scene: Scene) -> None:
    content = b"ssl_check=1&" + body(scene)
    assert send(scene, content, {"Content-Type": "application/x-www-form-urlencoded"}).status == 200
    assert scene.count() == 0


def test_a_request_that_is_a_little_late_is_heard(scene: Scene) -> None:
    content = body(scene)
    headers = scene.slack.signed(content, timestamp=int(time.time()) - FIVE_MINUTES_S + 60)
    assert send(scene, content, headers).status == 200


@pytest.mark.parametrize("timestamp", ["", "soon", "1e9", "99999999999999999999"])
def test_a_timestamp_that_is_none_is_refused(scene: Scene, timestamp: str) -> None:
    content = body(scene)
    headers = scene.slack.signed(content) | {"X-Slack-Request-Timestamp": timestamp}
    status = send(scene, content, headers).status
    assert status is not None
    assert 400 <= status < 500
    assert scene.count() == 0
