"""Typed identifiers."""

import re
from typing import NewType

from firefighter.domain.spelling import DASHES, bare

IncidentId = NewType("IncidentId", int)
UserId = NewType("UserId", str)
RoleKey = NewType("RoleKey", str)
EntryId = NewType("EntryId", int)
"""Identifies a timeline entry."""
NOT_STORED = EntryId(0)
GameDayId = NewType("GameDayId", int)
ExperimentKey = NewType("ExperimentKey", str)
"""Such as `checkout-db-slow`: people type it, and tools name it. Unique, and never changed."""
TeamNumber = NewType("TeamNumber", int)
"""A team of a Game Day, counted from 1 within it."""

REFERENCE = rf"INC[\s{DASHES}]?\d{{1,18}}|#INC[{DASHES}]?\d{{1,18}}(?:[{DASHES}][\w-]*)?"
"""A regular expression for `INC-42`, `INC 42`, and a channel such as `#inc-42-checkout`."""
_REFERENCE = re.compile(
    rf"(?:#?INC[\s{DASHES}]?)?(\d{{1,18}})|#?INC[{DASHES}]?(\d{{1,18}})[{DASHES}][\w-]*",
    re.IGNORECASE,
)
_MINUS = re.compile(rf"\s*[{DASHES}]\s*\d")


def reference(incident_id: IncidentId) -> str:
    """The displayed name of an incident: `INC-42`."""
    return f"INC-{incident_id}"


def parse_reference(typed: str) -> IncidentId | None:
    """Parses `INC-42`, `inc 42`, `42` or `#inc-42-checkout`; None for other text."""
    match = None if _MINUS.match(typed) else _REFERENCE.fullmatch(bare(typed))
    return IncidentId(int(match[1] or match[2])) if match else None


def game_day_reference(game_day_id: GameDayId) -> str:
    """The displayed name of a Game Day: `GD-3`."""
    return f"GD-{game_day_id}"


_GAME_DAY = re.compile(rf"(?:#?(?:GD|game-day)[\s{DASHES}]?)?(\d{{1,9}})", re.IGNORECASE)


def parse_game_day_reference(typed: str) -> GameDayId | None:
    """Parses `GD-3`, `gd 3`, `3` or `#game-day-3`; None for other text."""
    match = None if _MINUS.match(typed) else _GAME_DAY.fullmatch(bare(typed))
    return GameDayId(int(match[1])) if match else None
