"""Datadog, with the payload template that docs/alerts.md prints.

https://docs.datadoghq.com/integrations/webhooks/
"""

import json
from datetime import datetime
from typing import Annotated

from pydantic import Field

from firefighter.adapters.alerts.payloads import (
    Delivery,
    InvalidPayload,
    Payload,
    Reading,
    clip_description,
    clip_labels,
    is_marked_as_drill,
    out_of_range,
    read_payload,
    summarized,
    time_of_epoch,
    web_link,
)
from firefighter.domain.alerts import Alert, AlertStatus

TEMPLATE = {
    "id": "$ID",
    "key": "$AGGREG_KEY",
    "scope": "$ALERT_SCOPE",
    "transition": "$ALERT_TRANSITION",
    "title": "$ALERT_TITLE",
    "text": "$TEXT_ONLY_MSG",
    "priority": "$ALERT_PRIORITY",
    "tags": "$TAGS",
    "date": "$DATE",
    "link": "$LINK",
}
"""To paste as the payload of the webhook."""

_FIRING = {
    "triggered": "alert",
    "re-triggered": "alert",
    "warn": "warn",
    "re-warn": "warn",
    "no data": "no data",
    "re-no data": "no data",
    "renotify": "",
}
"""By transition: the state of the monitor, which is the label `level`."""
_RESOLVED = {"recovered"}


class _Webhook(Payload):
    id: str = ""
    key: Annotated[str, Field(min_length=1)]
    scope: str = ""
    transition: Annotated[str, Field(min_length=1)]
    title: str = ""
    text: str = ""
    priority: str = ""
    tags: str = ""
    date: Annotated[str, Field(pattern=r"^\d{10,13}$")]
    link: str = ""


def template() -> str:
    return json.dumps(TEMPLATE, indent=2)


def read(delivery: Delivery) -> Reading:
    """Raises InvalidPayload."""
    webhook = read_payload(_Webhook, delivery.body, "Datadog")
    transition = webhook.transition.lower()
    if transition not in _FIRING.keys() | _RESOLVED:
        raise InvalidPayload(
            f"Datadog sent the transition {webhook.transition[:40]!r}, which is neither an alert "
            "nor a recovery. Use the template of docs/alerts.md."
        )
    status = AlertStatus.RESOLVED if transition in _RESOLVED else AlertStatus.FIRING
    at = _time(webhook.date)
    tags = dict(tag.split(":", 1) for tag in webhook.tags.split(",") if ":" in tag)
    told = {"priority": webhook.priority, "level": _FIRING.get(transition, "")}
    labels = clip_labels(
        {name: value for name, value in told.items() if value},
        {name.strip(): value.strip() for name, value in tags.items()},
    )
    alert = Alert(
        key=webhook.key,
        fingerprint=webhook.scope or webhook.key,
        status=status,
        title=summarized(webhook.title, webhook.scope),
        started_at=at,
        ended_at=at if status is AlertStatus.RESOLVED else None,
        description=clip_description(webhook.text),
        labels=labels,
        link=web_link(webhook.link),
        drill=is_marked_as_drill(labels),
        repeats=True,
    )
    return Reading((alert,), delivery_id=webhook.id)


def _time(epoch: str) -> datetime:
    """Datadog's dates are in milliseconds."""
    number = int(epoch)
    seconds = number / 1000 if len(epoch) == len("1406662672000") else number
    return time_of_epoch(seconds, out_of_range("Datadog"))
