"""Metrics of incidents, and the weekly digest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from firefighter.domain.ids import IncidentId
from firefighter.domain.metrics.backlog import Backlog
from firefighter.domain.metrics.breakdown import Breakdown
from firefighter.domain.metrics.report import (
    Baseline,
    Compared,
    Evidence,
    Load,
    Point,
    Question,
    Report,
    baseline,
)
from firefighter.domain.metrics.resilience import ResilienceReport
from firefighter.domain.metrics.training import TrainedClass, Training, trained_classes
from firefighter.domain.scenario import ScenarioId
from firefighter.i18n import Language
from firefighter.ports.scenarios import ScenarioLibrary


class Statistics(Protocol):
    """Computes metrics. Raises StoreUnavailable."""

    def report(self, question: Question) -> Report: ...

    def breakdown(self, question: Question) -> Breakdown:
        """The period by service, team, month and status."""

    def evidence(self, question: Question, found: Baseline) -> Evidence:
        """What the tests of change look at, in the periods of `found`."""

    def history_start(self, *, private: bool = False) -> datetime | None:
        """When the first incident on record was declared; None if there is none."""

    def points(self, question: Question, most: int) -> Sequence[Point]:
        """The latest incidents with a known time to mitigate, oldest first."""

    def training(self, question: Question) -> Training:
        """The drills of the period; its service is not looked at."""

    def resilience(self, question: Question) -> ResilienceReport:
        """The scores of chaos experiments in the period."""

    def played(self, question: Question) -> Sequence[IncidentId]:
        """The latest drills of the period from scenarios that are over, oldest first."""

    def last_played(self) -> Mapping[ScenarioId, datetime]:
        """When each scenario was played last."""

    def load(self, question: Question) -> Load:
        """Who worked on incidents, and for how long."""

    def service_names(self, *, private: bool = False) -> Sequence[str]:
        """The services of incidents on record, by name; of private ones only if asked for."""

    def backlog(self, *, private: bool = False) -> Backlog:
        """The present backlog, without private incidents unless asked for."""


@dataclass(frozen=True)
class Findings:
    """Everything about a question: metrics, load and backlog."""

    compared: Compared
    breakdown: Breakdown
    load: Load
    backlog: Backlog


def find_all(statistics: Statistics, question: Question) -> Findings:
    backlog = statistics.backlog(private=question.private)
    compared = compare(statistics, question, backlog.at)
    breakdown = statistics.breakdown(question)
    return Findings(compared, breakdown, statistics.load(question), backlog)


def find_training(
    statistics: Statistics, scenarios: ScenarioLibrary, question: Question, language: Language
) -> tuple[Training, Sequence[TrainedClass]]:
    """Training, and its failure classes beside those of real incidents in the same period."""
    classes = {each.id: each.failure_class for each in scenarios.summaries(language)}
    training = statistics.training(question)
    report = statistics.report(question)
    return training, trained_classes(training, classes, report.by_failure_class, report.by_factor)


def compare(statistics: Statistics, question: Question, now: datetime, times: int = 1) -> Compared:
    """Compares with up to `times` periods of the same length right before."""
    history_start = statistics.history_start(private=question.private)
    found = baseline(question.period, history_start, now, times)
    before = replace(question, period=found.before)
    return Compared(
        statistics.report(question),
        statistics.report(before),
        found.times,
        found.obstacle,
        Evidence() if found.obstacle else statistics.evidence(question, found),
    )


@dataclass(frozen=True)
class Digest:
    """The digest for a manager, most urgent first."""

    compared: Compared
    backlog: Backlog
    load: Load
    is_weekly: bool = True
    """Whether it was sent automatically, so that it can be unsubscribed."""
    is_late: bool = False
    """Whether no process was running when it was due."""
    training: Training | None = None
    """None if no exercise was ever held."""
    never_trained: tuple[str, ...] = ()
    """Failure classes of a year's real incidents that no exercise of that year was about."""
    resilience: ResilienceReport | None = None
    """None if no chaos experiment was ever run."""
