"""firefighter.toml: a company's severities, roles, services and its incidents channel."""

import tomllib
from pathlib import Path
from typing import Annotated, Literal, Self, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    DirectoryPath,
    Field,
    ValidationError,
    model_validator,
)

from firefighter.domain.ids import RoleKey
from firefighter.domain.metrics.report import WorkingHours
from firefighter.domain.paging import OnCall
from firefighter.domain.rights import EVERYBODY, Right, Rights
from firefighter.domain.roles import COMMANDER, DEFAULT_ROLES, Role
from firefighter.domain.rules import Rules
from firefighter.domain.severity import DEFAULT_POLICIES, Severity, SeverityPolicy
from firefighter.domain.taxonomy import Taxonomy
from firefighter.settings.errors import SettingsError
from firefighter.texts import DEFAULT, Language

_CALLS_IN_A_LEASE = 4
"""An effect looks whether it was done, does it, and may try a few names."""


_TAKEN = {"severity", "summary", "incident"}


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _is_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"{name} is no time zone such as Europe/Paris") from error
    return name


def _has_commander(roles: tuple["RoleTable", ...]) -> tuple["RoleTable", ...]:
    keys = [role.key for role in roles]
    if COMMANDER not in keys:
        raise ValueError(f"one role needs the key {COMMANDER}: who leads")
    if taken := _TAKEN.intersection(keys):
        raise ValueError(f"{min(taken)} means something else here, so no role can have that key")
    if len(set(keys)) < len(keys):
        raise ValueError("two roles have the same key")
    return roles


def _differ(services: tuple[str, ...]) -> tuple[str, ...]:
    if twice := [name for name in services if services.count(name) > 1]:
        raise ValueError(f"{twice[0]} is named twice")
    return services


ChatId = Annotated[str, Field(pattern=r"^[UWS][A-Z0-9]{2,}$")]
Entitled = Literal["everybody"] | ChatId


class SeverityTable(_Strict):
    """What is not given stays as the built-in policy of that severity has it."""

    meaning: str | None = Field(default=None, min_length=1, max_length=70)
    room: bool | None = None
    postmortem: bool | None = None
    update_every_min: int | None = Field(default=None, gt=0)
    commander_after_min: int | None = Field(default=None, gt=0)
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
    """How pages look."""

    templates: DirectoryPath | None = None
    """A folder whose files replace the built-in sections of the same name."""


class TaxonomyTable(_Strict):
    """The words by which failures are counted; `unknown` is always added."""

    triggers: tuple[Word, ...] = Field(default=Taxonomy().triggers, min_length=1, max_length=50)
    failure_classes: tuple[Word, ...] = Field(
        default=Taxonomy().failure_classes, min_length=1, max_length=50
    )


_DEFAULT_ROLES = tuple(
    RoleTable(key=role.key, name=role.name, duty=role.duty) for role in DEFAULT_ROLES
)


class RightsTable(_Strict):
    """Who may do what not everybody may: ids of users and user groups, or "everybody"."""

    close: tuple[Entitled, ...] = (EVERYBODY,)
    override: tuple[Entitled, ...] = ()
    see_private: tuple[ChatId, ...] = ()
    export: tuple[Entitled, ...] = ()

    def rights(self) -> Rights:
        return Rights({right: getattr(self, right) for right in Right})


class WorkerTable(_Strict):
    """How the worker does its work; the defaults suit everybody who has not measured."""

    threads: int = Field(default=8, ge=1, le=20)
    call_timeout_s: int = Field(default=8, ge=1, le=60)
    """How long one call to Slack may take, in seconds."""
    lease_s: int = Field(default=60, ge=5)
    """After how long another process may take over what a dead one held, in seconds."""

    @model_validator(mode="after")
    def _lease_outlasts_calls(self) -> Self:
        if self.lease_s < _CALLS_IN_A_LEASE * self.call_timeout_s:
            raise ValueError(f"lease_s has to be at least {_CALLS_IN_A_LEASE} times call_timeout_s")
        return self


class OnCallTable(_Strict):
    """A service for which somebody can be paged."""

    name: str = Field(min_length=1, max_length=60)
    routing_key_env: str = Field(pattern=r"^[A-Z][A-Z0-9_]{0,79}$")
    """The environment variable that holds the key of its Events API v2 integration."""
    through: Literal["PagerDuty"] = "PagerDuty"


def _differ_by_name(services: tuple[OnCallTable, ...]) -> tuple[OnCallTable, ...]:
    _differ(tuple(service.name for service in services))
    return services


class PagingTable(_Strict):
    services: Annotated[
        tuple[OnCallTable, ...], Field(max_length=50), AfterValidator(_differ_by_name)
    ] = ()


Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class StatisticsTable(_Strict):
    managers: tuple[ChatId, ...] = Field(default=(), max_length=100)
    """Who gets the weekly figures: ids of users and user groups."""
    working_days: tuple[Weekday, ...] = get_args(Weekday)[:5]
    working_hours: tuple[Annotated[int, Field(ge=0, le=23)], Annotated[int, Field(ge=1, le=24)]] = (
        9,
        18,
    )

    def hours(self) -> WorkingHours:
        days = get_args(Weekday)
        weekdays = frozenset(days.index(day) for day in self.working_days)
        return WorkingHours(weekdays, *self.working_hours)


class RoomsTable(_Strict):
    """The channels that incidents get of their own."""

    archive_after_days: int = Field(default=14, ge=0, le=365)
    """How long after closing; 0 for never."""


class Policy(_Strict):
    incidents_channel: str = Field(default="incidents", min_length=1)
    """Name or id of the channel of the announcements."""
    language: Language = DEFAULT
    """Of what everybody sees; what one person sees is in that person's own."""
    timeline_reaction: str = Field(default="pushpin", pattern=r"^[a-z0-9_+'-]+$")
    """The emoji, without colons, by which people put a message on the timeline."""
    time_zone: Annotated[str, AfterValidator(_is_zone)] = "UTC"
    services: Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=75)], ...],
        Field(max_length=100),
        AfterValidator(_differ),
    ] = ()
    worker: WorkerTable = WorkerTable()
    postmortem: PostmortemTable = PostmortemTable()
    taxonomy: TaxonomyTable = TaxonomyTable()
    statistics: StatisticsTable = StatisticsTable()
    rights: RightsTable = RightsTable()
    paging: PagingTable = PagingTable()
    rooms: RoomsTable = RoomsTable()
    severities: dict[Severity, SeverityTable] = {}
    roles: Annotated[
        tuple[RoleTable, ...], Field(max_length=20), AfterValidator(_has_commander)
    ] = _DEFAULT_ROLES

    def rules(self) -> Rules:
        unchanged = SeverityTable()
        return Rules(
            severities={
                severity: self.severities.get(severity, unchanged).over(DEFAULT_POLICIES[severity])
                for severity in Severity
            },
            roles=tuple(Role(RoleKey(role.key), role.name, role.duty) for role in self.roles),
            services=self.services,
            taxonomy=Taxonomy(self.taxonomy.triggers, self.taxonomy.failure_classes),
            time_zone=self.time_zone,
            working_hours=self.statistics.hours(),
            managers=self.statistics.managers,
            rights=self.rights.rights(),
            archive_rooms_after_days=self.rooms.archive_after_days or None,
            timeline_reaction=self.timeline_reaction,
            on_call=tuple(OnCall(each.name, each.through) for each in self.paging.services),
        )


def read_policy(path: Path | None) -> Policy:
    """The file's policy, or the built-in one without a file. Raises SettingsError."""
    if path is None:
        return Policy()
    try:
        return Policy.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise SettingsError(
            f"FIREFIGHTER_CONFIG names {path}, which cannot be read: {error.strerror}."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"FIREFIGHTER_CONFIG names {path}, which is no TOML: {error}."
        ) from error
    except ValidationError as error:
        raise SettingsError(f"{path}: {_sentence(error)}") from error


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"there is no setting {where}."
    reason = first["msg"].removeprefix("Value error, ")
    return f"{where}: {reason}."
