import math
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Sort = Literal["sqlite", "postgresql"]

HERE = Path(__file__).parents[2]
"""The folder with this repository's `firefighter` and `migrations`."""


@dataclass(frozen=True)
class Scale:
    """How long and how hard a run is. It continues until there are enough incidents and kills."""

    database: Sort
    seed: int
    incidents: int
    kills: int
    most_min: float = math.inf
    """The time limit in minutes, after which the run is audited as it is."""
    code: Path = HERE
    call_timeout_s: int = 1
    lease_s: int = 5
    """The shortest allowed, so that takeovers happen often."""
    trains: bool = True
    """Whether users play drills and Game Days in between."""

    @property
    def is_short(self) -> bool:
        return self.incidents < 100

    @property
    def incidents_s(self) -> float:
        """How long users work on real incidents, before it is time for training again."""
        return 5.0 if self.is_short else 20.0

    @property
    def training_s(self) -> float:
        """How long they train then, at least."""
        return 12.0 if self.is_short else 45.0

    @property
    def redelivered_within_s(self) -> float:
        """Stands for Slack's five minutes."""
        return 5.0 if self.is_short else 60.0
