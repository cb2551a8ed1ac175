from dataclasses import dataclass

from firefighter.domain.ids import UserId
from firefighter.ports.search import Found


@dataclass(frozen=True)
class Home:
    """What one person finds when they turn to us: all of it is theirs to see."""

    user: UserId
    held: Found
    """Open incidents in which they hold a role."""
    open: Found
