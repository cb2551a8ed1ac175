"""Grafana Alerting, the webhook contact point.

https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/
"""

from typing import Annotated

from pydantic import Field

from firefighter.adapters.alerts.alertmanager import PrometheusAlert, alert_of
from firefighter.adapters.alerts.payloads import (
    MOST_ALERTS,
    Delivery,
    Payload,
    Reading,
    read_payload,
    web_link,
)


class _Webhook(Payload):
    alerts: Annotated[tuple[PrometheusAlert, ...], Field(min_length=1, max_length=MOST_ALERTS)]
    group_key: Annotated[str, Field(alias="groupKey", min_length=1)]
    external_url: str = Field(default="", alias="externalURL")


def read(delivery: Delivery) -> Reading:
    """Raises InvalidPayload."""
    webhook = read_payload(_Webhook, delivery.body, "Grafana Alerting")
    return Reading(
        tuple(
            alert_of(
                each,
                webhook.group_key,
                web_link(
                    each.panel_url, each.dashboard_url, each.generator_url, webhook.external_url
                ),
            )
            for each in webhook.alerts
        )
    )
