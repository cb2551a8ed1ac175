"""Payloads of each source become alerts; what is no payload of it gets a sentence."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from firefighter.adapters.alerts.payloads import (
    Delivery,
    InvalidPayload,
    InvalidSignature,
    Reading,
)
from firefighter.adapters.alerts.sources import read, verify
from firefighter.domain.alert_sources import (
    AlertSource,
    ConfiguredSource,
    FieldPointers,
    SourceKey,
    SourceKind,
)
from firefighter.domain.alerts import Alert, AlertStatus
from tests.adapters.alerts import samples
from tests.adapters.alerts.samples import body_of
from tests.domain.incidents import NOW

STARTED = NOW - timedelta(minutes=5)
ENDED = NOW - timedelta(minutes=1)


def source(kind: SourceKind, **fields: Any) -> ConfiguredSource:  # noqa: ANN401
    return ConfiguredSource(AlertSource(SourceKey(kind), kind), kind, **fields)


def reading(
    kind: SourceKind,
    payload: object,
    headers: Mapping[str, str] | None = None,
    **fields: Any,  # noqa: ANN401
) -> Reading:
    return read(source(kind, **fields), Delivery(body_of(payload), headers or {}, NOW))


def only(found: Reading) -> Alert:
    (alert,) = found.alerts
    return alert


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "1970-01-01T00:00:00Z"]
)
def test_a_time_that_stands_for_none_becomes_now(at: str) -> None:
    given = samples.prometheus_alert(STARTED)
    alert = only(reading(SourceKind.ALERTMANAGER, samples.alertmanager([given | {"startsAt": at}])))
    assert (alert.started_at, alert.ended_at, alert.repeats) == (NOW, None, True)


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        (SourceKind.DATADOG, samples.datadog(STARTED, date="999999999999")),
        (
            SourceKind.OPSGENIE,
            {
                **samples.opsgenie(STARTED),
                "alert": {**samples.opsgenie(STARTED)["alert"], "createdAt": 9007199254740000},
            },
        ),
    ],
)
def test_a_time_that_no_calendar_has_is_refused(kind: SourceKind, payload: object) -> None:
    with pytest.raises(InvalidPayload, match="A time is out of range"):
        reading(kind, payload)


def test_a_title_of_control_characters_is_replaced() -> None:
    given = samples.prometheus_alert(STARTED, annotations={"summary": "\u0001"})
    alert = only(reading(SourceKind.ALERTMANAGER, samples.alertmanager([given])))
    assert alert.title == "CheckoutErrors"
    unnamed = event() | {"monitor": {"id": 42, "name": "\u0001"}}
    assert only(generic({"events": [unnamed]})).title == "Alert without a title"


def test_alertmanager() -> None:
    payload = samples.alertmanager(
        [
            samples.prometheus_alert(STARTED),
            samples.prometheus_alert(STARTED, ended_at=ENDED, instance="web-2"),
        ]
    )
    first, second = reading(SourceKind.ALERTMANAGER, payload).alerts
    assert first.key == second.key == '{}:{alertname="CheckoutErrors"}'
    assert first.fingerprint != second.fingerprint
    assert (first.status, first.started_at, first.ended_at) == (AlertStatus.FIRING, STARTED, None)
    assert (second.status, second.ended_at) == (AlertStatus.RESOLVED, ENDED)
    assert first.title == "Checkout returns 500"
    assert first.description == "12 % of requests fail."
    assert first.labels["service"] == "checkout"
    assert first.link == "http://prometheus.example.com/graph?g0.expr=errors"
    assert not first.drill


def test_alertmanager_with_nanoseconds_and_no_fingerprint() -> None:
    alert = samples.prometheus_alert(STARTED)
    del alert["fingerprint"]
    alert["startsAt"] = "2026-02-28T08:03:06.125987654+01:00"
    found = only(reading(SourceKind.ALERTMANAGER, samples.alertmanager([alert])))
    assert found.started_at == datetime(2026, 2, 28, 7, 3, 6, 125987, UTC)
    other = dict(alert, labels={**alert["labels"], "instance": "web-9"})
    again = only(reading(SourceKind.ALERTMANAGER, samples.alertmanager([other])))
    assert found.fingerprint
    assert found.fingerprint != again.fingerprint


def test_title_is_the_name_without_a_summary() -> None:
    alert = samples.prometheus_alert(STARTED, annotations={"summary": " "})
    found = only(reading(SourceKind.ALERTMANAGER, samples.alertmanager([alert])))
    assert found.title == "CheckoutErrors"


@pytest.mark.parametrize("marked", [True, False])
def test_drill_is_a_label_or_the_source(*, marked: bool) -> None:
    labels = {"drill": "true"} if marked else {}
    payload = samples.alertmanager([samples.prometheus_alert(STARTED, labels=labels)])
    assert only(reading(SourceKind.ALERTMANAGER, payload, drill=not marked)).drill
    assert only(reading(SourceKind.ALERTMANAGER, payload)).drill is marked


def test_grafana() -> None:
    payload = samples.grafana([samples.prometheus_alert(STARTED)])
    found = only(reading(SourceKind.GRAFANA, payload))
    assert found.key == '{}/{team="shop"}:{alertname="CheckoutErrors"}'
    assert found.link == "https://grafana.example.com/d/abc?viewPanel=7"
    assert found.labels["severity"] == "critical"


@pytest.mark.parametrize(
    ("transition", "status", "state"),
    [
        ("Triggered", AlertStatus.FIRING, "alert"),
        ("Re-Triggered", AlertStatus.FIRING, "alert"),
        ("No Data", AlertStatus.FIRING, "no data"),
        ("Warn", AlertStatus.FIRING, "warn"),
        ("Renotify", AlertStatus.FIRING, ""),
        ("Recovered", AlertStatus.RESOLVED, ""),
    ],
)
def test_datadog(transition: str, status: AlertStatus, state: str) -> None:
    found = reading(SourceKind.DATADOG, samples.datadog(STARTED, transition))
    alert = only(found)
    assert found.delivery_id == "1234567890123456789"
    assert (alert.status, alert.started_at) == (status, STARTED)
    assert alert.key == "9bd4ac313a4d1e8fae2482df7b77628"
    assert alert.fingerprint == "service:checkout,host:web-1"
    level = {"level": state} if state else {}
    assert alert.labels == {"service": "checkout", "env": "prod", "priority": "P1", **level}
    assert alert.repeats


@pytest.mark.parametrize(
    ("event_type", "status"),
    [
        ("incident.triggered", AlertStatus.FIRING),
        ("incident.reopened", AlertStatus.FIRING),
        ("incident.resolved", AlertStatus.RESOLVED),
    ],
)
def test_pagerduty(event_type: str, status: AlertStatus) -> None:
    found = reading(SourceKind.PAGERDUTY, samples.pagerduty(STARTED, event_type))
    alert = only(found)
    assert found.delivery_id == f"01CH754SM17TWPE2V2H4VPBRO7-{event_type}"
    assert (alert.key, alert.status) == ("PGR0VU2", status)
    assert alert.labels == {"service": "Checkout", "priority": "P1", "urgency": "high"}
    assert alert.link == "https://example.pagerduty.com/incidents/PGR0VU2"
    assert alert.started_at == (
        STARTED if event_type == "incident.triggered" else STARTED + timedelta(seconds=5)
    )


@pytest.mark.parametrize(
    ("status", "is_alert"), [("triggered", True), ("acknowledged", True), ("resolved", False)]
)
def test_pagerduty_tells_of_another_priority(status: str, *, is_alert: bool) -> None:
    payload = samples.pagerduty(STARTED, "incident.priority_updated", status)
    found = reading(SourceKind.PAGERDUTY, payload)
    assert len(found.alerts) == is_alert
    for alert in found.alerts:
        assert (alert.status, alert.started_at) == (AlertStatus.FIRING, STARTED)
        assert alert.labels["priority"] == "P1"
        assert alert.repeats


@pytest.mark.parametrize(
    "payload",
    [
        samples.pagerduty(STARTED, "incident.acknowledged"),
        {"event": {"id": "1", "event_type": "pagey.ping", "occurred_at": STARTED.isoformat()}},
    ],
)
def test_other_events_of_pagerduty_change_nothing(payload: object) -> None:
    found = reading(SourceKind.PAGERDUTY, payload)
    assert not found.alerts
    assert "changes nothing" in found.note


def test_tags_replace_no_label_of_the_source() -> None:
    tags = ",".join(f"tag{number}:x" for number in range(100))
    payload = {**samples.datadog(STARTED, "Warn"), "tags": f"level:tagged,{tags}"}
    labels = only(reading(SourceKind.DATADOG, payload)).labels
    assert (labels["priority"], labels["level"], len(labels)) == ("P1", "warn", 60)


def test_sentry_issue_alert() -> None:
    headers = {"sentry-hook-resource": "event_alert", "request-id": "r-1"}
    found = reading(SourceKind.SENTRY, samples.sentry_issue_alert(STARTED), headers)
    alert = only(found)
    assert found.delivery_id == "r-1"
    assert (alert.key, alert.fingerprint) == ("issue 1117540176", "1117540176")
    assert (alert.title, alert.started_at) == ("ReferenceError: cart is not defined", STARTED)
    assert alert.labels["service"] == "checkout"
    assert alert.labels["level"] == "error"
    assert alert.labels["rule"] == "Errors of the checkout"


@pytest.mark.parametrize("action", ["critical", "warning", "resolved"])
def test_sentry_metric_alert(action: str) -> None:
    headers = {"sentry-hook-resource": "metric_alert"}
    started = NOW - timedelta(minutes=20)
    alert = only(reading(SourceKind.SENTRY, samples.sentry_metric_alert(started, action), headers))
    assert (alert.key, alert.fingerprint) == ("metric rule 7", "123")
    assert alert.started_at == started
    if action == "resolved":
        assert alert.status is AlertStatus.RESOLVED
        assert alert.ended_at == started + timedelta(minutes=10)
    else:
        assert (alert.status, alert.labels["level"]) == (AlertStatus.FIRING, action)


def test_sentry_issue_resolves_what_its_alert_began() -> None:
    headers = {"sentry-hook-resource": "issue"}
    alert = only(reading(SourceKind.SENTRY, samples.sentry_issue("resolved"), headers))
    assert (alert.key, alert.fingerprint) == ("issue 1117540176", "1117540176")
    assert alert.status is AlertStatus.RESOLVED
    assert not reading(SourceKind.SENTRY, samples.sentry_issue("assigned"), headers).alerts
    installation = {"sentry-hook-resource": "installation"}
    assert not reading(SourceKind.SENTRY, {"action": "created"}, installation).alerts


@pytest.mark.parametrize(
    ("action", "status"),
    [
        ("Create", AlertStatus.FIRING),
        ("UpdatePriority", AlertStatus.FIRING),
        ("Close", AlertStatus.RESOLVED),
    ],
)
def test_opsgenie(action: str, status: AlertStatus) -> None:
    alert = only(reading(SourceKind.OPSGENIE, samples.opsgenie(STARTED, action)))
    assert (alert.key, alert.status) == ("checkout-errors", status)
    assert alert.fingerprint == "052652ac-5d1c-464a-812a-7dd18bbfba8c"
    assert alert.started_at == STARTED
    assert alert.labels == {"service": "checkout", "priority": "P1", "entity": "web-1"}
    assert not reading(SourceKind.OPSGENIE, samples.opsgenie(STARTED, "Acknowledge")).alerts


POINTERS = FieldPointers(
    key="/monitor/id",
    title="/monitor/name",
    status="/state",
    alerts="/events",
    started_at="/since",
    link="/monitor/url",
    delivery_id="/delivery",
    labels=(("service", "/tags/0"), ("a~b/c", "/odd~0na~1me"), ("none", "/none")),
)


def event(state: str = "down", since: object = None) -> dict[str, object]:
    return {
        "monitor": {"id": 42, "name": "Shop", "url": "https://uptime.example.com/42"},
        "state": state,
        "since": STARTED.isoformat() if since is None else since,
        "tags": ["checkout"],
        "odd~na/me": True,
    }


def generic(payload: object, pointers: FieldPointers = POINTERS) -> Reading:
    return reading(SourceKind.GENERIC, payload, pointers=pointers)


def test_generic_reads_by_pointers() -> None:
    found = generic({"delivery": "d-1", "events": [event(), event("UP")]})
    first, second = found.alerts
    assert found.delivery_id == "d-1"
    assert (first.key, first.fingerprint, first.title) == ("42", "42", "Shop")
    assert (first.status, second.status) == (AlertStatus.FIRING, AlertStatus.RESOLVED)
    assert first.labels == {"service": "checkout", "a~b/c": "true"}
    assert first.link == "https://uptime.example.com/42"
    assert not first.repeats


@pytest.mark.parametrize(
    "since", [STARTED.timestamp(), STARTED.timestamp() * 1000, str(int(STARTED.timestamp()))]
)
def test_generic_reads_epochs(since: object) -> None:
    assert only(generic({"events": [event(since=since)]})).started_at == STARTED


def test_generic_without_a_time_repeats() -> None:
    alert = only(generic({"events": [event(since="")]}))
    assert (alert.started_at, alert.repeats) == (NOW, True)


@pytest.mark.parametrize(
    ("payload", "sentence"),
    [
        ({}, "There is no list of alerts at /events."),
        ({"events": []}, "There is no list of alerts at /events."),
        (
            {"events": [{}]},
            "There is no text at /state, where the settings say status is.",
        ),
        ({"events": [event(since="noon")]}, "'noon' at /since is not a time."),
        ({"events": [event(since=1e300)]}, "1e+300 at /since is not a time."),
        ({"events": [event()] * 1001}, "The body has 1001 alerts. Send 1000 at most."),
    ],
)
def test_generic_says_what_is_missing(payload: object, sentence: str) -> None:
    with pytest.raises(InvalidPayload) as raised:
        generic(payload)
    assert str(raised.value) == sentence


ONLY_BODY = {SourceKind.GENERIC: {"pointers": POINTERS}}
RESOURCES = {"sentry-hook-resource": "event_alert"}


@pytest.mark.parametrize("kind", SourceKind)
@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"{}", b"null", b"\xff\xfe", b'"\\ud800"', b"[" * 100_000]
)
def test_nonsense_gets_a_sentence(kind: SourceKind, body: bytes) -> None:
    configured = source(kind, **ONLY_BODY.get(kind, {}))
    with pytest.raises(InvalidPayload) as raised:
        read(configured, Delivery(body, RESOURCES, NOW))
    assert str(raised.value).endswith(".")
    assert len(str(raised.value)) < 300


def test_fault_is_named_with_its_place() -> None:
    alert = samples.prometheus_alert(STARTED)
    del alert["startsAt"]
    with pytest.raises(InvalidPayload, match=r"Alertmanager\. alerts\.0\.startsAt is missing"):
        reading(SourceKind.ALERTMANAGER, samples.alertmanager([alert]))


def test_alert_of_a_source_whose_clock_is_ahead_starts_now() -> None:
    ahead = samples.alertmanager([samples.prometheus_alert(NOW + timedelta(hours=1))])
    found = only(reading(SourceKind.ALERTMANAGER, ahead))
    assert (found.started_at, found.repeats) == (NOW, True)


def test_what_databases_refuse_is_removed_and_links_are_web_addresses() -> None:
    alert = samples.prometheus_alert(STARTED, annotations={"summary": "Slow\x00\x1b[31m"})
    alert["generatorURL"] = "javascript:alert(1)"
    payload = samples.alertmanager([alert], key="k\x00" + "x" * 5000)
    payload["externalURL"] = "https://x.example/ y"
    found = only(reading(SourceKind.ALERTMANAGER, payload))
    assert (found.title, found.link) == ("Slow[31m", "")
    assert len(found.key) == 1000
    assert "\x00" not in found.key
    generic_body = json.dumps({"events": [{**event(), "monitor": {"id": "\ud800", "name": "x"}}]})
    configured = source(SourceKind.GENERIC, pointers=POINTERS)
    assert only(read(configured, Delivery(generic_body.encode(), {}, NOW))).key == "?"


# RFC 4231, test case 2: the key "Jefe" and the data "what do ya want for nothing?".
KNOWN_BODY = b"what do ya want for nothing?"
KNOWN_SECRET = "Jefe"
KNOWN_DIGEST = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"

SIGNATURES = [
    (SourceKind.PAGERDUTY, "x-pagerduty-signature", f"v1={KNOWN_DIGEST}"),
    (SourceKind.PAGERDUTY, "x-pagerduty-signature", f"v1={'0' * 64},v1={KNOWN_DIGEST}"),
    (SourceKind.SENTRY, "sentry-hook-signature", KNOWN_DIGEST),
]


def without_amazon(*_given: object, **_more: object) -> None:
    raise AssertionError("Only Amazon signs with certificates.")


@pytest.mark.parametrize(("kind", "header", "value"), SIGNATURES)
def test_known_signature_is_accepted(kind: SourceKind, header: str, value: str) -> None:
    configured = source(kind, secret=KNOWN_SECRET)
    verify(configured, Delivery(KNOWN_BODY, {header: value}, NOW), without_amazon)
    for body, secret, headers in (
        (KNOWN_BODY + b" ", KNOWN_SECRET, {header: value}),
        (KNOWN_BODY, "jefe", {header: value}),
        (KNOWN_BODY, KNOWN_SECRET, {header: value[:-1]}),
        (KNOWN_BODY, KNOWN_SECRET, {header: "é"}),
        (KNOWN_BODY, KNOWN_SECRET, {}),
    ):
        with pytest.raises(InvalidSignature):
            verify(source(kind, secret=secret), Delivery(body, headers, NOW), without_amazon)


def test_signature_of_a_real_body_is_that_of_its_bytes() -> None:
    body = body_of(samples.pagerduty(STARTED))
    digest = hmac.new(b"secret", body, hashlib.sha256).hexdigest()
    delivery = Delivery(body, {"x-pagerduty-signature": f"v1={digest}"}, NOW)
    verify(source(SourceKind.PAGERDUTY, secret="secret"), delivery, without_amazon)
