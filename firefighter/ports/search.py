from collections.abc import Sequence
from dataclasses import dataclass

from firefighter.domain.ids import IncidentId, RoleKey, UserId, reference
from firefighter.domain.lifecycle import Status
from firefighter.domain.severity import Severity


@dataclass(frozen=True)
class Search:
    """What is looked for; what is left empty is not asked for."""

    words: str = ""
    """All of them stand in the title or the summary, or one is the incident's number."""
    only_open: bool = False
    severity: Severity | None = None
    service: str = ""
    involving: UserId | None = None
    """Who declared it or holds a role in it."""
    held_by: UserId | None = None
    """Who holds a role in it."""


@dataclass(frozen=True)
class Listed:
    """An incident in one line of a list."""

    id: IncidentId
    title: str
    severity: Severity
    status: Status
    private: bool
    services: tuple[str, ...]
    holders: tuple[tuple[RoleKey, UserId], ...]

    @property
    def reference(self) -> str:
        return reference(self.id)


@dataclass(frozen=True)
class Found:
    """One page of what was found: the open ones first and the worst of them, then the newest."""

    items: Sequence[Listed]
    total: int
