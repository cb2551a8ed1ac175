"""Who takes part in a Game Day, and as what."""

from dataclasses import dataclass
from enum import StrEnum

from firefighter.domain.ids import TeamNumber

FEWEST_HEROES, MOST_HEROES = 3, 6
"""In one team."""


class GameDayRole(StrEnum):
    GAME_MASTER = "game_master"
    """Runs it and judges."""
    SAFETY_OFFICER = "safety_officer"
    """May veto and stop."""
    VILLAIN = "villain"
    """Prepares and steers."""
    OBSERVER = "observer"
    """Looks on and writes down."""
    HERO = "hero"
    """Solves."""


@dataclass(frozen=True)
class Seat:
    role: GameDayRole
    team: TeamNumber | None = None
    """Of a hero."""
