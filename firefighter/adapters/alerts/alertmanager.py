"""Prometheus Alertmanager, webhook version 4.

https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from firefighter.adapters.alerts.payloads import (
    MOST_ALERTS,
    Delivery,
    OptionalTime,
    Payload,
    Reading,
    Time,
    clip_description,
    clip_labels,
    fingerprint_of,
    is_marked_as_drill,
    read_payload,
    summarized,
    web_link,
)
from firefighter.domain.alerts import Alert, AlertStatus


class PrometheusAlert(Payload):
    """One alert, as Alertmanager and Grafana send it."""

    status: Literal["firing", "resolved"]
    labels: dict[str, str] = Field(default_factory=dict)
    annotations: dict[str, str] = Field(default_factory=dict)
    starts_at: Time = Field(alias="startsAt")
    ends_at: OptionalTime = Field(default=None, alias="endsAt")
    generator_url: str = Field(default="", alias="generatorURL")
    panel_url: str = Field(default="", alias="panelURL")
    dashboard_url: str = Field(default="", alias="dashboardURL")
    fingerprint: str = ""


class _Webhook(Payload):
    version: Literal["4"]
    group_key: Annotated[str, Field(alias="groupKey", min_length=1)]
    alerts: Annotated[tuple[PrometheusAlert, ...], Field(min_length=1, max_length=MOST_ALERTS)]
    external_url: str = Field(default="", alias="externalURL")


def read(delivery: Delivery) -> Reading:
    """Raises InvalidPayload."""
    webhook = read_payload(_Webhook, delivery.body, "Alertmanager")
    alerts = (
        alert_of(each, webhook.group_key, web_link(each.generator_url, webhook.external_url))
        for each in webhook.alerts
    )
    return Reading(tuple(alerts))


def alert_of(given: PrometheusAlert, key: str, link: str) -> Alert:
    status = AlertStatus(given.status)
    labels = clip_labels(given.labels)
    return Alert(
        key=key,
        fingerprint=given.fingerprint or fingerprint_of(given.labels),
        status=status,
        title=_title(given.labels, given.annotations),
        started_at=given.starts_at,
        ended_at=given.ends_at if status is AlertStatus.RESOLVED else None,
        description=clip_description(given.annotations.get("description", "")),
        labels=labels,
        link=link,
        drill=is_marked_as_drill(labels),
    )


def _title(labels: Mapping[str, str], annotations: Mapping[str, str]) -> str:
    return summarized(annotations.get("summary", ""), labels.get("alertname", ""))
