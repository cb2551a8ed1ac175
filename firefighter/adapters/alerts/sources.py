"""Reads and verifies deliveries of configured sources."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from firefighter.adapters.alerts import (
    alertmanager,
    datadog,
    generic,
    grafana,
    opsgenie,
    pagerduty,
    sentry,
    sns,
)
from firefighter.adapters.alerts.payloads import (
    EARLIEST,
    Delivery,
    Reading,
    clean,
    shortened,
)
from firefighter.domain.alert_sources import ConfiguredSource, SourceKind
from firefighter.domain.alerts import Alert

_KEY_LIMIT, _FINGERPRINT_LIMIT = 1000, 200
"""Characters."""


def verify(source: ConfiguredSource, delivery: Delivery, check_amazon: sns.CheckSignature) -> None:
    """Raises InvalidSignature, InvalidPayload, and SourceUnavailable."""
    if source.kind is SourceKind.SNS:
        sns.verify(delivery, check_amazon)
    elif check := _VERIFY.get(source.kind):
        check(delivery, source.secret)


def read(source: ConfiguredSource, delivery: Delivery) -> Reading:
    """Raises InvalidPayload."""
    reading = _read(source, delivery)
    alerts = tuple(_checked(source, each, delivery.received_at) for each in reading.alerts)
    return replace(reading, alerts=alerts)


def _read(source: ConfiguredSource, delivery: Delivery) -> Reading:
    if source.pointers:
        return generic.read(delivery, source.pointers)
    if source.kind is SourceKind.SNS:
        return sns.read(delivery, source.topics)
    return _READ[source.kind](delivery)


def _checked(source: ConfiguredSource, alert: Alert, now: datetime) -> Alert:
    """What can be stored. A time that cannot be right becomes now, so that no alert is refused."""
    is_wrong = not EARLIEST <= alert.started_at <= now
    has_ended = alert.ended_at is not None and alert.ended_at >= EARLIEST
    return replace(
        alert,
        key=shortened(clean(alert.key), _KEY_LIMIT),
        fingerprint=shortened(clean(alert.fingerprint), _FINGERPRINT_LIMIT),
        description=clean(alert.description),
        labels={clean(name): clean(value) for name, value in alert.labels.items()},
        link=clean(alert.link),
        drill=alert.drill or source.drill,
        started_at=now if is_wrong else alert.started_at.astimezone(UTC),
        ended_at=min(alert.ended_at, now).astimezone(UTC) if alert.ended_at and has_ended else None,
        repeats=alert.repeats or is_wrong,
    )


_READ: Mapping[SourceKind, Callable[[Delivery], Reading]] = {
    SourceKind.ALERTMANAGER: alertmanager.read,
    SourceKind.GRAFANA: grafana.read,
    SourceKind.DATADOG: datadog.read,
    SourceKind.PAGERDUTY: pagerduty.read,
    SourceKind.SENTRY: sentry.read,
    SourceKind.OPSGENIE: opsgenie.read,
}

_VERIFY: Mapping[SourceKind, Callable[[Delivery, str], None]] = {
    SourceKind.PAGERDUTY: pagerduty.verify,
    SourceKind.SENTRY: sentry.verify,
}
