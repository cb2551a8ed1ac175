"""The local PagerDuty keeps the promises of the real one's Events API v2, and its refusals."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from firefighter.playground.pagerduty import LocalPagerDuty
from firefighter.playground.slack import DropAfterDoing, DropBefore, Hang, RateLimited, ServerError

Json = dict[str, Any]


@pytest.fixture
def pagerduty() -> Iterator[LocalPagerDuty]:
    with LocalPagerDuty() as running:
        yield running


@pytest.fixture
def key(pagerduty: LocalPagerDuty) -> str:
    return pagerduty.add_service("Database on-call")


def event(key: str, action: str = "trigger", **changes: Any) -> Json:  # noqa: ANN401 - JSON
    payload = {"summary": "It is down", "source": "db-1", "severity": "critical"}
    sent = {"routing_key": key, "event_action": action, "dedup_key": "INC-1"}
    return sent | changes | {"payload": payload | changes.get("payload", {})}


def send(pagerduty: LocalPagerDuty, body: Json) -> httpx.Response:
    return httpx.post(f"{pagerduty.url}v2/enqueue", json=body, timeout=5)


def test_an_event_is_taken_and_opens_an_alert(pagerduty: LocalPagerDuty, key: str) -> None:
    answer = send(pagerduty, event(key))
    assert answer.status_code == 202
    taken = {"status": "success", "message": "Event processed", "dedup_key": "INC-1"}
    assert answer.json() == taken
    (alert,) = pagerduty.alerts
    assert (alert.service, alert.status, alert.triggers) == ("Database on-call", "triggered", 1)
    assert alert.event["payload"]["summary"] == "It is down"


def test_same_key_alerts_once(pagerduty: LocalPagerDuty, key: str) -> None:
    for _ in range(3):
        assert send(pagerduty, event(key)).status_code == 202
    (alert,) = pagerduty.alerts
    assert alert.triggers == 3


def test_without_a_key_each_event_alerts(pagerduty: LocalPagerDuty, key: str) -> None:
    keys = {send(pagerduty, event(key, dedup_key=None)).json()["dedup_key"] for _ in range(2)}
    assert {alert.dedup_key for alert in pagerduty.alerts} == keys
    assert len(keys) == 2


def test_a_resolved_alert_is_opened_again_by_the_same_key(
    pagerduty: LocalPagerDuty, key: str
) -> None:
    for action in ("trigger", "acknowledge", "resolve", "trigger"):
        assert send(pagerduty, event(key, action)).status_code == 202
    assert [alert.status for alert in pagerduty.alerts] == ["resolved", "triggered"]


def test_resolving_an_unknown_alert_is_ignored(pagerduty: LocalPagerDuty, key: str) -> None:
    other = pagerduty.add_service("Network on-call")
    assert send(pagerduty, event(key)).status_code == 202
    assert send(pagerduty, event(other, "resolve")).status_code == 202
    assert send(pagerduty, event(key, "resolve", dedup_key="INC-2")).status_code == 202
    assert [alert.status for alert in pagerduty.alerts] == ["triggered"]


WRONG: list[tuple[Json, str]] = [
    ({"routing_key": "short"}, "Length of 'routing_key' is incorrect (should be 32 characters)"),
    ({"routing_key": "-" * 32}, "'routing_key' cannot contain non-alphanumeric characters."),
    ({"routing_key": "a" * 32}, "Invalid routing key"),
    ({"routing_key": ""}, "'routing_key' is missing or blank"),
    ({"event_action": "page"}, "'event_action' must be one of trigger, acknowledge, resolve"),
    ({"event_action": "resolve", "dedup_key": None}, "'dedup_key' is missing or blank"),
    ({"dedup_key": "k" * 256}, "'dedup_key' is too long (maximum is 255 characters)"),
    ({"payload": {"summary": ""}}, "'payload.summary' is missing or blank"),
    ({"payload": {"source": None}}, "'payload.source' is missing or blank"),
    ({"payload": {"severity": None}}, "'payload.severity' is missing or blank"),
    (
        {"payload": {"severity": "SEV1"}},
        "'payload.severity' is invalid (must be one of critical, error, warning, info)",
    ),
    (
        {"payload": {"summary": "s" * 1025}},
        "'payload.summary' is too long (maximum is 1024 characters)",
    ),
    ({"payload": {"custom_details": "text"}}, "'payload.custom_details' is not an object"),
    ({"links": [{"text": "no address"}]}, "'links' must be a list of objects with 'href'"),
]


@pytest.mark.parametrize(("changes", "fault"), WRONG)
def test_invalid_event_is_refused(
    pagerduty: LocalPagerDuty, key: str, changes: Json, fault: str
) -> None:
    answer = send(pagerduty, event(key, **changes))
    assert answer.status_code == 400
    assert answer.json()["status"] == "invalid event"
    assert fault in answer.json()["errors"]
    assert pagerduty.alerts == []


def test_invalid_json_is_refused(pagerduty: LocalPagerDuty) -> None:
    for content in (b"nonsense", b"[]", b'"' + b"x" * (512 * 1024) + b'"'):
        answer = httpx.post(f"{pagerduty.url}v2/enqueue", content=content, timeout=5)
        assert answer.status_code == 400


def test_no_key_is_kept_in_the_record(pagerduty: LocalPagerDuty, key: str) -> None:
    send(pagerduty, event(key))
    assert key not in str((pagerduty.calls, pagerduty.alerts))


def test_ordered_faults_occur(pagerduty: LocalPagerDuty, key: str) -> None:
    pagerduty.faults.answer("enqueue", RateLimited())
    limited = send(pagerduty, event(key))
    assert limited.status_code == 429
    assert "Retry-After" not in limited.headers
    pagerduty.faults.answer("enqueue", ServerError(503))
    assert send(pagerduty, event(key)).status_code == 503
    assert pagerduty.alerts == []
    assert [call.status for call in pagerduty.calls] == [429, 503]


def test_dropped_connection_before_or_after_the_event(pagerduty: LocalPagerDuty, key: str) -> None:
    pagerduty.faults.answer("enqueue", DropBefore())
    with pytest.raises(httpx.TransportError):
        send(pagerduty, event(key))
    assert pagerduty.alerts == []
    for fault in (DropAfterDoing(), Hang(0.01, after_doing=True)):
        pagerduty.faults.answer("enqueue", fault)
        with pytest.raises(httpx.TransportError):
            send(pagerduty, event(key))
    (alert,) = pagerduty.alerts
    assert alert.triggers == 2


def test_stopped_server_keeps_its_alerts(pagerduty: LocalPagerDuty, key: str) -> None:
    send(pagerduty, event(key))
    pagerduty.shut_down()
    with pytest.raises(httpx.ConnectError):
        send(pagerduty, event(key))
    pagerduty.restart()
    assert send(pagerduty, event(key)).status_code == 202
    (alert,) = pagerduty.alerts
    pagerduty.resolve(alert)
    assert [each.status for each in pagerduty.alerts] == ["resolved"]
