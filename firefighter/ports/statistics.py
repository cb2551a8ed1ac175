from collections.abc import Sequence
from typing import Protocol

from firefighter.domain.metrics.report import Point, Question, Report


class Statistics(Protocol):
    """What incidents add up to. Raises StoreUnavailable."""

    def report(self, question: Question) -> Report: ...

    def points(self, question: Question, most: int) -> Sequence[Point]:
        """The latest incidents whose time to mitigate is known, oldest first."""
