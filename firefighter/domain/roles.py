"""The roles of an incident, and who has the permission to do what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from firefighter.domain.ids import RoleKey


class Permission(StrEnum):
    CLOSE = "close"
    """Close or decline an incident; its commander always may."""
    OVERRIDE = "override"
    """Close despite the checklist, with a reason; the commander always may."""
    SEE_PRIVATE = "see_private"
    """See private incidents without being invited."""
    EXPORT = "export"
    """Export incidents."""
    WRITE_EXPERIMENTS = "write_experiments"
    """Write the catalog of experiments: add, edit, retire, and link runs to it."""


EVERYBODY = "everybody"


_BY_DEFAULT = {
    Permission.CLOSE: (EVERYBODY,),
    Permission.WRITE_EXPERIMENTS: (EVERYBODY,),
}


@dataclass(frozen=True)
class Permissions:
    """Holders by chat id of users and user groups; EVERYBODY stands for everybody."""

    holders: Mapping[Permission, tuple[str, ...]] = field(
        default_factory=lambda: {
            permission: _BY_DEFAULT.get(permission, ()) for permission in Permission
        }
    )

    def of(self, permission: Permission) -> tuple[str, ...]:
        return self.holders.get(permission, ())

    @property
    def groups(self) -> tuple[str, ...]:
        """The user groups whose members are needed."""
        named = (name for names in self.holders.values() for name in names)
        return tuple(sorted({name for name in named if name.startswith("S")}))


COMMANDER = RoleKey("commander")
"""The one role that every configuration has. Its holder may override the checklist."""


NOTE_LIMIT = 1000
"""Maximum characters of the note to a new holder."""


@dataclass(frozen=True)
class Role:
    """A responsibility in an incident, held by at most one person at a time."""

    key: RoleKey
    name: str
    duty: str
    """What the holder does, in one sentence addressed to them."""


DEFAULT_ROLES = (
    Role(COMMANDER, "Incident commander", "You lead: decide, delegate, keep everyone aligned."),
    Role(
        RoleKey("communications"),
        "Communications lead",
        "You keep everyone outside the channel informed.",
    ),
    Role(RoleKey("operations"), "Operations lead", "You direct the people who change the system."),
    Role(RoleKey("scribe"), "Scribe", "You record what happens as it happens."),
)
