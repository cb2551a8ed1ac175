from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from firefighter.domain.metrics.load import Load
from firefighter.domain.metrics.report import Compared, Point, Question, Report
from firefighter.domain.metrics.standing import Standing


class Statistics(Protocol):
    """What incidents add up to. Raises StoreUnavailable."""

    def report(self, question: Question) -> Report: ...

    def points(self, question: Question, most: int) -> Sequence[Point]:
        """The latest incidents whose time to mitigate is known, oldest first."""

    def load(self, question: Question) -> Load:
        """Who had to do with incidents, and for how long."""

    def standing(self) -> Standing:
        """What is not over yet, as of now; private incidents are left out."""


def compare(statistics: Statistics, question: Question, times: int = 1) -> Compared:
    """Against the `times` periods of as many days right before."""
    before = replace(question, period=question.period.before(times))
    return Compared(statistics.report(question), statistics.report(before), times)
