"""Sentry: issue alerts, metric alerts, and issues of an internal integration.

https://docs.sentry.io/organization/integrations/integration-platform/webhooks/
"""

import hashlib
import hmac
from typing import Annotated, Literal

from pydantic import Field

from firefighter.adapters.alerts.payloads import (
    Delivery,
    InvalidSignature,
    OptionalTime,
    Payload,
    Reading,
    Time,
    clip_description,
    clip_labels,
    is_marked_as_drill,
    read_payload,
    summarized,
    web_link,
)
from firefighter.domain.alerts import Alert, AlertStatus

SIGNATURE = "sentry-hook-signature"
RESOURCE = "sentry-hook-resource"
REQUEST_ID = "request-id"

_NAME = "Sentry"


class _Event(Payload):
    issue_id: Annotated[str, Field(min_length=1)]
    title: str = ""
    web_url: str | None = None
    level: str | None = None
    culprit: str | None = None
    datetime: Time
    environment: str | None = None
    tags: tuple[tuple[str, str | None], ...] = ()


class _EventData(Payload):
    event: _Event
    triggered_rule: str | None = None


class _IssueAlert(Payload):
    data: _EventData


class _AlertRule(Payload):
    id: int | str
    name: str = ""


class _MetricAlert(Payload):
    id: int | str
    title: str = ""
    date_started: Time
    date_closed: OptionalTime = None
    alert_rule: _AlertRule
    projects: tuple[str, ...] = ()


class _MetricData(Payload):
    metric_alert: _MetricAlert
    description_title: str = ""
    description_text: str = ""
    web_url: str | None = None


class _MetricWebhook(Payload):
    action: Literal["critical", "warning", "resolved"]
    data: _MetricData


class _Project(Payload):
    slug: str = ""


class _Issue(Payload):
    id: Annotated[str, Field(min_length=1)]
    title: str = ""
    level: str | None = None
    web_url: str | None = None
    permalink: str | None = None
    first_seen: OptionalTime = Field(default=None, alias="firstSeen")
    project: _Project | None = None


class _IssueData(Payload):
    issue: _Issue


class _IssueWebhook(Payload):
    action: str
    data: _IssueData


_ISSUE_STATUS = {
    "created": AlertStatus.FIRING,
    "unresolved": AlertStatus.FIRING,
    "resolved": AlertStatus.RESOLVED,
    "archived": AlertStatus.RESOLVED,
    "ignored": AlertStatus.RESOLVED,
}
"""By action. The others are about people."""


def verify(delivery: Delivery, secret: str) -> None:
    """Raises InvalidSignature."""
    digest = hmac.new(secret.encode(), delivery.body, hashlib.sha256).hexdigest()
    given = delivery.headers.get(SIGNATURE, "")
    if not hmac.compare_digest(given.encode(), digest.encode()):
        raise InvalidSignature


def read(delivery: Delivery) -> Reading:
    """Raises InvalidPayload."""
    resource = delivery.headers.get(RESOURCE, "")
    match resource:
        case "event_alert":
            alert = _of_event(read_payload(_IssueAlert, delivery.body, _NAME).data)
        case "metric_alert":
            alert = _of_metric(read_payload(_MetricWebhook, delivery.body, _NAME))
        case "issue":
            webhook = read_payload(_IssueWebhook, delivery.body, _NAME)
            status = _ISSUE_STATUS.get(webhook.action)
            if status is None:
                return Reading(note=f"issue.{webhook.action[:40]} changes nothing here.")
            alert = _of_issue(webhook.data.issue, status, delivery)
        case _:
            return Reading(note=f"The resource {resource[:40]!r} changes nothing here.")
    return Reading((alert,), delivery_id=delivery.headers.get(REQUEST_ID, ""))


def _of_event(data: _EventData) -> Alert:
    """Later events of the issue are more alerts of the same key."""
    event = data.event
    tags = {name: value for name, value in event.tags if value is not None}
    labels = clip_labels(
        {"level": event.level, "rule": data.triggered_rule, "environment": event.environment},
        tags,
    )
    return Alert(
        key=f"issue {event.issue_id}",
        fingerprint=event.issue_id,
        status=AlertStatus.FIRING,
        title=summarized(event.title, data.triggered_rule or ""),
        started_at=event.datetime,
        description=clip_description(event.culprit or ""),
        labels=labels,
        link=web_link(event.web_url),
        drill=is_marked_as_drill(labels),
    )


def _of_metric(webhook: _MetricWebhook) -> Alert:
    data, metric_alert = webhook.data, webhook.data.metric_alert
    resolved = webhook.action == "resolved"
    labels = {"level": "" if resolved else webhook.action, "rule": metric_alert.alert_rule.name}
    if len(metric_alert.projects) == 1:
        labels["project"] = metric_alert.projects[0]
    return Alert(
        key=f"metric rule {metric_alert.alert_rule.id}",
        fingerprint=str(metric_alert.id),
        status=AlertStatus.RESOLVED if resolved else AlertStatus.FIRING,
        title=summarized(metric_alert.title, data.description_title),
        started_at=metric_alert.date_started,
        ended_at=metric_alert.date_closed if resolved else None,
        description=clip_description(data.description_text),
        labels=clip_labels({name: value for name, value in labels.items() if value}),
        link=web_link(data.web_url),
    )


def _of_issue(issue: _Issue, status: AlertStatus, delivery: Delivery) -> Alert:
    resolved = status is AlertStatus.RESOLVED
    project = issue.project.slug if issue.project else None
    return Alert(
        key=f"issue {issue.id}",
        fingerprint=issue.id,
        status=status,
        title=summarized(issue.title, f"Issue {issue.id}"),
        started_at=delivery.received_at,
        ended_at=delivery.received_at if resolved else None,
        labels=clip_labels({"level": issue.level, "project": project}),
        link=web_link(issue.web_url, issue.permalink),
        repeats=True,
    )
