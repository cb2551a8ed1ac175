"""Alerts in firefighter.toml: the rules, their tables, the sources, and secrets of sources."""

import re
from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from firefighter.domain.actors import PROGRAM_NAME_LIMIT
from firefighter.domain.alert_sources import (
    AlertSource,
    ConfiguredSource,
    FieldPointers,
    SourceKey,
    SourceKind,
)
from firefighter.domain.alerts import AlertAction, AlertPolicy, AlertRule
from firefighter.domain.ids import UserId
from firefighter.domain.severity import Severity
from firefighter.settings.errors import SettingsError

SIGNED = frozenset({SourceKind.PAGERDUTY, SourceKind.SENTRY})
"""Kinds whose deliveries are signed with a secret."""

_NAMES = {
    SourceKind.ALERTMANAGER: "Alertmanager",
    SourceKind.GRAFANA: "Grafana",
    SourceKind.DATADOG: "Datadog",
    SourceKind.PAGERDUTY: "PagerDuty",
    SourceKind.SENTRY: "Sentry",
    SourceKind.OPSGENIE: "Opsgenie",
    SourceKind.SNS: "CloudWatch",
    SourceKind.GENERIC: "Alerts",
}

BUILT_IN = frozenset(
    {SourceKind.ALERTMANAGER, SourceKind.GRAFANA, SourceKind.DATADOG, SourceKind.OPSGENIE}
)
"""Kinds that need no settings: each is a source of its own name."""

_WHERE_TO_FIND = {
    SourceKind.PAGERDUTY: "PagerDuty shows it once, when the webhook subscription is created",
    SourceKind.SENTRY: "the client secret of the internal integration",
}


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


def _is_pointer(text: str) -> str:
    if not text.startswith("/"):
        raise ValueError("is not a JSON pointer, which begins with / as in /monitor/name")
    return text


_TOPIC = re.compile(r"arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}(\.fifo)?")


def _is_topic(text: str) -> str:
    if not _TOPIC.fullmatch(text):
        example = "arn:aws:sns:eu-west-1:123456789012:alarms"
        raise ValueError(f"is not the ARN of a topic, such as {example}")
    return text


def _is_known(kind: type[AlertAction] | type[SourceKind]) -> BeforeValidator:
    def check(value: object) -> object:
        if value not in set(kind):
            raise ValueError(f"{value} is not one of {', '.join(kind)}")
        return value

    return BeforeValidator(check)


Pointer = Annotated[str, Field(max_length=200), AfterValidator(_is_pointer)]
LabelName = Annotated[str, Field(min_length=1, max_length=100)]
LabelValue = Annotated[str, Field(min_length=1, max_length=500)]
TopicArn = Annotated[str, AfterValidator(_is_topic)]
SourceName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$")]
Action = Annotated[AlertAction, _is_known(AlertAction)]


class FieldTable(_Strict):
    """Where a generic payload has its fields."""

    key: Pointer
    title: Pointer
    status: Pointer | None = None
    alerts: Pointer | None = None
    fingerprint: Pointer | None = None
    description: Pointer | None = None
    link: Pointer | None = None
    started_at: Pointer | None = None
    ended_at: Pointer | None = None
    delivery_id: Pointer | None = None


class SourceTable(_Strict):
    """One source of alerts."""

    kind: Annotated[SourceKind, _is_known(SourceKind)]
    name: Annotated[str | None, Field(min_length=1, max_length=PROGRAM_NAME_LIMIT)] = None
    """What people read; that of the kind if it is not given."""
    drill: bool = False
    """Whether all its alerts belong to exercises."""
    secret_env: Annotated[str | None, Field(pattern=r"^[A-Z][A-Z0-9_]{0,79}$")] = None
    """Name of the environment variable with the secret of its signatures."""
    topics: Annotated[tuple[TopicArn, ...], Field(max_length=50)] = ()
    """ARNs of the topics of Amazon SNS whose messages are taken."""
    fields: FieldTable | None = None
    labels: Annotated[dict[LabelName, Pointer], Field(max_length=60)] = {}
    resolved_values: Annotated[tuple[LabelValue, ...] | None, Field(min_length=1)] = None

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if self.kind in SIGNED and not self.secret_env:
            raise ValueError(f"{self.kind} needs secret_env, the variable with its signing secret")
        if self.kind not in SIGNED and self.secret_env:
            raise ValueError(f"{self.kind} needs no secret, so remove secret_env")
        if self.kind is SourceKind.SNS and not self.topics:
            raise ValueError("sns needs topics, the ARNs of the topics whose messages are taken")
        if self.kind is not SourceKind.SNS and self.topics:
            raise ValueError("topics are only for the kind sns")
        is_generic = self.kind is SourceKind.GENERIC
        if is_generic and not self.fields:
            raise ValueError("generic needs fields, with pointers to key and title")
        if not is_generic and (self.fields or self.labels or self.resolved_values):
            raise ValueError("fields, labels and resolved_values are only for the kind generic")
        return self

    def pointers(self) -> FieldPointers | None:
        if self.fields is None:
            return None
        given = self.fields.model_dump(exclude_none=True)
        if self.resolved_values:
            given["resolved_values"] = tuple(each.lower() for each in self.resolved_values)
        return FieldPointers(**given, labels=tuple(self.labels.items()))


class AlertRuleTable(_Strict):
    """What some alerts do."""

    action: Action
    source: SourceName | None = None
    title: Annotated[str | None, Field(min_length=1, max_length=200)] = None
    labels: Annotated[dict[LabelName, LabelValue], Field(max_length=20)] = {}
    severity: Severity | None = None
    services: tuple[str, ...] = ()
    page: Annotated[str | None, Field(min_length=1, max_length=80)] = None
    """Name of a service of paging.services, which is paged with a new incident."""
    stop_exercises: bool = False
    raise_severity: bool = False

    @model_validator(mode="after")
    def _fits_its_action(self) -> Self:
        if self.page and self.action is not AlertAction.DECLARE:
            raise ValueError('page needs action = "declare"')
        if self.stop_exercises and self.action is AlertAction.IGNORE:
            raise ValueError('stop_exercises needs another action than "ignore", such as "note"')
        if self.raise_severity and self.action is AlertAction.IGNORE:
            raise ValueError('raise_severity needs another action than "ignore", such as "note"')
        return self

    def rule(self) -> AlertRule:
        return AlertRule(
            action=self.action,
            source=self.source or "",
            title=self.title or "",
            labels=self.labels,
            severity=self.severity,
            services=self.services,
            page=self.page or "",
            stops_exercises=self.stop_exercises,
            raises_severity=self.raise_severity,
        )


ChatUserId = Annotated[str, Field(pattern=r"^[UW][A-Z0-9]{2,}$")]


class AlertingTable(_Strict):
    """What applies to alerts of all rules."""

    otherwise: Action = AlertAction.PROPOSE
    """For an alert that no rule matches."""
    channel: Annotated[str | None, Field(min_length=1, max_length=80)] = None
    """Name or id of the channel for proposals; that of announcements if it is not given."""
    severity_labels: Annotated[tuple[LabelName, ...], Field(max_length=20)] = (
        AlertPolicy().severity_labels
    )
    severities: Annotated[dict[LabelValue, Severity], Field(max_length=100)] = {}
    default_severity: Severity = Severity.SEV3
    service_labels: Annotated[tuple[LabelName, ...], Field(max_length=20)] = (
        AlertPolicy().service_labels
    )
    services: Annotated[dict[LabelValue, str], Field(max_length=500)] = {}
    brake_incidents: int = Field(default=10, ge=1, le=100)
    """More new incidents of a source than this within `brake_minutes` become one."""
    brake_minutes: int = Field(default=10, ge=1, le=24 * 60)
    drill_team: Annotated[tuple[ChatUserId, ...], Field(max_length=50)] = ()
    """Who takes part in drills that alerts declare."""
    sources: Annotated[dict[SourceName, SourceTable], Field(max_length=50)] = {}

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        """The name is the actor on the timeline."""
        names = [source.name for source in self.all_sources().values()]
        if twice := [name for name in names if names.count(name) > 1]:
            raise ValueError(f"two sources have the name {twice[0]}. Give each a name")
        return self

    def all_sources(self) -> dict[SourceKey, AlertSource]:
        """The configured ones, and each built-in kind that is not configured by its own name."""
        built_in = {str(kind): _NAMES[kind] for kind in BUILT_IN}
        given = {key: table.name or _NAMES[table.kind] for key, table in self.sources.items()}
        taken = set(given.values())
        built_in = {key: name for key, name in built_in.items() if name not in taken}
        return {
            SourceKey(key): AlertSource(SourceKey(key), name)
            for key, name in (built_in | given).items()
        }

    def sources_to_try(self) -> dict[SourceKey, ConfiguredSource]:
        """Without secrets, since no signature is checked."""
        return {
            key: _configured(source, self.sources.get(key), "")
            for key, source in self.all_sources().items()
        }

    def policy(self, rules: tuple[AlertRuleTable, ...]) -> AlertPolicy:
        return AlertPolicy(
            rules=tuple(each.rule() for each in rules),
            otherwise=self.otherwise,
            channel=self.channel or "",
            severity_labels=self.severity_labels,
            severities={value.lower(): each for value, each in self.severities.items()},
            default_severity=self.default_severity,
            service_labels=self.service_labels,
            services=self.services,
            brake_incidents=self.brake_incidents,
            brake_within=timedelta(minutes=self.brake_minutes),
            drill_team=tuple(map(UserId, self.drill_team)),
        )

    def check(
        self,
        rules: tuple[AlertRuleTable, ...],
        services: tuple[str, ...],
        on_call: Collection[str],
    ) -> None:
        """Raises ValueError with a sentence for what is named and not configured."""
        sources = self.all_sources()
        for number, rule in enumerate(rules, 1):
            if rule.source and rule.source not in sources:
                raise ValueError(
                    f"rule {number} of alerts names the source {rule.source}, which is not "
                    f"configured. Use one of {', '.join(sorted(sources))}"
                )
            if unknown := [name for name in rule.services if name not in services]:
                raise ValueError(
                    f"rule {number} of alerts names the service {unknown[0]}, which services does "
                    "not list"
                )
            if rule.page and rule.page not in on_call:
                raise ValueError(
                    f"rule {number} of alerts pages {rule.page}, which paging.services does not "
                    "list"
                )
        for value, service in self.services.items():
            if service not in services:
                raise ValueError(
                    f"alerting.services maps {value} to {service}, which services does not list"
                )


def _configured(source: AlertSource, table: SourceTable | None, secret: str) -> ConfiguredSource:
    if table is None:
        return ConfiguredSource(source, SourceKind(source.key))
    topics = frozenset(table.topics)
    return ConfiguredSource(source, table.kind, table.drill, secret, table.pointers(), topics)


class AlertSecrets:
    """Reads only the named environment variables, and displays none of their values."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def sources(self, table: AlertingTable) -> dict[SourceKey, ConfiguredSource]:
        """Everything that may send alerts. Raises SettingsError for a missing secret."""
        return {
            key: self._source(source, table.sources.get(key))
            for key, source in table.all_sources().items()
        }

    def _source(self, source: AlertSource, table: SourceTable | None) -> ConfiguredSource:
        signed = table and table.secret_env
        secret = self._secret(signed, table.kind) if table and signed else ""
        return _configured(source, table, secret)

    def _secret(self, variable: str, kind: SourceKind) -> str:
        secret = self._environment.get(variable, "").strip()
        if not secret:
            raise SettingsError(
                f"{variable} is not set. It is the secret of signatures: {_WHERE_TO_FIND[kind]}."
            )
        return secret
