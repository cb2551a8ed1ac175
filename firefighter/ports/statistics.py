from collections.abc import Sequence
from dataclasses import dataclass, replace
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

    def standing(self, *, private: bool = False) -> Standing:
        """What is not over yet, as of now; private incidents are left out unless asked for."""


@dataclass(frozen=True)
class Findings:
    """All that can be said about a question: about its time, about people, and as of now."""

    compared: Compared
    load: Load
    standing: Standing


def find_all(statistics: Statistics, question: Question) -> Findings:
    return Findings(
        compare(statistics, question),
        statistics.load(question),
        statistics.standing(private=question.private),
    )


def compare(statistics: Statistics, question: Question, times: int = 1) -> Compared:
    """Against the `times` periods of as many days right before."""
    before = replace(question, period=question.period.before(times))
    return Compared(statistics.report(question), statistics.report(before), times)
