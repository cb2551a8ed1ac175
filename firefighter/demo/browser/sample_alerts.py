"""Alerts as monitoring services send them: payloads of our own, in the documented shapes.

The services' documentation is named in the readers, in `firefighter.adapters.alerts`.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from firefighter.adapters.alerts.pagerduty import SIGNATURE as PAGERDUTY_SIGNATURE
from firefighter.adapters.alerts.sentry import REQUEST_ID, RESOURCE
from firefighter.adapters.alerts.sentry import SIGNATURE as SENTRY_SIGNATURE

_NO_END = "0001-01-01T00:00:00Z"
"""What Go writes for a time that is not set."""

Headers = Callable[[bytes, str], Mapping[str, str]]


@dataclass(frozen=True)
class SampleState:
    """What a payload tells: since when it fires, how much of it, and since when it does not."""

    started_at: datetime
    number: int
    """How many alerts, for services that group them; how often it was sent, for the others."""
    ended_at: datetime | None = None


@dataclass(frozen=True)
class Sample:
    name: str
    payload: Callable[[SampleState], object]
    headers: Headers = lambda _body, _secret: {}
    """Given the body and the source's secret."""
    by_amazon: bool = False
    """Whether Amazon signs the payload, in which the signature is."""


def _prometheus(state: SampleState, title: str, labels: Mapping[str, str]) -> list[object]:
    return [
        {
            "status": "resolved" if state.ended_at else "firing",
            "labels": {**labels, "instance": f"web-{number}"},
            "annotations": {"summary": title},
            "startsAt": state.started_at.isoformat(),
            "endsAt": state.ended_at.isoformat() if state.ended_at else _NO_END,
            "fingerprint": f"{labels['alertname']}-{number}",
        }
        for number in range(1, state.number + 1)
    ]


def _alertmanager(state: SampleState) -> object:
    labels = {"alertname": "PaymentErrors", "severity": "critical", "service": "payments"}
    return {
        "version": "4",
        "groupKey": '{}:{alertname="PaymentErrors"}',
        "status": "resolved" if state.ended_at else "firing",
        "receiver": "firefighter",
        "alerts": _prometheus(state, "One in five payments fails", labels),
    }


def _grafana(state: SampleState) -> object:
    labels = {"alertname": "SlowSearch", "severity": "warning", "service": "search"}
    return {
        "version": "1",
        "groupKey": '{}/{team="shop"}:{alertname="SlowSearch"}',
        "status": "resolved" if state.ended_at else "firing",
        "receiver": "firefighter",
        "alerts": _prometheus(state, "Search takes 4 s", labels),
    }


def _datadog(state: SampleState) -> object:
    at = state.ended_at or state.started_at
    return {
        "id": f"{at.timestamp():.0f}-{state.number}",
        "key": "9bd4ac313a4d1e8fae2482df7b77628",
        "scope": "service:checkout",
        "transition": "Recovered" if state.ended_at else "Triggered",
        "title": "The queue of orders grows",
        "text": "More than 2,000 orders wait.",
        "priority": "P3",
        "tags": "service:checkout",
        "date": f"{at.timestamp() * 1000:.0f}",
        "link": "https://app.datadoghq.com/monitors/1234",
    }


def _pagerduty(state: SampleState) -> object:
    at = state.ended_at or state.started_at
    kind = "incident.resolved" if state.ended_at else "incident.triggered"
    return {
        "event": {
            "id": f"{kind}-{at.timestamp():.0f}",
            "event_type": kind,
            "occurred_at": at.isoformat(),
            "data": {
                "id": f"P{state.started_at.timestamp():.0f}",
                "type": "incident",
                "html_url": "https://example.pagerduty.com/incidents/PGR0VU2",
                "created_at": state.started_at.isoformat(),
                "title": "Sign-in answers nobody",
                "service": {"summary": "sign-in"},
                "priority": {"summary": "P1"},
                "urgency": "high",
            },
        }
    }


def _sentry(state: SampleState) -> object:
    return {
        "action": "resolved" if state.ended_at else "critical",
        "data": {
            "metric_alert": {
                "id": f"{state.started_at.timestamp():.0f}",
                "title": "Crashes of the mobile app",
                "date_started": state.started_at.isoformat(),
                "date_closed": state.ended_at.isoformat() if state.ended_at else None,
                "projects": ["mobile app"],
                "alert_rule": {"id": "7", "name": "Crashes of the mobile app"},
            },
            "description_text": "1,000 crashes in the last 10 minutes",
            "web_url": "https://sentry.io/organizations/acme/alerts/rules/details/7/",
        },
    }


def _opsgenie(state: SampleState) -> object:
    at = state.ended_at or state.started_at
    return {
        "action": "Close" if state.ended_at else "Create",
        "alert": {
            "alertId": f"{state.started_at.timestamp():.0f}",
            "message": "The certificate of the shop ends tomorrow",
            "alias": "certificate-shop",
            "createdAt": int(state.started_at.timestamp() * 1000),
            "updatedAt": int(at.timestamp() * 1_000_000_000),
            "details": {"service": "checkout"},
            "priority": "P4",
        },
    }


def _hmac(body: bytes, secret: str) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def _signed_by_pagerduty(body: bytes, secret: str) -> Mapping[str, str]:
    return {PAGERDUTY_SIGNATURE: f"v1={_hmac(body, secret)}"}


def _signed_by_sentry(body: bytes, secret: str) -> Mapping[str, str]:
    signature = _hmac(body, secret)
    return {SENTRY_SIGNATURE: signature, RESOURCE: "metric_alert", REQUEST_ID: signature[:32]}


TOPIC = "arn:aws:sns:eu-west-1:123456789012:alarms"
"""The one whose messages the bot of the playground takes."""


def _cloudwatch(state: SampleState) -> Mapping[str, str]:
    """Not signed yet."""
    at, name = state.ended_at or state.started_at, "Restarts of the sign-in service"
    alarm = {
        "AlarmName": name,
        "AlarmDescription": "The sign-in service restarts again and again.",
        "AWSAccountId": "123456789012",
        "NewStateValue": "OK" if state.ended_at else "ALARM",
        "NewStateReason": "Threshold Crossed: 1 datapoint [9.0] was greater than 3.0.",
        "StateChangeTime": f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}+0000",
        "Region": "EU (Ireland)",
        "AlarmArn": f"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:{name}",
        "Trigger": {
            "MetricName": "Restarts",
            "Namespace": "ECS/ContainerInsights",
            "Dimensions": [{"name": "service", "value": "sign-in"}],
        },
    }
    return {
        "Type": "Notification",
        "MessageId": f"{at.timestamp():.3f}-{state.number}",
        "TopicArn": TOPIC,
        "Subject": name,
        "Message": json.dumps(alarm),
        "Timestamp": f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z",
    }


def _uptime(state: SampleState) -> object:
    """Of no service that is known: the settings say where its fields are."""
    return {
        "monitor": {
            "id": "shop-front",
            "name": "The shop's front page is down",
            "url": "https://uptime.example.com/monitors/shop-front",
            "tags": {"service": "checkout", "severity": "warning"},
        },
        "state": "up" if state.ended_at else "down",
        "since": state.started_at.isoformat(),
        "until": state.ended_at.isoformat() if state.ended_at else None,
    }


SAMPLES: Mapping[str, Sample] = {
    "alertmanager": Sample("Alertmanager", _alertmanager),
    "grafana": Sample("Grafana", _grafana),
    "datadog": Sample("Datadog", _datadog),
    "pagerduty": Sample("PagerDuty", _pagerduty, _signed_by_pagerduty),
    "sentry": Sample("Sentry", _sentry, _signed_by_sentry),
    "opsgenie": Sample("Opsgenie", _opsgenie),
    "aws": Sample("CloudWatch", _cloudwatch, by_amazon=True),
    "uptime": Sample("Uptime", _uptime),
}
"""By the key of their source."""
