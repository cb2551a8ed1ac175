"""Payloads of our own, shaped as the documentation of each source shows them."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zlib import crc32

NO_END = "0001-01-01T00:00:00Z"
"""What Go writes for a time that is not set."""


def fingerprint(instance: str) -> str:
    return f"{crc32(instance.encode()):016x}"


def prometheus_alert(
    started_at: datetime,
    *,
    ended_at: datetime | None = None,
    instance: str = "web-1",
    labels: Mapping[str, str] | None = None,
    annotations: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    given = {
        "alertname": "CheckoutErrors",
        "instance": instance,
        "severity": "critical",
        "service": "checkout",
    }
    return {
        "status": "resolved" if ended_at else "firing",
        "labels": {**given, **(labels or {})},
        "annotations": {
            "summary": "Checkout returns 500",
            "description": "12 % of requests fail.",
            **(annotations or {}),
        },
        "startsAt": started_at.isoformat(),
        "endsAt": ended_at.isoformat() if ended_at else NO_END,
        "generatorURL": "http://prometheus.example.com/graph?g0.expr=errors",
        "fingerprint": fingerprint(instance),
    }


def alertmanager(
    alerts: Sequence[Mapping[str, Any]], key: str = '{}:{alertname="CheckoutErrors"}'
) -> dict[str, Any]:
    """Version 4."""
    firing = any(each["status"] == "firing" for each in alerts)
    return {
        "version": "4",
        "groupKey": key,
        "truncatedAlerts": 0,
        "status": "firing" if firing else "resolved",
        "receiver": "firefighter",
        "groupLabels": {"alertname": "CheckoutErrors"},
        "commonLabels": {"alertname": "CheckoutErrors"},
        "commonAnnotations": {},
        "externalURL": "http://alertmanager.example.com",
        "alerts": list(alerts),
    }


def grafana(alerts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    extended = [
        {
            **each,
            "values": {"B": 12.4},
            "valueString": "[ var='B' labels={} value=12.4 ]",
            "silenceURL": "https://grafana.example.com/alerting/silence/new",
            "dashboardURL": "https://grafana.example.com/d/abc",
            "panelURL": "https://grafana.example.com/d/abc?viewPanel=7",
        }
        for each in alerts
    ]
    return {
        "receiver": "firefighter",
        "status": "firing",
        "orgId": 1,
        "alerts": extended,
        "groupLabels": {"alertname": "CheckoutErrors"},
        "commonLabels": {"alertname": "CheckoutErrors"},
        "commonAnnotations": {},
        "externalURL": "https://grafana.example.com/",
        "version": "1",
        "groupKey": '{}/{team="shop"}:{alertname="CheckoutErrors"}',
        "truncatedAlerts": 0,
        "title": "[FIRING:1] CheckoutErrors",
        "state": "alerting",
        "message": "**Firing**",
    }


def datadog(at: datetime, transition: str = "Triggered", **fields: str) -> dict[str, str]:
    """What the template makes of a monitor's notification."""
    return {
        "id": "1234567890123456789",
        "key": "9bd4ac313a4d1e8fae2482df7b77628",
        "scope": "service:checkout,host:web-1",
        "transition": transition,
        "title": "Checkout returns 500 on service:checkout",
        "text": "More than 5 % of requests fail.",
        "priority": "P1",
        "tags": "monitor,service:checkout,env:prod",
        "date": str(int(at.timestamp() * 1000)),
        "link": "https://app.datadoghq.com/monitors/1234",
        **fields,
    }


def pagerduty(
    at: datetime, event_type: str = "incident.triggered", status: str = "triggered"
) -> dict[str, Any]:
    return {
        "event": {
            "id": f"01CH754SM17TWPE2V2H4VPBRO7-{event_type}",
            "event_type": event_type,
            "resource_type": "incident",
            "occurred_at": (at + timedelta(seconds=5)).isoformat(),
            "agent": None,
            "client": None,
            "data": {
                "id": "PGR0VU2",
                "type": "incident",
                "self": "https://api.pagerduty.com/incidents/PGR0VU2",
                "html_url": "https://example.pagerduty.com/incidents/PGR0VU2",
                "number": 2,
                "status": status,
                "incident_key": "d3640fbd41094207a1c11e58e46b1662",
                "created_at": at.isoformat(),
                "title": "Checkout returns 500",
                "service": {
                    "html_url": "https://example.pagerduty.com/services/PF9KMXH",
                    "id": "PF9KMXH",
                    "self": "https://api.pagerduty.com/services/PF9KMXH",
                    "summary": "Checkout",
                    "type": "service_reference",
                },
                "assignees": [],
                "escalation_policy": {"id": "PUS0KTE", "summary": "Default"},
                "teams": [],
                "priority": {"id": "PSO75BM", "summary": "P1", "type": "priority_reference"},
                "urgency": "high",
                "conference_bridge": None,
                "resolve_reason": None,
            },
        }
    }


def sentry_issue_alert(at: datetime) -> dict[str, Any]:
    return {
        "action": "triggered",
        "installation": {"uuid": "a8e5d37a-696c-4c54-adb5-b3f28d64c7de"},
        "data": {
            "event": {
                "event_id": "e4874d664c3540c1a32eab185f12c5ab",
                "issue_id": "1117540176",
                "title": "ReferenceError: cart is not defined",
                "web_url": "https://sentry.io/organizations/acme/issues/1117540176/events/e48/",
                "level": "error",
                "culprit": "checkout.views in pay",
                "datetime": at.isoformat(),
                "environment": "production",
                "project": 1,
                "tags": [["service", "checkout"], ["handled", "no"]],
            },
            "triggered_rule": "Errors of the checkout",
            "issue_alert": {"title": "Errors of the checkout", "settings": []},
        },
        "actor": {"id": "sentry", "name": "Sentry", "type": "application"},
    }


def sentry_metric_alert(at: datetime, action: str = "critical") -> dict[str, Any]:
    closed = at + timedelta(minutes=10)
    return {
        "action": action,
        "installation": {"uuid": "a8e5d37a-696c-4c54-adb5-b3f28d64c7de"},
        "data": {
            "metric_alert": {
                "id": "123",
                "identifier": "7",
                "title": "Too many errors",
                "date_started": at.isoformat(),
                "date_closed": closed.isoformat() if action == "resolved" else None,
                "date_detected": at.isoformat(),
                "projects": ["checkout"],
                "status": 20,
                "alert_rule": {"id": "7", "name": "Too many errors", "threshold_type": 0},
            },
            "description_title": f"{action.title()}: Too many errors",
            "description_text": "1000 events in the last 10 minutes",
            "web_url": "https://sentry.io/organizations/acme/alerts/rules/details/7/",
        },
        "actor": {"id": "sentry", "name": "Sentry", "type": "application"},
    }


def sentry_issue(action: str) -> dict[str, Any]:
    return {
        "action": action,
        "installation": {"uuid": "a8e5d37a-696c-4c54-adb5-b3f28d64c7de"},
        "data": {
            "issue": {
                "id": "1117540176",
                "title": "ReferenceError: cart is not defined",
                "level": "error",
                "status": "resolved",
                "web_url": "https://sentry.io/organizations/acme/issues/1117540176/",
                "firstSeen": "2024-05-01T01:00:00Z",
                "project": {"id": "1", "name": "Checkout", "slug": "checkout"},
            }
        },
        "actor": {"id": 1, "name": "Ana", "type": "user"},
    }


def opsgenie(at: datetime, action: str = "Create") -> dict[str, Any]:
    return {
        "source": {"name": "web", "type": "API"},
        "alert": {
            "alertId": "052652ac-5d1c-464a-812a-7dd18bbfba8c",
            "message": "Checkout returns 500",
            "tags": ["checkout"],
            "tinyId": "23",
            "entity": "web-1",
            "alias": "checkout-errors",
            "createdAt": int(at.timestamp() * 1000),
            "updatedAt": int(at.timestamp() * 1_000_000_000),
            "username": "monitoring@example.com",
            "description": "12 % of requests fail.",
            "team": "Shop",
            "source": "monitoring",
            "details": {"service": "checkout"},
            "priority": "P1",
        },
        "action": action,
        "integrationId": "37c8f316-17c6-49d7-899b-9c7e540c048d",
        "integrationName": "Firefighter",
        "integrationType": "Webhook",
    }


def body_of(payload: object) -> bytes:
    return json.dumps(payload).encode()


CLOUDWATCH_TOPIC = "arn:aws:sns:eu-west-1:123456789012:alarms"
CLOUDWATCH_ALARM = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:Checkout 5xx"


def cloudwatch_alarm(changed_at: datetime, state: str = "ALARM") -> dict[str, Any]:
    """What CloudWatch publishes, in `Message`, as text."""
    return {
        "AlarmName": "Checkout 5xx",
        "AlarmDescription": "Customers cannot pay.",
        "AWSAccountId": "123456789012",
        "AlarmConfigurationUpdatedTimestamp": "2026-01-10T08:00:00.000+0000",
        "NewStateValue": state,
        "NewStateReason": "Threshold Crossed: 1 datapoint [41.0] was greater than 10.0.",
        "StateChangeTime": f"{changed_at:%Y-%m-%dT%H:%M:%S}.021+0000",
        "Region": "EU (Ireland)",
        "AlarmArn": CLOUDWATCH_ALARM,
        "OldStateValue": "OK" if state == "ALARM" else "ALARM",
        "Trigger": {
            "MetricName": "HTTPCode_Target_5XX_Count",
            "Namespace": "AWS/ApplicationELB",
            "StatisticType": "Statistic",
            "Statistic": "SUM",
            "Dimensions": [{"value": "app/checkout/50dc6c495c0c9188", "name": "LoadBalancer"}],
            "Period": 60,
            "Threshold": 10.0,
        },
    }


def sns(
    at: datetime,
    message: object,
    kind: str = "Notification",
    *,
    number: int = 1,
    subject: str | None = None,
) -> dict[str, Any]:
    """Not signed yet: see `AmazonDouble.signed`."""
    return {
        "Type": kind,
        "MessageId": f"22b80b92-fdea-4c2c-8f9d-{number:012}",
        "TopicArn": CLOUDWATCH_TOPIC,
        "Message": message if isinstance(message, str) else json.dumps(message),
        "Timestamp": f"{at:%Y-%m-%dT%H:%M:%S}.324Z",
        **({"Subject": subject} if subject else {}),
    }
