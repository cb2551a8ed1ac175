"""PagerDuty, webhooks version 3.

https://developer.pagerduty.com/docs/webhooks/v3-overview/
"""

import hashlib
import hmac
from typing import Annotated

from pydantic import Field

from firefighter.adapters.alerts.payloads import (
    Delivery,
    InvalidPayload,
    InvalidSignature,
    Payload,
    Reading,
    Time,
    clip_labels,
    read_payload,
    summarized,
    web_link,
)
from firefighter.domain.alerts import Alert, AlertStatus

SIGNATURE = "x-pagerduty-signature"
_VERSION = "v1="

_STATUS = {
    "incident.triggered": AlertStatus.FIRING,
    "incident.reopened": AlertStatus.FIRING,
    "incident.priority_updated": AlertStatus.FIRING,
    "incident.resolved": AlertStatus.RESOLVED,
}
"""By event type. Other events are about people, and change nothing here."""


class _Reference(Payload):
    summary: str | None = None


class _Incident(Payload):
    id: Annotated[str, Field(min_length=1)]
    status: str = ""
    title: str = ""
    html_url: str | None = None
    created_at: Time | None = None
    service: _Reference | None = None
    priority: _Reference | None = None
    urgency: str | None = None


class _Event(Payload):
    id: Annotated[str, Field(min_length=1)]
    event_type: str
    occurred_at: Time


class _Envelope(Payload):
    event: _Event


class _IncidentEvent(_Event):
    data: _Incident


class _IncidentEnvelope(Payload):
    event: _IncidentEvent


def verify(delivery: Delivery, secret: str) -> None:
    """Several signatures may be given, while a secret is rotated. Raises InvalidSignature.

    https://developer.pagerduty.com/docs/webhooks/webhook-signatures/
    """
    digest = hmac.new(secret.encode(), delivery.body, hashlib.sha256).hexdigest()
    given = (each.strip() for each in delivery.headers.get(SIGNATURE, "").split(","))
    matches = [hmac.compare_digest(each.encode(), f"{_VERSION}{digest}".encode()) for each in given]
    if not any(matches):
        raise InvalidSignature


def read(delivery: Delivery) -> Reading:
    """Raises InvalidPayload."""
    event = read_payload(_Envelope, delivery.body, "PagerDuty").event
    status = _STATUS.get(event.event_type)
    if status is None:
        return Reading(delivery_id=event.id, note=f"{event.event_type[:60]} changes nothing here.")
    told = read_payload(_IncidentEnvelope, delivery.body, "PagerDuty").event
    incident = told.data
    is_update = told.event_type == "incident.priority_updated"
    if is_update and incident.status == "resolved":
        return Reading(delivery_id=event.id, note="It is resolved, so nothing changes here.")
    reopened = told.event_type == "incident.reopened"
    started_at = told.occurred_at if reopened else incident.created_at or told.occurred_at
    if started_at > told.occurred_at:
        raise InvalidPayload("This is no webhook of PagerDuty. It happened before it began.")
    alert = Alert(
        key=incident.id,
        fingerprint=incident.id,
        status=status,
        title=summarized(incident.title, f"PagerDuty incident {incident.id}"),
        started_at=told.occurred_at if status is AlertStatus.RESOLVED else started_at,
        ended_at=told.occurred_at if status is AlertStatus.RESOLVED else None,
        labels=clip_labels(_labels(incident)),
        link=web_link(incident.html_url),
        repeats=is_update,
    )
    return Reading((alert,), delivery_id=event.id)


def _labels(incident: _Incident) -> dict[str, str]:
    labels = {
        "service": incident.service and incident.service.summary,
        "priority": incident.priority and incident.priority.summary,
        "urgency": incident.urgency,
    }
    return {name: value for name, value in labels.items() if value}
