from collections.abc import Mapping
from dataclasses import dataclass, field

from firefighter.domain.ids import RoleKey
from firefighter.domain.roles import DEFAULT_ROLES, Role
from firefighter.domain.severity import DEFAULT_POLICIES, Severity, SeverityPolicy


@dataclass(frozen=True)
class Rules:
    """A company's own choices: what each severity demands, which roles and services exist."""

    severities: Mapping[Severity, SeverityPolicy] = field(
        default_factory=lambda: dict(DEFAULT_POLICIES)
    )
    roles: tuple[Role, ...] = DEFAULT_ROLES
    services: tuple[str, ...] = ()

    def policy(self, severity: Severity) -> SeverityPolicy:
        return self.severities[severity]

    def role(self, key: RoleKey) -> Role:
        """The role of that key; KeyError when the configuration has none."""
        return {role.key: role for role in self.roles}[key]
