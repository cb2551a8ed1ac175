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

    @property
    def redelivered_within_s(self) -> float:
        """Stands for Slack's five minutes."""
        return 5.0 if self.incidents < 100 else 60.0
