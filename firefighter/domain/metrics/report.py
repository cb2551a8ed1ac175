"""The figures of a period, and how they follow from facts."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from firefighter.domain.ids import IncidentId
from firefighter.domain.metrics.facts import Duration, Fact, Group
from firefighter.domain.metrics.periods import Period
from firefighter.domain.metrics.spread import NOTHING, Spread, spread_of
from firefighter.domain.severity import Severity

REPEAT_WITHIN = timedelta(days=30)

HOURS, WEEKDAYS = 24, 7


@dataclass(frozen=True)
class WorkingHours:
    """When people are at work anyway."""

    weekdays: frozenset[int] = frozenset(range(5))
    """Monday is 0."""
    first_hour: int = 9
    end_hour: int = 18
    """The first hour that is no longer worked."""

    def cover(self, weekday: int, hour: int) -> bool:
        return weekday in self.weekdays and self.first_hour <= hour < self.end_hour


@dataclass(frozen=True)
class Question:
    """What a report is about."""

    period: Period
    service: str = ""
    """Only incidents of this service; empty for all."""
    private: bool = False
    """Whether private incidents count as well."""


@dataclass(frozen=True)
class Point:
    """One incident in a chart."""

    declared_at: datetime
    severity: Severity
    mitigated_after_s: int


@dataclass(frozen=True)
class Report:
    """Everything but `apart` is about counted incidents: no drill, none cancelled, no duplicate."""

    question: Question
    counted: int = 0
    backfilled: int = 0
    """How many of those counted were imported from elsewhere."""
    apart: Mapping[Group, int] = field(default_factory=dict)
    by_severity: Mapping[Severity, int] = field(default_factory=dict)
    by_service: Mapping[str, int] = field(default_factory=dict)
    """An incident of two services counts for each of them."""
    without_service: int = 0
    by_trigger: Mapping[str, int] = field(default_factory=dict)
    by_failure_class: Mapping[str, int] = field(default_factory=dict)
    """The empty name stands for those of which nobody has said it yet."""
    by_hour_of_week: Mapping[tuple[int, int], int] = field(default_factory=dict)
    """By weekday, Monday being 0, and hour at which they were declared, in the period's zone."""
    by_week: Mapping[date, Mapping[Severity, int]] = field(default_factory=dict)
    """By the Monday of the week in which they were declared; weeks with none are left out."""
    durations: Mapping[Duration, Spread] = field(default_factory=dict)
    mitigation: Mapping[Severity, Spread] = field(default_factory=dict)
    """The time to mitigate, for each severity that occurred."""
    completeness: Spread = NOTHING
    """Of the post-mortems: how many of the ten hard items are done."""
    repeats: int = 0
    """How many came within 30 days after another incident of one of their services."""
    repeats_by_service: Mapping[str, int] = field(default_factory=dict)

    @property
    def by_hour(self) -> Sequence[int]:
        return [self._in_cells(range(WEEKDAYS), [hour]) for hour in range(HOURS)]

    @property
    def by_weekday(self) -> Sequence[int]:
        return [self._in_cells([weekday], range(HOURS)) for weekday in range(WEEKDAYS)]

    def out_of_hours(self, working: WorkingHours) -> int:
        """How many were declared while nobody was at work anyway."""
        cells = self.by_hour_of_week.items()
        return sum(number for cell, number in cells if not working.cover(*cell))

    def _in_cells(self, weekdays: Iterable[int], hours: Collection[int]) -> int:
        return sum(self.by_hour_of_week.get((day, hour), 0) for day in weekdays for hour in hours)


@dataclass(frozen=True)
class Compared:
    """A report, and what it is held against: the same number of days, `times` over, before it."""

    now: Report
    before: Report
    times: int = 1


def report_on(facts: Iterable[Fact], question: Question) -> Report:
    """From facts in any order, those before the period among them: a repeat looks back 30 days."""
    known = [fact for fact in facts if _is_asked_for(fact, question)]
    inside = [fact for fact in known if question.period.contains(fact.declared_at)]
    counted = [fact for fact in inside if fact.group is Group.COUNTED]
    severities = Counter(fact.severity for fact in counted)
    repeated = _repeated(known, question.period)
    return Report(
        question,
        counted=len(counted),
        backfilled=sum(fact.backfilled for fact in counted),
        apart=Counter(fact.group for fact in inside if fact.group is not Group.COUNTED),
        by_severity=severities,
        by_service=Counter(service for fact in counted for service in fact.services),
        by_trigger=Counter(fact.trigger for fact in counted),
        by_failure_class=Counter(fact.failure_class for fact in counted),
        without_service=sum(not fact.services for fact in counted),
        by_hour_of_week=Counter(_cell(fact.declared_at, question.period) for fact in counted),
        by_week=_weeks(counted, question.period),
        durations={duration: _spread(counted, duration) for duration in Duration},
        mitigation={
            severity: _spread(
                [fact for fact in counted if fact.severity is severity], Duration.MITIGATE
            )
            for severity in severities
        },
        completeness=spread_of(
            [fact.complete for fact in counted if fact.complete is not None], of=len(counted)
        ),
        repeats=len({incident_id for incident_id, _service in repeated}),
        repeats_by_service=Counter(service for _incident_id, service in repeated),
    )


def _is_asked_for(fact: Fact, question: Question) -> bool:
    return (question.private or not fact.private) and (
        not question.service or question.service in fact.services
    )


def _spread(facts: Collection[Fact], duration: Duration) -> Spread:
    measured = [fact.seconds[duration] for fact in facts if duration in fact.seconds]
    return spread_of(measured, of=len(facts))


def _cell(moment: datetime, period: Period) -> tuple[int, int]:
    local = moment.astimezone(period.zone)
    return local.weekday(), local.hour


def _weeks(facts: Iterable[Fact], period: Period) -> Mapping[date, Mapping[Severity, int]]:
    weeks: dict[date, Counter[Severity]] = {}
    for fact in facts:
        day = fact.declared_at.astimezone(period.zone).date()
        weeks.setdefault(day - timedelta(days=day.weekday()), Counter())[fact.severity] += 1
    return weeks


def _repeated(facts: Iterable[Fact], period: Period) -> set[tuple[IncidentId, str]]:
    """Incidents of the period with the service that had another one in the 30 days before."""
    latest: dict[str, datetime] = {}
    found = set()
    for fact in sorted(facts, key=lambda fact: (fact.declared_at, fact.incident_id)):
        if fact.group is not Group.COUNTED:
            continue
        for service in fact.services:
            before = latest.get(service)
            latest[service] = fact.declared_at
            if (
                before is not None
                and period.contains(fact.declared_at)
                and fact.declared_at - before <= REPEAT_WITHIN
            ):
                found.add((fact.incident_id, service))
    return found
