"""Opsgenie and Jira Service Management: the outgoing webhook.

https://support.atlassian.com/opsgenie/docs/opsgenie-edge-connector-alert-action-data/
"""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from firefighter.adapters.alerts.payloads import (
    Delivery,
    Payload,
    Reading,
    clip_description,
    clip_labels,
    epoch_seconds,
    is_marked_as_drill,
    out_of_range,
    read_payload,
    summarized,
    time_of_epoch,
)
from firefighter.domain.alerts import Alert, AlertStatus

_STATUS = {
    "create": AlertStatus.FIRING,
    "updatepriority": AlertStatus.FIRING,
    "close": AlertStatus.RESOLVED,
    "delete": AlertStatus.RESOLVED,
}
"""By action. The others are about people."""


class _Alert(Payload):
    alert_id: Annotated[str, Field(alias="alertId", min_length=1)]
    alias: str = ""
    message: str = ""
    description: str | None = None
    entity: str | None = None
    priority: str | None = None
    created_at: Annotated[int | None, Field(alias="createdAt", ge=0, lt=2**53)] = None
    details: dict[str, str] | None = None


class _Webhook(Payload):
    action: str
    alert: _Alert


def read(delivery: Delivery) -> Reading:
    """Raises InvalidPayload."""
    webhook = read_payload(_Webhook, delivery.body, "Opsgenie")
    status = _STATUS.get(webhook.action.lower())
    if status is None:
        return Reading(note=f"The action {webhook.action[:40]!r} changes nothing here.")
    given = webhook.alert
    resolved = status is AlertStatus.RESOLVED
    labels = clip_labels(
        {"priority": given.priority, "entity": given.entity or None}, given.details
    )
    return Reading(
        (
            Alert(
                key=given.alias or given.alert_id,
                fingerprint=given.alert_id,
                status=status,
                title=summarized(given.message, given.alias),
                started_at=_started_at(given, delivery),
                ended_at=delivery.received_at if resolved else None,
                description=clip_description(given.description or ""),
                labels=labels,
                drill=is_marked_as_drill(labels),
            ),
        )
    )


def _started_at(given: _Alert, delivery: Delivery) -> datetime:
    if given.created_at is None:
        return delivery.received_at
    return time_of_epoch(epoch_seconds(given.created_at), out_of_range("Opsgenie"))
