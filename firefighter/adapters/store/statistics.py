"""Computes the metrics of a report in the database.

The formulas are those of `domain/metrics`; tests compare the two. The number of rows loaded grows
with weeks, services and severities, not with incidents.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Select, literal_column, select
from sqlalchemy.orm import Session

from firefighter.adapters.store import backlog, breakdown, counts, percentiles, rankings, training
from firefighter.adapters.store.counts import Total
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.incidents import read_incident, write_facts
from firefighter.adapters.store.resilience import read_resilience
from firefighter.adapters.store.tables import STALE_VERSION, FactRow, IncidentRow
from firefighter.domain.ids import IncidentId
from firefighter.domain.metrics.backlog import Backlog
from firefighter.domain.metrics.breakdown import Breakdown
from firefighter.domain.metrics.facts import Duration, Group
from firefighter.domain.metrics.report import (
    Baseline,
    Evidence,
    Load,
    Point,
    Question,
    Report,
)
from firefighter.domain.metrics.resilience import ResilienceReport
from firefighter.domain.metrics.significance import BlockCounts
from firefighter.domain.metrics.training import Training
from firefighter.domain.rules import Rules
from firefighter.domain.scenario import ScenarioId
from firefighter.domain.severity import Severity
from firefighter.ports.app_context import Clock

_BATCH_SIZE = 500
"""Incidents derived in one transaction; others can write between two of them."""


def refresh_stale_facts(database: Database, rules: Rules) -> None:
    """Derives facts that are marked as stale.

    Incidents that are locked are skipped: their facts are being written with them.
    """
    with database.reading() as session:
        is_stale = session.scalar(_with_stale_facts().limit(1)) is not None
    while is_stale:
        with database.writing() as session:
            locked = (
                _with_stale_facts()
                .limit(_BATCH_SIZE)
                .with_for_update(of=IncidentRow, skip_locked=True)
            )
            rows = session.scalars(locked).all()
            for row in rows:
                write_facts(session, read_incident(row, rules))
            is_stale = len(rows) == _BATCH_SIZE


def _with_stale_facts() -> Select[IncidentRow]:
    is_stale = FactRow.version == literal_column(str(STALE_VERSION))
    return (
        select(IncidentRow)
        .join(FactRow, FactRow.incident_id == IncidentRow.id)
        .where(is_stale)
        .order_by(IncidentRow.id)
    )


class StoredStatistics:
    def __init__(self, database: Database, rules: Rules, clock: Clock) -> None:
        self._clock = clock
        self._database = database
        self._rules = rules

    def report(self, question: Question) -> Report:
        """Raises StoreUnavailable."""
        refresh_stale_facts(self._database, self._rules)
        with self._database.reading() as session:
            return _report(session, question, self._rules)

    def breakdown(self, question: Question) -> Breakdown:
        now = self._clock.now()
        refresh_stale_facts(self._database, self._rules)
        with self._database.reading() as session:
            return breakdown.breakdown(session, question, self._rules, now)

    def evidence(self, question: Question, found: Baseline) -> Evidence:
        with self._database.reading() as session:
            return _evidence(session, question, found)

    def service_names(self, *, private: bool = False) -> Sequence[str]:
        """Raises StoreUnavailable."""
        with self._database.reading() as session:
            return counts.service_names(session, private=private)

    def history_start(self, *, private: bool = False) -> datetime | None:
        with self._database.reading() as session:
            return counts.history_start(session, private=private)

    def resilience(self, question: Question) -> ResilienceReport:
        with self._database.reading() as session:
            policy, now = self._rules.experiments, self._clock.now()
            return read_resilience(session, question, policy, now)

    def training(self, question: Question) -> Training:
        """Raises StoreUnavailable."""
        with self._database.reading() as session:
            return training.training(session, question)

    def played(self, question: Question) -> Sequence[IncidentId]:
        """Raises StoreUnavailable."""
        with self._database.reading() as session:
            return training.played(session, question)

    def last_played(self) -> Mapping[ScenarioId, datetime]:
        """Raises StoreUnavailable."""
        with self._database.reading() as session:
            return training.last_played(session)

    def load(self, question: Question) -> Load:
        with self._database.reading() as session:
            return backlog.load(session, question)

    def backlog(self, *, private: bool = False) -> Backlog:
        now = self._clock.now()
        with self._database.reading() as session:
            return backlog.backlog(session, now, self._rules, private=private)

    def points(self, question: Question, most: int) -> Sequence[Point]:
        """The latest incidents with a known time to mitigate, oldest first."""
        with self._database.reading() as session:
            return percentiles.points(session, question, most)


def _report(session: Session, question: Question, rules: Rules) -> Report:
    hours_zone = rules.zone
    totals = counts.totals(session, question)
    counted = {severity: total for (group, severity), total in totals.items() if group is _COUNTED}
    number = sum(total.number for total in counted.values())
    classes = counts.by_class(session, question, rules.taxonomy.group_of())
    services = counts.services(session, question)
    return Report(
        question,
        counted=number,
        backfilled=sum(total.backfilled for total in counted.values()),
        reopened=sum(total.reopened for total in counted.values()),
        apart=_apart(totals),
        by_severity={severity: total.number for severity, total in counted.items()},
        by_service=services.incidents,
        by_trigger=classes.triggers,
        by_failure_class=classes.failure_classes,
        by_factor=classes.factors,
        by_failure_group=classes.groups,
        without_service=number - services.with_one,
        hours_zone=hours_zone,
        by_hour_of_week=counts.by_hour_of_week(session, question, hours_zone),
        by_week=counts.by_week(session, question),
        durations={
            duration: percentiles.of_duration(session, question, duration, counted.values())
            for duration in Duration
        },
        mitigation=percentiles.by_severity(session, question, Duration.MITIGATE, counted),
        completeness=percentiles.of_completeness(session, question, counted.values()),
    )


_COUNTED = Group.COUNTED


def _evidence(session: Session, question: Question, found: Baseline) -> Evidence:
    now, before = replace(question, period=found.period), replace(question, period=found.before)
    earlier = replace(question, period=found.earlier) if found.earlier else None
    return Evidence(
        BlockCounts(
            counts.by_block(session, now, found.blocks),
            counts.by_block(session, before, found.blocks * found.times),
            counts.by_block(session, earlier, found.earlier_blocks) if earlier else (),
        ),
        {duration: rankings.of_duration(session, now, before, duration) for duration in Duration},
    )


def _apart(totals: Mapping[tuple[Group, Severity], Total]) -> Mapping[Group, int]:
    apart: Counter[Group] = Counter()
    for (group, _severity), total in totals.items():
        if group is not _COUNTED:
            apart[group] += total.number
    return apart
