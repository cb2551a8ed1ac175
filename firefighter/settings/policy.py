"""firefighter.toml: severities, roles, services, channels and metrics of a company."""

import logging
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    DirectoryPath,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails

from firefighter.domain.accounts import AccessPolicy, AccessRight
from firefighter.domain.experiment_runs import ExperimentPolicy
from firefighter.domain.ids import RoleKey, UserId
from firefighter.domain.lifecycle import OPTIONAL_STATUSES, Status
from firefighter.domain.metrics.report import WorkingHours
from firefighter.domain.paging import OnCallService
from firefighter.domain.roles import (
    COMMANDER,
    DEFAULT_ROLES,
    EVERYBODY,
    Permission,
    Permissions,
    Role,
)
from firefighter.domain.rules import Rules
from firefighter.domain.severity import DEFAULT_POLICIES, Severity, SeverityPolicy
from firefighter.domain.taxonomy import NO_GROUP, RENAMED_TRIGGERS, Taxonomy, grouped
from firefighter.i18n import DEFAULT, Language
from firefighter.ports.validation import reason
from firefighter.settings.alerts import AlertingTable, AlertRuleTable
from firefighter.settings.errors import SettingsError
from firefighter.settings.exercises import (
    CalendarTable,
    ExerciseTable,
    check_exercises,
    schedules,
)
from firefighter.settings.teams import MaturityTable, TeamTable, differ_by_name
from firefighter.settings.webhooks import SubscriptionTable, WebhookPermissionsTable, WebhookTables

log = logging.getLogger(__name__)

_CALLS_IN_A_LEASE = 4
"""An effect checks whether it was done, does it, and may try a few names."""


_RESERVED_KEYS = {"severity", "summary", "incident"}


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _is_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"{name} is not a time zone such as Europe/Paris") from error
    return name


def _has_commander(roles: tuple["RoleTable", ...]) -> tuple["RoleTable", ...]:
    keys = [role.key for role in roles]
    if COMMANDER not in keys:
        raise ValueError(f"one role needs the key {COMMANDER}")
    if taken := _RESERVED_KEYS.intersection(keys):
        raise ValueError(f"{min(taken)} is reserved and cannot be the key of a role")
    if len(set(keys)) < len(keys):
        raise ValueError("two roles have the same key")
    return roles


def _differ(services: tuple[str, ...]) -> tuple[str, ...]:
    if twice := [name for name in services if services.count(name) > 1]:
        raise ValueError(f"{twice[0]} is listed twice")
    return services


ChatId = Annotated[str, Field(pattern=r"^[UWS][A-Z0-9]{2,}$")]

Entitled = Literal["everybody"] | ChatId

_WEEK_MIN = 7 * 24 * 60

ServiceName = Annotated[str, Field(min_length=1, max_length=75)]

TeamName = Annotated[str, Field(min_length=1, max_length=75)]


class SeverityTable(_Strict):
    """Missing values keep those of the built-in policy."""

    meaning: str | None = Field(default=None, min_length=1, max_length=70)
    incident_channel: bool | None = None
    postmortem: bool | None = None
    update_every_min: int | None = Field(default=None, gt=0, le=_WEEK_MIN)
    commander_after_min: int | None = Field(default=None, gt=0, le=_WEEK_MIN)
    draft_days: int | None = Field(default=None, gt=0, le=365)
    review_days: int | None = Field(default=None, gt=0, le=365)
    invite: tuple[ChatId, ...] | None = None

    def over(self, policy: SeverityPolicy) -> SeverityPolicy:
        given = self.model_dump(exclude_none=True)
        return SeverityPolicy(**{**vars(policy), **given})


class RoleTable(_Strict):
    key: str = Field(pattern=r"^[a-z][a-z_]{0,31}$")
    name: str = Field(min_length=1, max_length=60)
    duty: str = Field(min_length=1, max_length=300)


Word = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^{}<>&]+$")]


class PostmortemTable(_Strict):
    """Appearance of post-mortem pages, and whether they must be approved."""

    templates: DirectoryPath | None = None
    """A folder whose files replace built-in sections of the same name."""
    approval_required: bool = False
    """Whether the incident is closed only once all reviewers approved its post-mortem."""


_CLASSES_LIMIT = 50
"""Slack offers at most 100 options in a menu, and nobody reads as many."""


def _by_group(classes: object) -> object:
    """A list is read as one group without a name."""
    if isinstance(classes, dict) and NO_GROUP in classes:
        raise ValueError("a group needs a name")
    return {NO_GROUP: classes} if isinstance(classes, list | tuple) else classes


def _named_once(groups: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    names = [each for classes in groups.values() for each in classes]
    if not names:
        raise ValueError("at least one failure class is needed")
    if len(names) > _CLASSES_LIMIT:
        raise ValueError(f"at most {_CLASSES_LIMIT} failure classes")
    _differ(tuple(names))
    return groups


GroupName = Annotated[str, Field(max_length=60, pattern=r"^[^{}<>&]*$")]

WordPattern = Annotated[str, Field(min_length=2, max_length=60, pattern=r"^[^{}<>&*]+\*?$")]
"""A word or phrase; `*` at its end stands for any ending."""


class TaxonomyTable(_Strict):
    """Choices for classifying incidents; `unknown` is always added."""

    triggers: tuple[Word, ...] = Field(default=Taxonomy().triggers, min_length=1, max_length=50)
    failure_classes: Annotated[
        dict[GroupName, tuple[Word, ...]], BeforeValidator(_by_group), AfterValidator(_named_once)
    ] = dict(Taxonomy().failure_groups)
    """By group, or as a list. An incident's main class and its contributing factors."""
    words: dict[Word, Annotated[tuple[WordPattern, ...], Field(max_length=100)]] = {}
    """By trigger or class, the words of a timeline that suggest it."""

    def taxonomy(self) -> Taxonomy:
        ungrouped = self.failure_classes.get(NO_GROUP, ())
        groups = grouped(ungrouped) if ungrouped else self.failure_classes
        return Taxonomy(self.triggers, groups, self.words)

    @model_validator(mode="after")
    def _words_are_of_choices(self) -> Self:
        known = {*self.triggers, *(each for many in self.failure_classes.values() for each in many)}
        if unknown := [name for name in self.words if name not in known]:
            raise ValueError(f"words: {unknown[0]} is neither a trigger nor a failure class")
        return self


_DEFAULT_ROLES = tuple(
    RoleTable(key=role.key, name=role.name, duty=role.duty) for role in DEFAULT_ROLES
)


class PermissionsTable(_Strict):
    """Who has each permission: ids of users and user groups, or "everybody"."""

    close: tuple[Entitled, ...] = (EVERYBODY,)
    override: tuple[Entitled, ...] = ()
    see_private: tuple[ChatId, ...] = ()
    export: tuple[Entitled, ...] = ()
    write_experiments: tuple[Entitled, ...] = (EVERYBODY,)

    def by_permission(self) -> Permissions:
        return Permissions({permission: getattr(self, permission) for permission in Permission})


Outsiders = tuple[Literal["guests", "external"] | ChatId, ...]
"""All guests, all people of other organizations, or ids of users and user groups."""


class AccessTable(_Strict):
    """What people may do who are not members of the workspace. Members always may."""

    read: Outsiders = Field(default=(), max_length=100)
    declare: Outsiders = Field(default=(), max_length=100)
    respond: Outsiders = Field(default=(), max_length=100)
    lead: Outsiders = Field(default=(), max_length=100)

    def policy(self) -> AccessPolicy:
        named = {right: getattr(self, right) for right in AccessRight}
        return AccessPolicy({right: names for right, names in named.items() if names})


class WorkerTable(_Strict):
    """Worker configuration. Change the defaults only after measuring."""

    threads: int = Field(default=8, ge=1, le=20)
    call_timeout_s: int = Field(default=8, ge=1, le=60)
    """Seconds that one call to Slack may take."""
    lease_s: int = Field(default=60, ge=5, le=3600)
    """Seconds until another process may take over the work of a dead one."""

    @model_validator(mode="after")
    def _lease_outlasts_calls(self) -> Self:
        if self.lease_s < _CALLS_IN_A_LEASE * self.call_timeout_s:
            raise ValueError(f"lease_s must be at least {_CALLS_IN_A_LEASE} times call_timeout_s")
        return self


class OnCallTable(_Strict):
    """A service whose on-call can be paged."""

    name: str = Field(min_length=1, max_length=60)
    routing_key_env: str = Field(pattern=r"^[A-Z][A-Z0-9_]{0,79}$")
    """Name of the environment variable with its Events API v2 integration key."""
    provider: Literal["PagerDuty"] = "PagerDuty"


def _differ_by_name(services: tuple[OnCallTable, ...]) -> tuple[OnCallTable, ...]:
    _differ(tuple(service.name for service in services))
    return services


def _differ_by_webhook(tables: tuple[SubscriptionTable, ...]) -> tuple[SubscriptionTable, ...]:
    _differ(tuple(table.name for table in tables))
    return tables


class PagingTable(_Strict):
    services: Annotated[
        tuple[OnCallTable, ...], Field(max_length=50), AfterValidator(_differ_by_name)
    ] = ()


Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class StatisticsTable(_Strict):
    managers: tuple[ChatId, ...] = Field(default=(), max_length=100)
    """Recipients of the weekly digest: ids of users and user groups."""
    working_days: tuple[Weekday, ...] = get_args(Weekday)[:5]
    working_hours: tuple[Annotated[int, Field(ge=0, le=23)], Annotated[int, Field(ge=1, le=24)]] = (
        9,
        18,
    )

    teams: dict[TeamName, tuple[ServiceName, ...]] = Field(default_factory=dict, max_length=100)
    """The services of each team, for metrics by team. A service may have several teams."""

    @field_validator("working_hours")
    @classmethod
    def _start_before_end(cls, hours: tuple[int, int]) -> tuple[int, int]:
        if hours[0] >= hours[1]:
            raise ValueError("the first hour must be before the second")
        return hours

    def hours(self) -> WorkingHours:
        days = get_args(Weekday)
        weekdays = frozenset(days.index(day) for day in self.working_days)
        return WorkingHours(weekdays, *self.working_hours)


class ApiTable(_Strict):
    """The REST API."""

    requests_per_minute: int = Field(default=600, ge=1, le=100_000)
    """Of each token, to each process."""


class ChannelsTable(_Strict):
    """Channels of incidents."""

    archive_after_days: int = Field(default=14, ge=0, le=365)
    """Days after closing; 0 for never."""


def _optional_status(name: object) -> object:
    if name not in OPTIONAL_STATUSES:
        known = ", ".join(sorted(OPTIONAL_STATUSES))
        raise ValueError(f"{name} is not an optional status ({known})")
    return name


OptionalStatus = Annotated[Status, BeforeValidator(_optional_status)]


class DrillsTable(_Strict):
    """Drills, which train people without notifying anybody else."""

    real_pages: bool = False
    """Whether a drill may page an on-call service for real, after a second question."""
    webhooks: WebhookTables = {}
    """What injects may call, by name."""
    close_after_days: int = Field(default=7, ge=0, le=365)
    """Days after a drill until its incident is closed; 0 for never."""


class ChangesTable(_Strict):
    """Deployments and other changes that programs report."""

    minutes_before: int = Field(default=30, ge=1, le=_WEEK_MIN)
    """How long before an incident's start a change is shown in it."""
    keep_days: int = Field(default=180, ge=1, le=3660)


class RetentionTable(_Strict):
    """How long records are kept that no screen shows."""

    effects_days: int = Field(default=90, ge=7, le=3660)
    """Of what was done in Slack and elsewhere."""


class ExperimentsTable(_Strict):
    """What runs of chaos experiments do that tools report over HTTP."""

    post: bool = True
    """Whether a run outside of drills posts a line when it ends."""
    channel: str = Field(default="", max_length=80)
    """Name or id of the channel of that line; empty for the channel of announcements."""
    drill_team: tuple[Annotated[str, Field(pattern=r"^[UW][A-Z0-9]{1,30}$")], ...] = ()
    """With whom a run that starts opens a drill, if none of its service is under way."""
    no_result_after_hours: int = Field(default=24, ge=1, le=2_400)
    """After this time, a run that has not ended is said to have no result."""

    def policy(self) -> ExperimentPolicy:
        return ExperimentPolicy(
            self.post,
            self.channel,
            tuple(map(UserId, self.drill_team)),
            timedelta(hours=self.no_result_after_hours),
        )


class Policy(_Strict):
    incidents_channel: str = Field(default="incidents", min_length=1, max_length=80)
    """Name or id of the channel of announcements."""
    language: Language = DEFAULT
    """Of everything that everybody sees. What one person sees is in their language."""
    timeline_reaction: str = Field(default="pushpin", max_length=100, pattern=r"^[a-z0-9_+'-]+$")
    """The emoji, without colons, that adds a message to the timeline."""
    time_zone: Annotated[str, AfterValidator(_is_zone)] = "UTC"
    services: Annotated[
        tuple[ServiceName, ...],
        Field(max_length=100),
        AfterValidator(_differ),
    ] = ()
    worker: WorkerTable = WorkerTable()
    postmortem: PostmortemTable = PostmortemTable()
    taxonomy: TaxonomyTable = TaxonomyTable()
    statistics: StatisticsTable = StatisticsTable()
    permissions: PermissionsTable = PermissionsTable()
    access: AccessTable = AccessTable()
    paging: PagingTable = PagingTable()
    channels: ChannelsTable = ChannelsTable()
    lifecycle: dict[OptionalStatus, bool] = {}
    """Optional statuses to offer. Incidents already in one continue after it is switched off."""
    drills: DrillsTable = DrillsTable()
    api: ApiTable = ApiTable()
    changes: ChangesTable = ChangesTable()
    retention: RetentionTable = RetentionTable()
    experiments: ExperimentsTable = ExperimentsTable()
    webhooks: Annotated[
        tuple[SubscriptionTable, ...], Field(max_length=50), AfterValidator(_differ_by_webhook)
    ] = ()
    webhook_permissions: WebhookPermissionsTable = WebhookPermissionsTable()
    alerting: AlertingTable = AlertingTable()
    alerts: Annotated[tuple[AlertRuleTable, ...], Field(max_length=200)] = ()
    """Rules in order: the first that matches decides what an alert does."""
    teams: Annotated[
        tuple[TeamTable, ...], Field(max_length=100), AfterValidator(differ_by_name)
    ] = ()
    """Teams that train. Their services are also those of metrics by team."""
    maturity: MaturityTable = MaturityTable()
    exercises: Annotated[tuple[ExerciseTable, ...], Field(max_length=100)] = ()
    """Drills by schedule."""
    calendar: CalendarTable = CalendarTable()
    severities: dict[Severity, SeverityTable] = {}
    roles: Annotated[
        tuple[RoleTable, ...], Field(max_length=20), AfterValidator(_has_commander)
    ] = _DEFAULT_ROLES

    @model_validator(mode="after")
    def _teams_name_what_exists(self) -> Self:
        for table in self.teams:
            if unknown := [each for each in table.services if each not in self.services]:
                raise ValueError(f"teams: {table.name}: {unknown[0]} is not one of the services")
        return self

    @model_validator(mode="after")
    def _exercises_name_what_exists(self) -> Self:
        names = [each.name for each in self.teams]
        check_exercises(self.exercises, names, self.drills.webhooks)
        return self

    @model_validator(mode="after")
    def _alerts_name_what_exists(self) -> Self:
        on_call = [each.name for each in self.paging.services]
        self.alerting.check(self.alerts, self.services, on_call)
        return self

    def rules(self) -> Rules:
        return Rules(
            severities={severity: self._severity_policy(severity) for severity in Severity},
            roles=tuple(Role(RoleKey(role.key), role.name, role.duty) for role in self.roles),
            services=self.services,
            taxonomy=self.taxonomy.taxonomy(),
            time_zone=self.time_zone,
            working_hours=self.statistics.hours(),
            teams=self._services_by_team(),
            teams_in_settings=tuple(each.team() for each in self.teams),
            maturity=self.maturity.rules(),
            exercises=schedules(self.exercises, self.calendar, self.statistics.hours().weekdays),
            managers=self.statistics.managers,
            permissions=self.permissions.by_permission(),
            access=self.access.policy(),
            archive_channels_after_days=self.channels.archive_after_days or None,
            enabled_statuses=frozenset(each for each, on in self.lifecycle.items() if on),
            timeline_reaction=self.timeline_reaction,
            close_drills_after_days=self.drills.close_after_days or None,
            real_pages_in_drills=self.drills.real_pages,
            changes_before=timedelta(minutes=self.changes.minutes_before),
            keep_changes=timedelta(days=self.changes.keep_days),
            keep_effects=timedelta(days=self.retention.effects_days),
            experiments=self.experiments.policy(),
            webhooks=tuple(each.subscription() for each in self.webhooks),
            webhook_permissions=self.webhook_permissions.permissions(),
            alerts=self.alerting.policy(self.alerts),
            on_call=tuple(OnCallService(each.name, each.provider) for each in self.paging.services),
        )

    def _services_by_team(self) -> Mapping[str, tuple[str, ...]]:
        """A team of [statistics.teams] keeps its services there."""
        trained = {each.name: each.services for each in self.teams}
        return {team: named for team, named in (trained | self.statistics.teams).items() if named}

    def _severity_policy(self, severity: Severity) -> SeverityPolicy:
        table = self.severities.get(severity, SeverityTable())
        approval_required = self.postmortem.approval_required
        return replace(table.over(DEFAULT_POLICIES[severity]), approval_required=approval_required)


def read_policy(path: Path | None) -> Policy:
    """Reads the file; without a path, returns the built-in policy. Raises SettingsError."""
    if path is None:
        return Policy()
    try:
        text = path.read_text("utf-8-sig")  # editors on Windows write a byte order mark
        return Policy.model_validate(_with_new_keys(tomllib.loads(text), path))
    except OSError as error:
        raise SettingsError(
            f"FIREFIGHTER_CONFIG names {path}, which cannot be read: {error.strerror}."
        ) from error
    except RecursionError:
        raise SettingsError(
            f"FIREFIGHTER_CONFIG names {path}, which is nested too deeply."
        ) from None
    except ValueError as error:  # also of numbers and dates that Python does not have
        if isinstance(error, ValidationError):
            texts = [f"{path}: {_sentence(each)}" for each in error.errors()]
            raise SettingsError("\n".join(texts)) from None
        raise SettingsError(
            f"FIREFIGHTER_CONFIG names {path}, which is not valid TOML: {error}."
        ) from error


def _with_new_keys(given: dict[str, Any], path: Path) -> dict[str, Any]:
    """Renames old keys, with a warning for each."""
    _rename(given, "rooms", "channels", "", path)
    _rename(given, "rights", "permissions", "", path)
    severities = given.get("severities")
    for severity, table in severities.items() if isinstance(severities, dict) else ():
        if isinstance(table, dict):
            _rename(table, "room", "incident_channel", f"severities.{severity}.", path)
    taxonomy = given.get("taxonomy")
    if isinstance(taxonomy, dict) and isinstance(triggers := taxonomy.get("triggers"), list):
        renamed = [_renamed_trigger(each, path) for each in triggers]
        taxonomy["triggers"] = [each for n, each in enumerate(renamed) if each not in renamed[:n]]
    return given


def _renamed_trigger(name: object, path: Path) -> object:
    if not isinstance(name, str) or name not in RENAMED_TRIGGERS:
        return name
    new = RENAMED_TRIGGERS[name]
    log.warning('%s: the trigger "%s" is now called "%s". Please rename it.', path, name, new)
    return new


def _rename(table: dict[str, Any], old: str, new: str, prefix: str, path: Path) -> None:
    if old not in table:
        return
    if new in table:
        raise SettingsError(f"{path}: {prefix}{old} is the old name of {new}. Remove {old}.")
    log.warning("%s: %s%s is now called %s. Please rename it.", path, prefix, old, new)
    table[new] = table.pop(old)


def _sentence(detail: ErrorDetails) -> str:
    where = ".".join(str(part) for part in detail["loc"] if part not in ("[key]", NO_GROUP))
    if detail["type"] == "extra_forbidden":
        return f"unknown setting {where}."
    return f"{where}: {reason(detail)}." if where else f"{reason(detail)}."


_KEY_LENGTH = 32
"""Characters: https://developer.pagerduty.com/docs/send-alert-event."""


class RoutingKeys:
    """Reads only the named environment variables, and displays none of their values."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def of(self, paging: PagingTable) -> dict[str, str]:
        """The key of each service, by its name. Raises SettingsError for an invalid key."""
        return {each.name: self._key(each.routing_key_env, each.name) for each in paging.services}

    def _key(self, variable: str, service: str) -> str:
        key = self._environment.get(variable, "").strip()
        if not key:
            raise SettingsError(
                f"{variable} is not set. It is the integration key of {service}; PagerDuty shows "
                "it under the service's Integrations, Events API V2."
            )
        if len(key) != _KEY_LENGTH or not (key.isascii() and key.isalnum()):
            raise SettingsError(
                f"{variable} is not an integration key of Events API V2. Those have {_KEY_LENGTH} "
                "letters and digits."
            )
        return key
