"""Who may do what not everybody may."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Right(StrEnum):
    CLOSE = "close"
    """End an incident, by closing or cancelling it; whoever leads one may always end it."""
    OVERRIDE = "override"
    """Close against the checklist, with a reason; whoever leads an incident may always do so."""
    SEE_PRIVATE = "see_private"
    """See private incidents without having been let in."""
    EXPORT = "export"
    """Take out incidents in bulk."""


EVERYBODY = "everybody"

_BY_DEFAULT = {Right.CLOSE: (EVERYBODY,)}


@dataclass(frozen=True)
class Rights:
    """By the chat's ids of users and user groups; EVERYBODY among them is everybody."""

    holders: Mapping[Right, tuple[str, ...]] = field(
        default_factory=lambda: {right: _BY_DEFAULT.get(right, ()) for right in Right}
    )

    def of(self, right: Right) -> tuple[str, ...]:
        return self.holders.get(right, ())

    @property
    def groups(self) -> tuple[str, ...]:
        """The user groups whose members we have to know."""
        named = (name for names in self.holders.values() for name in names)
        return tuple(sorted({name for name in named if name.startswith("S")}))
