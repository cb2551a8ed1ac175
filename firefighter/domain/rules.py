from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from firefighter.domain.metrics.report import WorkingHours
from firefighter.domain.paging import OnCall
from firefighter.domain.rights import Rights
from firefighter.domain.roles import DEFAULT_ROLES, Role
from firefighter.domain.severity import DEFAULT_POLICIES, Severity, SeverityPolicy
from firefighter.domain.taxonomy import Taxonomy


@dataclass(frozen=True)
class Rules:
    """A company's own choices: what each severity demands, which roles and services exist."""

    severities: Mapping[Severity, SeverityPolicy] = field(
        default_factory=lambda: dict(DEFAULT_POLICIES)
    )
    roles: tuple[Role, ...] = DEFAULT_ROLES
    services: tuple[str, ...] = ()
    taxonomy: Taxonomy = field(default_factory=Taxonomy)
    time_zone: str = "UTC"
    """Whose calendar and clocks the company's own figures go by."""
    working_hours: WorkingHours = field(default_factory=WorkingHours)
    managers: tuple[str, ...] = ()
    """Chat ids of users and user groups who get the weekly figures."""
    rights: Rights = field(default_factory=Rights)
    archive_rooms_after_days: int | None = 14
    """How many days after closing a room is archived; None for never."""
    timeline_reaction: str = "pushpin"
    """The emoji, without colons, by which people put a message on the timeline."""

    on_call: tuple[OnCall, ...] = ()
    """The services for which somebody can be paged."""

    def day_of(self, moment: datetime) -> date:
        """Which day it is then, where the company is."""
        return moment.astimezone(ZoneInfo(self.time_zone)).date()

    def policy(self, severity: Severity) -> SeverityPolicy:
        return self.severities[severity]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def role_keys(self) -> frozenset[str]:
        return frozenset(role.key for role in self.roles)

    def role_duty(self, key: str) -> str:
        """What its holder does; empty when the configuration no longer has the role."""
        return next((role.duty for role in self.roles if role.key == key), "")

    def role_name(self, key: str) -> str:
        """The role's name; its key when the configuration no longer has it, as history may."""
        return next((role.name for role in self.roles if role.key == key), key)
