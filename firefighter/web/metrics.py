"""What Prometheus may ask for at /metrics: https://prometheus.io/docs/practices/naming/."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

_ACK_BUCKETS_S = (0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 3.0)
"""Up to the 3 s after which Slack gives up on us."""

_OUTCOME = ContextVar("ack_outcome", default="answered")
"""Of the delivery that is being answered, if nothing is raised."""


@dataclass(frozen=True)
class Backlog:
    pending: int
    parked: int
    oldest_pending_s: float
    """Age of the effect that waits longest, in seconds; 0 when none waits."""
    given_up: int
    """Appointments that could not be kept and will not be tried again."""


class Metrics:
    """The Meter port. Counters are of this process; the backlog is of the whole database."""

    def __init__(self, backlog: Callable[[], Backlog | None]) -> None:
        """`backlog` answers None while the database is away; the gauges are then left out."""
        self._registry = CollectorRegistry()
        self._acks = Counter(
            "firefighter_acks", "Deliveries answered", ["kind", "outcome"], registry=self._registry
        )
        self._seconds = Histogram(
            "firefighter_ack_seconds",
            "From a delivery's arrival to its answer",
            ["kind"],
            buckets=_ACK_BUCKETS_S,
            registry=self._registry,
        )
        self._effects = Counter(
            "firefighter_effects", "Tries at effects", ["kind", "outcome"], registry=self._registry
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
    def __init__(self, backlog: Callable[[], Backlog | None]) -> None:
        self._backlog = backlog

    def describe(self) -> list[Metric]:
        """Nothing, so that registering does not ask the database."""
        return []

    def collect(self) -> Iterator[Metric]:
        found = self._backlog()
        if found is None:
            return
        for name, help_text, value in (
            ("effects_pending", "Effects that wait to be done", found.pending),
            (
                "effects_parked",
                "Effects given up until somebody asks for another try",
                found.parked,
            ),
            (
                "effects_oldest_pending_seconds",
                "Age of the oldest pending effect",
                found.oldest_pending_s,
            ),
            ("appointments_given_up", "Appointments that could not be kept", found.given_up),
        ):
            yield GaugeMetricFamily(f"firefighter_{name}", help_text, value=value)
