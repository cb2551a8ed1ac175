"""Alerts as all sources give them, and the rules that decide what an alert does."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from fnmatch import fnmatchcase

from firefighter.domain.alert_sources import SourceKey
from firefighter.domain.ids import UserId
from firefighter.domain.severity import Severity


class AlertStatus(StrEnum):
    FIRING = "firing"
    RESOLVED = "resolved"


class AlertAction(StrEnum):
    """What a rule does with an alert, from the least to the most."""

    IGNORE = "ignore"
    NOTE = "note"
    """Put it on the timeline of an open incident of its key or service, if there is one."""
    PROPOSE = "propose"
    """Ask people in a channel whether it is an incident."""
    DECLARE = "declare"


ACTION_ORDER = tuple(AlertAction)


@dataclass(frozen=True, kw_only=True)
class Alert:
    """One alert as its source reports it."""

    key: str
    """The source's own group key: alerts of one key belong to one incident."""
    fingerprint: str
    """Tells the alerts of a key apart."""
    status: AlertStatus
    title: str
    started_at: datetime
    ended_at: datetime | None = None
    """When it was resolved; None while it is firing or if the source does not say."""
    description: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    link: str = ""
    """Its page at the source; empty if there is none."""
    drill: bool = False
    """Whether it belongs to an exercise, so that it may make drills only."""
    repeats: bool = False
    """Whether its source reports an alert that fires again and again, each time with a new time."""

    @property
    def is_firing(self) -> bool:
        return self.status is AlertStatus.FIRING


@dataclass(frozen=True, kw_only=True)
class AlertRule:
    """One of the `[[alerts]]` rules. The first whose conditions all hold decides."""

    action: AlertAction
    source: str = ""
    """Key of a source; empty for any."""
    title: str = ""
    """Pattern with `*` and `?`; empty for any."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Patterns of labels, which must exist."""
    severity: Severity | None = None
    """Instead of the severity from labels."""
    services: tuple[str, ...] = ()
    """Instead of the services from labels."""
    page: str = ""
    """Name of the on-call service to page with the incident that it declares; empty for none."""
    raises_severity: bool = False
    """Whether an open incident of the key gets the severity of a worse alert, without asking."""
    stops_exercises: bool = False
    """Whether exercises of its services end when it fires; all of them if it has no service."""

    def matches(self, source: SourceKey, alert: Alert) -> bool:
        return (
            self.source in {"", source}
            and fnmatchcase(alert.title, self.title or "*")
            and all(
                name in alert.labels and fnmatchcase(alert.labels[name], pattern)
                for name, pattern in self.labels.items()
            )
        )


@dataclass(frozen=True, kw_only=True)
class AlertPolicy:
    """A company's configuration of alerts."""

    rules: tuple[AlertRule, ...] = ()
    otherwise: AlertAction = AlertAction.PROPOSE
    """For an alert that no rule matches."""
    channel: str = ""
    """Name or id of the channel for proposals; empty for the one of announcements."""
    severity_labels: tuple[str, ...] = ("severity", "priority", "urgency", "level")
    severities: Mapping[str, Severity] = field(default_factory=dict)
    """By the value of those labels, in lower case."""
    default_severity: Severity = Severity.SEV3
    service_labels: tuple[str, ...] = ("service",)
    services: Mapping[str, str] = field(default_factory=dict)
    """Services of the bot, by the value of those labels."""
    brake_incidents: int = 10
    """More new incidents of a source than this within `brake_within` become one."""
    brake_within: timedelta = timedelta(minutes=10)
    drill_team: tuple[UserId, ...] = ()
    """Who takes part in drills that alerts declare; nobody: they declare none."""


@dataclass(frozen=True)
class ChosenSeverity:
    severity: Severity
    label: str = ""
    """The label that decided it, as `name=value`; empty for a rule or the default."""
    by_rule: bool = False


@dataclass(frozen=True)
class ChosenServices:
    services: tuple[str, ...]
    label: str = ""
    """The labels that decided them, as `name=value`; empty for a rule, or if none did."""
    unknown: tuple[str, ...] = ()
    """Labels of services that the bot does not know."""
    by_rule: bool = False


@dataclass(frozen=True)
class Verdict:
    """What the rules say about one alert, and why."""

    action: AlertAction
    rule: int | None
    """Number of the rule, counted from 1; None if no rule matches."""
    severity: ChosenSeverity
    services: ChosenServices
    page: str = ""
    """Name of the on-call service to page; empty for none."""
    stops_exercises: bool = False
    raises_severity: bool = False


def decide(
    policy: AlertPolicy, source: SourceKey, alert: Alert, known_services: Sequence[str]
) -> Verdict:
    """The first rule that matches decides; tables of labels fill in what it does not say."""
    found = ((n, rule) for n, rule in enumerate(policy.rules, 1) if rule.matches(source, alert))
    number, rule = next(found, (None, AlertRule(action=policy.otherwise)))
    return Verdict(
        rule.action,
        number,
        _severity(policy, rule, alert),
        _services(policy, rule, alert, known_services),
        rule.page if rule.action is AlertAction.DECLARE else "",
        rule.stops_exercises and rule.action is not AlertAction.IGNORE,
        rule.raises_severity,
    )


def _severity(policy: AlertPolicy, rule: AlertRule, alert: Alert) -> ChosenSeverity:
    if rule.severity:
        return ChosenSeverity(rule.severity, by_rule=True)
    for name in policy.severity_labels:
        value = alert.labels.get(name, "")
        chosen = policy.severities.get(value.lower()) or _as_severity(value)
        if chosen:
            return ChosenSeverity(chosen, f"{name}={value}")
    return ChosenSeverity(policy.default_severity)


def _as_severity(value: str) -> Severity | None:
    name = value.upper()
    return Severity(name) if name in set(Severity) else None


def _services(
    policy: AlertPolicy, rule: AlertRule, alert: Alert, known_services: Sequence[str]
) -> ChosenServices:
    if rule.services:
        return ChosenServices(rule.services, by_rule=True)
    known = {each.casefold(): each for each in known_services}
    chosen: dict[str, str] = {}
    unknown = []
    for name in policy.service_labels:
        value = alert.labels.get(name, "")
        service = policy.services.get(value) or known.get(value.casefold())
        if service:
            chosen.setdefault(service, f"{name}={value}")
        elif value:
            unknown.append(f"{name}={value}")
    return ChosenServices(tuple(chosen), ", ".join(chosen.values()), tuple(unknown))


@dataclass(frozen=True)
class GroupVerdict:
    """What the rules say about the alerts of one key that came together."""

    action: AlertAction
    severity: Severity
    services: tuple[str, ...]
    pages: tuple[str, ...] = ()
    """Names of the on-call services to page."""
    raises_to: Severity | None = None
    """The worst severity that an open incident gets without asking."""


def decide_together(verdicts: Iterable[Verdict]) -> GroupVerdict | None:
    """The strongest action, the worst severity, all services and pages. None if all are ignored."""
    heard = [each for each in verdicts if each.action is not AlertAction.IGNORE]
    if not heard:
        return None
    return GroupVerdict(
        max((each.action for each in heard), key=ACTION_ORDER.index),
        min(each.severity.severity for each in heard),
        tuple(dict.fromkeys(name for each in heard for name in each.services.services)),
        tuple(dict.fromkeys(each.page for each in heard if each.page)),
        min((each.severity.severity for each in heard if each.raises_severity), default=None),
    )
