"""A company's configuration: severities, roles, services and more."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from firefighter.domain.accounts import AccessPolicy
from firefighter.domain.alerts import AlertPolicy
from firefighter.domain.exercise_schedule import ExerciseSchedules
from firefighter.domain.experiment_runs import ExperimentPolicy
from firefighter.domain.lifecycle import Status
from firefighter.domain.maturity import MaturityRules
from firefighter.domain.metrics.report import WorkingHours
from firefighter.domain.paging import OnCallService
from firefighter.domain.roles import DEFAULT_ROLES, Permissions, Role
from firefighter.domain.severity import DEFAULT_POLICIES, Severity, SeverityPolicy
from firefighter.domain.taxonomy import Taxonomy
from firefighter.domain.teams import Team
from firefighter.domain.webhooks import Subscription, WebhookPermissions


@dataclass(frozen=True)
class Rules:
    """A company's configuration."""

    severities: Mapping[Severity, SeverityPolicy] = field(
        default_factory=lambda: dict(DEFAULT_POLICIES)
    )
    roles: tuple[Role, ...] = DEFAULT_ROLES
    services: tuple[str, ...] = ()
    taxonomy: Taxonomy = field(default_factory=Taxonomy)
    time_zone: str = "UTC"
    """Time zone of the company's calendar and metrics."""
    working_hours: WorkingHours = field(default_factory=WorkingHours)
    teams: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The services of each team, for metrics by team."""
    teams_in_settings: tuple[Team, ...] = ()
    """Teams that train; people may add more in the chat."""
    maturity: MaturityRules = field(default_factory=MaturityRules)
    """What the levels of teams require."""
    exercises: ExerciseSchedules = field(default_factory=ExerciseSchedules)
    """Exercises by schedule."""
    managers: tuple[str, ...] = ()
    """Chat ids of users and user groups who receive the weekly digest."""
    permissions: Permissions = field(default_factory=Permissions)
    access: AccessPolicy = field(default_factory=AccessPolicy)
    """What guests and people of other organizations may do."""
    archive_channels_after_days: int | None = 14
    """Days after closing until a channel is archived; None for never."""
    timeline_reaction: str = "pushpin"
    """Name of the emoji, without colons, that adds a message to the timeline."""

    enabled_statuses: frozenset[Status] = frozenset()
    """The optional statuses that are offered."""
    on_call: tuple[OnCallService, ...] = ()
    """Services whose on-call can be paged."""
    close_drills_after_days: int | None = 7
    """Days after a drill until its incident is closed; None for never."""
    real_pages_in_drills: bool = False
    """Whether drills may page people for real, after a second question each time."""
    alerts: AlertPolicy = field(default_factory=AlertPolicy)
    """What alerts do."""

    webhooks: tuple[Subscription, ...] = ()
    """The webhooks in the settings."""
    webhook_permissions: WebhookPermissions = field(default_factory=WebhookPermissions)

    changes_before: timedelta = timedelta(minutes=30)
    """How long before an incident's start a change may have caused it."""
    keep_changes: timedelta = timedelta(days=180)
    """How long changes are kept."""
    keep_effects: timedelta = timedelta(days=90)
    """How long it is kept what was done in Slack and elsewhere, unless something looks for it."""
    experiments: ExperimentPolicy = field(default_factory=ExperimentPolicy)
    """What runs of chaos experiments do."""

    def day_of(self, at: datetime) -> date:
        """The calendar day at that time in the company's time zone."""
        return at.astimezone(ZoneInfo(self.time_zone)).date()

    def policy(self, severity: Severity) -> SeverityPolicy:
        return self.severities[severity]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def groups(self) -> tuple[str, ...]:
        """The user groups whose members are needed."""
        of_teams = {group for team in self.teams_in_settings for group in team.groups}
        return tuple(sorted(of_teams.union(self.permissions.groups, self.access.groups)))

    @property
    def role_keys(self) -> frozenset[str]:
        return frozenset(role.key for role in self.roles)

    def role_duty(self, key: str) -> str:
        """What the holder does; empty for a role that was removed from the configuration."""
        return next((role.duty for role in self.roles if role.key == key), "")

    def role_name(self, key: str) -> str:
        """The role's name; its key for a role that was removed from the configuration."""
        return next((role.name for role in self.roles if role.key == key), key)
