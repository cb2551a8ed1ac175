"""Metrics for Prometheus at /metrics: https://prometheus.io/docs/practices/naming/."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

_ACK_BUCKETS_S = (0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 3.0)
"""Up to Slack's timeout of 3 s."""

_OUTCOME = ContextVar("ack_outcome", default="answered")
"""Outcome of the current delivery unless an exception is raised."""


@dataclass(frozen=True)
class OutboxBacklog:
    pending: int
    failed: int
    oldest_pending_s: float
    """Age of the oldest pending effect, in seconds; 0 if none is pending."""
    failed_job_count: int
    """Scheduled jobs that failed and will not be retried."""
    rate_limited: tuple[str, ...] = ()
    """Methods that a service rate limits, or did in the last minute."""
    webhook_events_pending: int = 0
    oldest_webhook_event_s: float = 0.0
    """Age of the oldest event that waits for a webhook, in seconds; 0 if none does."""
    webhook_events_undelivered: int = 0
    """Events that were given up for a webhook."""
    webhooks_unsubscribed: int = 0
    alerts_waiting: int = 0
    """Deliveries of alerts that were accepted and are not handled yet."""
    oldest_waiting_alert_s: float = 0.0
    """Age of the oldest of them, in seconds; 0 if none waits."""


class Metrics:
    """The Meter port. Counters are per process; the backlog covers the whole database."""

    def __init__(self, backlog: Callable[[], OutboxBacklog | None]) -> None:
        """`backlog` returns None while the database is unavailable; the gauges are then omitted."""
        self._registry = CollectorRegistry()
        self._acks = Counter(
            "firefighter_acks", "Deliveries answered", ["kind", "outcome"], registry=self._registry
        )
        self._seconds = Histogram(
            "firefighter_ack_seconds",
            "Time from a delivery's arrival to its answer",
            ["kind"],
            buckets=_ACK_BUCKETS_S,
            registry=self._registry,
        )
        self._effects = Counter(
            "firefighter_effects",
            "Attempts to run effects",
            ["kind", "outcome"],
            registry=self._registry,
        )
        self._registry.register(_BacklogCollector(backlog))

    @contextmanager
    def answering(self, kind: str) -> Iterator[None]:
        outcome, before = "failed", _OUTCOME.set("answered")
        try:
            with self._seconds.labels(kind).time():
                yield
            outcome = _OUTCOME.get()
        finally:
            _OUTCOME.reset(before)
            self._acks.labels(kind, outcome).inc()

    def refused(self) -> None:
        _OUTCOME.set("refused")

    def effect(self, kind: str, outcome: str) -> None:
        self._effects.labels(kind, outcome).inc()

    def text(self) -> bytes:
        return generate_latest(self._registry)


class _BacklogCollector(Collector):
    def __init__(self, backlog: Callable[[], OutboxBacklog | None]) -> None:
        self._backlog = backlog

    def describe(self) -> list[Metric]:
        """Empty, so that registering does not query the database."""
        return []

    def collect(self) -> Iterator[Metric]:
        found = self._backlog()
        if found is None:
            return
        for name, help_text, value in (
            ("effects_pending", "Pending effects", found.pending),
            ("effects_failed", "Failed effects that wait for a manual retry", found.failed),
            (
                "effects_oldest_pending_seconds",
                "Age of the oldest pending effect",
                found.oldest_pending_s,
            ),
            ("jobs_failed", "Scheduled jobs that failed for good", found.failed_job_count),
            (
                "rate_limited_methods",
                "Methods that Slack or another service rate limits, or did in the last minute",
                len(found.rate_limited),
            ),
            (
                "webhook_events_pending",
                "Events that wait for a webhook",
                found.webhook_events_pending,
            ),
            (
                "webhook_events_oldest_pending_seconds",
                "Age of the oldest event that waits for a webhook",
                found.oldest_webhook_event_s,
            ),
            (
                "webhook_events_undelivered",
                "Events that were given up and can be replayed",
                found.webhook_events_undelivered,
            ),
            (
                "webhooks_unsubscribed",
                "Webhooks whose receiver answered that it wants nothing more",
                found.webhooks_unsubscribed,
            ),
            (
                "alerts_waiting",
                "Deliveries of alerts that were accepted and are not handled yet",
                found.alerts_waiting,
            ),
            (
                "alerts_oldest_waiting_seconds",
                "Age of the oldest delivery of alerts that is not handled yet",
                found.oldest_waiting_alert_s,
            ),
            ("effects_parked", "Deprecated: use firefighter_effects_failed", found.failed),
            (
                "appointments_given_up",
                "Deprecated: use firefighter_jobs_failed",
                found.failed_job_count,
            ),
        ):
            yield GaugeMetricFamily(f"firefighter_{name}", help_text, value=value)
