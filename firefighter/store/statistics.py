"""The figures of a report, computed where the facts are.

The formulas are those of `domain/metrics`; tests hold the two against each other. What is loaded
grows with weeks, services and severities, never with incidents.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from firefighter.domain.metrics.facts import Duration, Group
from firefighter.domain.metrics.load import Load
from firefighter.domain.metrics.report import Point, Question, Report
from firefighter.domain.metrics.standing import Standing
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.ports.house import Clock
from firefighter.store import counting, spreading, standing
from firefighter.store.counting import Total
from firefighter.store.database import Database
from firefighter.store.stale_facts import bring_up_to_date


class StoredStatistics:
    def __init__(self, database: Database, rules: Rules, clock: Clock) -> None:
        self._clock = clock
        self._database = database
        self._rules = rules

    def report(self, question: Question) -> Report:
        """Raises StoreUnavailable."""
        bring_up_to_date(self._database, self._rules)
        with self._database.reading() as session:
            return _report(session, question)

    def load(self, question: Question) -> Load:
        with self._database.reading() as session:
            return standing.load(session, question)

    def standing(self, *, private: bool = False) -> Standing:
        now = self._clock.now()
        with self._database.reading() as session:
            return standing.standing(session, now, self._rules, private=private)

    def points(self, question: Question, most: int) -> Sequence[Point]:
        """The latest incidents whose time to mitigate is known, oldest first."""
        with self._database.reading() as session:
            return spreading.points(session, question, most)


def _report(session: Session, question: Question) -> Report:
    totals = counting.totals(session, question)
    counted = {severity: total for (group, severity), total in totals.items() if group is _COUNTED}
    number = sum(total.number for total in counted.values())
    triggers, classes = counting.by_class(session, question)
    services = counting.services(session, question)
    return Report(
        question,
        counted=number,
        backfilled=sum(total.backfilled for total in counted.values()),
        apart=_apart(totals),
        by_severity={severity: total.number for severity, total in counted.items()},
        by_service=services.incidents,
        by_trigger=triggers,
        by_failure_class=classes,
        without_service=number - services.with_one,
        by_hour_of_week=counting.by_hour_of_week(session, question),
        by_week=counting.by_week(session, question),
        durations={
            duration: spreading.spread(session, question, duration, counted.values())
            for duration in Duration
        },
        mitigation=spreading.by_severity(session, question, Duration.MITIGATE, counted),
        completeness=spreading.completeness(session, question, counted.values()),
        repeats=services.repeated,
        repeats_by_service=services.repeats,
    )


_COUNTED = Group.COUNTED


def _apart(totals: Mapping[tuple[Group, Severity], Total]) -> Mapping[Group, int]:
    apart: Counter[Group] = Counter()
    for (group, _severity), total in totals.items():
        if group is not _COUNTED:
            apart[group] += total.number
    return apart
