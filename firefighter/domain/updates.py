from dataclasses import dataclass
from datetime import datetime

from firefighter.domain.ids import UserId

UPDATE_LIMIT = 1000
"""Characters of each part. What is longer is no news for people in a hurry."""

SNOOZE_MIN = 15
"""For how long an update is put off by one press."""


@dataclass(frozen=True, kw_only=True)
class Update:
    """How things stand, as those who do not work on it need to know."""

    impact: str
    changed: str
    next_step: str = ""
    next_by: UserId | None = None
    """Who does the next step."""
    next_update: datetime | None = None
    """By when people are told to expect more; None for no promise."""
