"""Bodies that Slack would never send, signed all the same: a clear answer, and nothing happens."""

import json
from urllib.parse import urlencode

import pytest

from tests.slack.scenarios.scene import Scene

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


def payload(**fields: object) -> bytes:
    return urlencode({"payload": json.dumps(fields)}).encode()


JUNK = {
    "empty": (FORM, b""),
    "an empty JSON body": (JSON, b""),
    "not UTF-8": (FORM, b"command=%2Fincident&text=\xff\xfe"),
    "not UTF-8, as JSON": (JSON, b"\xff\xfe{}"),
    "broken JSON": (JSON, b'{"type": "event_callback", '),
    "a broken payload": (FORM, b"payload=%7B%22type%22%3A"),
    "a list": (JSON, b"[1, 2]"),
    "null": (JSON, b"null"),
    "a number": (JSON, b"7"),
    "a payload that is a list": (FORM, b"payload=%5B1%5D"),
    "an empty payload": (FORM, b"payload="),
    "nobody's command": (FORM, b"command=%2Fother&text=open"),
    "a command without anything": (FORM, b"command=%2Fincident"),
    "a command by nobody": (FORM, b"command=%2Fincident&text=open+sev1+x&trigger_id=1"),
    "a press of nothing": (FORM, payload(type="block_actions", actions=[])),
    "a press by nobody": (
        FORM,
        payload(type="block_actions", actions=[{"action_id": "step.close", "type": "button"}]),
    ),
    "a submission of nothing": (FORM, payload(type="view_submission")),
    "a submission without a state": (
        FORM,
        payload(
            type="view_submission", user={"id": "U1"}, view={"id": "V1", "callback_id": "declare"}
        ),
    ),
    "an unknown kind": (FORM, payload(type="not_invented_yet")),
    "an event of nothing": (JSON, b'{"type": "event_callback"}'),
    "deeply nested": (JSON, b"[" * 100_000),
}


@pytest.mark.parametrize("junk", JUNK)
def test_it_is_refused_and_nothing_happens(scene: Scene, junk: str) -> None:
    content_type, content = JUNK[junk]
    headers = scene.slack.signed(content) | {"Content-Type": content_type}
    reply = scene.slack.send_raw(headers, content)
    scene.quiet()
    assert reply.status is not None, reply.failure
    assert 400 <= reply.status < 500
    assert "Traceback" not in str(reply.body)
    assert scene.count() == 0


def test_an_event_by_nobody_is_taken_so_that_it_does_not_come_again(scene: Scene) -> None:
    content = b'{"type": "event_callback", "event": {"type": "app_mention"}, "event_id": "Ev1"}'
    headers = scene.slack.signed(content) | {"Content-Type": JSON}
    assert scene.slack.send_raw(headers, content).status == 200
    scene.quiet()
    assert scene.count() == 0


def test_more_than_a_megabyte_is_not_read(scene: Scene) -> None:
    content = b"command=%2Fincident&text=open+sev1+" + b"x" * 1_000_000
    reply = scene.slack.send_raw(scene.slack.signed(content), content)
    assert reply.status == 413
    assert reply.body == "Too large to come from Slack."


def test_the_bot_still_works_after_all_that(scene: Scene) -> None:
    for content_type, content in JUNK.values():
        headers = scene.slack.signed(content) | {"Content-Type": content_type}
        scene.slack.send_raw(headers, content)
    assert scene.declare().exists
