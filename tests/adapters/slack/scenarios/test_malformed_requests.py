"""Signed requests with malformed bodies are refused and change nothing."""

import json
from urllib.parse import urlencode

import pytest

from tests.adapters.slack.scenarios.scenario import Scenario

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
def test_malformed_request_is_refused_and_changes_nothing(scenario: Scenario, junk: str) -> None:
    content_type, content = JUNK[junk]
    headers = scenario.slack.signed(content) | {"Content-Type": content_type}
    reply = scenario.slack.send_raw(headers, content)
    scenario.settle()
    assert reply.status is not None, reply.failure
    assert 400 <= reply.status < 500
    assert "Traceback" not in str(reply.body)
    assert scenario.count() == 0


def test_event_without_an_actor_is_acknowledged(scenario: Scenario) -> None:
    content = b'{"type": "event_callback", "event": {"type": "app_mention"}, "event_id": "Ev1"}'
    headers = scenario.slack.signed(content) | {"Content-Type": JSON}
    assert scenario.slack.send_raw(headers, content).status == 200
    scenario.settle()
    assert scenario.count() == 0


def test_body_over_a_megabyte_is_not_read(scenario: Scenario) -> None:
    content = b"command=%2Fincident&text=open+sev1+" + b"x" * 1_000_000
    reply = scenario.slack.send_raw(scenario.slack.signed(content), content)
    assert reply.status == 413
    assert reply.body == "Request too large."


def test_bot_works_after_malformed_requests(scenario: Scenario) -> None:
    for content_type, content in JUNK.values():
        headers = scenario.slack.signed(content) | {"Content-Type": content_type}
        scenario.slack.send_raw(headers, content)
    assert scenario.declare().exists
