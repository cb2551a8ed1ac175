from dataclasses import dataclass

from firefighter.domain.metrics.load import Load
from firefighter.domain.metrics.report import Compared
from firefighter.domain.metrics.standing import Standing


@dataclass(frozen=True)
class Digest:
    """What somebody who answers for incidents should know of some days, most urgent first."""

    compared: Compared
    standing: Standing
    load: Load
    is_weekly: bool = True
    """Whether it came by itself, and so can be stopped."""
    is_late: bool = False
    """Whether nobody was there to send it in time."""
