"""Sources of alerts, as they are configured."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from firefighter.domain.actors import Program, ProgramKind
from firefighter.domain.ids import UserId

SourceKey = NewType("SourceKey", str)
"""A source in URLs, token scopes and settings, such as `alertmanager`."""


class SourceKind(StrEnum):
    """Services whose webhooks are understood."""

    ALERTMANAGER = "alertmanager"
    GRAFANA = "grafana"
    DATADOG = "datadog"
    PAGERDUTY = "pagerduty"
    SENTRY = "sentry"
    OPSGENIE = "opsgenie"
    SNS = "sns"
    """Amazon SNS, with alarms of CloudWatch."""
    GENERIC = "generic"
    """Any JSON; settings say where in it the fields are."""


@dataclass(frozen=True)
class AlertSource:
    key: SourceKey
    name: str
    """What people know it by; the actor on the timeline."""

    @property
    def actor(self) -> UserId:
        return Program(ProgramKind.ALERTS, self.name).actor


@dataclass(frozen=True)
class FieldPointers:
    """Where a generic payload has its fields: JSON pointers (RFC 6901)."""

    key: str
    title: str
    status: str = ""
    """Empty: every alert fires."""
    resolved_values: tuple[str, ...] = ("resolved", "ok", "up", "closed", "recovered")
    """Values of `status`, in lower case, that say that it is resolved."""
    alerts: str = ""
    """A list of alerts, to which the others are relative; empty if the body is one alert."""
    fingerprint: str = ""
    description: str = ""
    link: str = ""
    started_at: str = ""
    ended_at: str = ""
    delivery_id: str = ""
    """Relative to the body."""
    labels: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ConfiguredSource:
    source: AlertSource
    kind: SourceKind
    drill: bool = False
    """Whether all its alerts belong to exercises."""
    secret: str = field(default="", repr=False)
    """Of signatures; empty for a kind that has none."""
    pointers: FieldPointers | None = None
    """Of a generic source."""
    topics: frozenset[str] = frozenset()
    """Of Amazon SNS: the topics whose messages are taken."""
