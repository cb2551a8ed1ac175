"""The metrics of a period, and how they follow from facts."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from itertools import pairwise

from firefighter.domain.ids import UserId
from firefighter.domain.metrics.distribution import (
    EMPTY_DISTRIBUTION,
    Distribution,
    distribution_of,
)
from firefighter.domain.metrics.facts import Duration, Fact, Group
from firefighter.domain.metrics.periods import Period, days_between, epoch_s
from firefighter.domain.metrics.significance import (
    BlockCounts,
    Change,
    Ranking,
    change_in_count,
    change_in_duration,
    ranking_of,
)
from firefighter.domain.severity import Severity


@dataclass(frozen=True)
class PersonLoad:
    """One person's share, from the timelines of counted incidents that were not imported."""

    user: UserId
    incidents: int
    """Number of incidents with an entry of this person."""
    seconds: int
    """Time in spans of activity, added up. A lower bound: work without an entry is not seen."""


@dataclass(frozen=True)
class Load:
    shares: Sequence[PersonLoad] = ()
    """Everybody's share, most first."""
    known: int = 0
    """Number of incidents whose timeline names an actor."""

    @property
    def seconds(self) -> int:
        return sum(share.seconds for share in self.shares)


ACTIVITY_GAP = timedelta(minutes=30)
"""A longer time between two timeline entries of one person ends a span of activity."""


def activity(entries: Iterable[datetime]) -> timedelta:
    """How long one person's spans of activity in one incident last together."""
    times = sorted(entries)
    gaps = (later - earlier for earlier, later in pairwise(times))
    return sum((gap for gap in gaps if gap <= ACTIVITY_GAP), timedelta())


HOURS, WEEKDAYS = 24, 7


@dataclass(frozen=True)
class WorkingHours:
    """When people are at work."""

    weekdays: frozenset[int] = frozenset(range(5))
    """Monday is 0."""
    first_hour: int = 9
    end_hour: int = 18
    """The first hour after work."""

    def cover(self, weekday: int, hour: int) -> bool:
        return weekday in self.weekdays and self.first_hour <= hour < self.end_hour


@dataclass(frozen=True)
class Question:
    """What a report is about."""

    period: Period
    service: str = ""
    """Only incidents of this service; empty for all."""
    private: bool = False
    """Whether private incidents count."""


@dataclass(frozen=True)
class Point:
    """One incident in a chart."""

    declared_at: datetime
    severity: Severity
    mitigated_after_s: int


@dataclass(frozen=True)
class Report:
    """Metrics of a period. All but `apart` count only COUNTED incidents."""

    question: Question
    counted: int = 0
    backfilled: int = 0
    """Number of counted incidents that were imported."""
    reopened: int = 0
    """Number of counted incidents that were reopened; excluded from times to mitigate and close."""
    apart: Mapping[Group, int] = field(default_factory=dict)
    by_severity: Mapping[Severity, int] = field(default_factory=dict)
    by_service: Mapping[str, int] = field(default_factory=dict)
    """An incident of two services counts for both."""
    without_service: int = 0
    by_trigger: Mapping[str, int] = field(default_factory=dict)
    by_failure_class: Mapping[str, int] = field(default_factory=dict)
    """The empty name stands for unclassified incidents."""
    by_factor: Mapping[str, int] = field(default_factory=dict)
    """By contributing factor; an incident of two factors counts for both."""
    by_failure_group: Mapping[str, int] = field(default_factory=dict)
    """Incidents whose failure class or a contributing factor is in the group."""
    hours_zone: tzinfo | None = None
    """The company's zone, whoever reads the report: of hours, weekdays and working hours."""
    by_hour_of_week: Mapping[tuple[int, int], int] = field(default_factory=dict)
    """By weekday and hour of declaration in `hours_zone`; Monday is 0."""
    by_week: Mapping[date, Mapping[Severity, int]] = field(default_factory=dict)
    """By the Monday of the week of declaration; weeks without incidents are left out."""
    durations: Mapping[Duration, Distribution] = field(default_factory=dict)
    mitigation: Mapping[Severity, Distribution] = field(default_factory=dict)
    """Time to mitigate by severity."""
    completeness: Distribution = EMPTY_DISTRIBUTION
    """Of post-mortems: how many of the ten hard items are complete."""

    @property
    def by_hour(self) -> Sequence[int]:
        return [self._in_cells(range(WEEKDAYS), [hour]) for hour in range(HOURS)]

    @property
    def by_weekday(self) -> Sequence[int]:
        return [self._in_cells([weekday], range(HOURS)) for weekday in range(WEEKDAYS)]

    def out_of_hours(self, working: WorkingHours) -> int:
        """Number declared outside working hours."""
        cells = self.by_hour_of_week.items()
        return sum(number for cell, number in cells if not working.cover(*cell))

    def _in_cells(self, weekdays: Iterable[int], hours: Collection[int]) -> int:
        return sum(self.by_hour_of_week.get((day, hour), 0) for day in weekdays for hour in hours)


class Obstacle(StrEnum):
    """Why a period cannot be compared with those before it."""

    NO_HISTORY = "no_history"
    """Records do not reach back over one whole earlier period."""
    NOT_OVER = "not_over"
    NOT_STARTED = "not_started"


BLOCK_DAYS = 7
"""About how long the blocks are in which incidents are counted to compare periods."""

EARLIER_BLOCKS = 12
"""At most so many blocks before the compared periods show how much blocks vary."""


@dataclass(frozen=True)
class Baseline:
    """What a period can be compared with."""

    period: Period
    """The period itself, until now if it is not over."""
    before: Period
    times: int
    obstacle: Obstacle | None = None
    earlier: Period | None = None
    """A whole number of blocks before `before`, as far as records reach back."""

    @property
    def blocks(self) -> int:
        """In how many blocks the period is divided; `before` in as many for each of its periods."""
        return max(1, round(self.period.days / BLOCK_DAYS))

    @property
    def earlier_blocks(self) -> int:
        if self.earlier is None:
            return 0
        return round(self.earlier.days / (self.period.days / self.blocks))


def baseline(
    period: Period, history_start: datetime | None, now: datetime, times: int = 1
) -> Baseline:
    """Up to `times` earlier periods of the same length, as far as records reach back.

    A period that is not over is compared until now, with the same part of the one before it.
    """
    if period.start >= now:
        return Baseline(period, period.before(times), times, Obstacle.NOT_STARTED)
    if now < period.end and times > 1:
        return Baseline(period, period.before(times), times, Obstacle.NOT_OVER)
    found = (
        Baseline(period.until(now), period.before_until(now), times)
        if now < period.end
        else Baseline(period, period.before(times), times)
    )
    if history_start is None:
        return replace(found, obstacle=Obstacle.NO_HISTORY)
    first_day = history_start.astimezone(period.zone).date()
    known = min(times, _known_periods(found, first_day))
    if known < 1:
        return replace(found, obstacle=Obstacle.NO_HISTORY)
    if known < times:
        found = Baseline(period, period.before(known), known)
    return replace(found, earlier=_earlier(found, first_day))


def _known_periods(found: Baseline, first_day: date) -> int:
    """How many of the earlier periods are on record since `first_day`."""
    if found.times == 1:
        return int(first_day <= found.before.first_day)
    return (found.period.first_day - first_day).days // found.period.days


def _earlier(found: Baseline, first_day: date) -> Period | None:
    block_days = found.period.days / found.blocks
    end = found.before.first_day
    blocks = min(EARLIER_BLOCKS, int((end - first_day).days / block_days))
    days = round(blocks * block_days)
    return days_between(end - timedelta(days=days), end, found.period.zone) if days > 0 else None


@dataclass(frozen=True)
class Evidence:
    """What the tests of change look at."""

    counts: BlockCounts = field(default_factory=BlockCounts)
    durations: Mapping[Duration, Ranking] = field(default_factory=dict)


@dataclass(frozen=True)
class Compared:
    """A report and its baseline: the `times` periods of the same length before it."""

    now: Report
    before: Report
    times: int = 1
    obstacle: Obstacle | None = None
    """Why the two cannot be compared; None if they can."""
    evidence: Evidence = field(default_factory=Evidence)
    """Empty if they cannot be compared."""

    @property
    def count_change(self) -> Change:
        return change_in_count(self.evidence.counts)

    def duration_change(self, duration: Duration) -> Change:
        return change_in_duration(self.evidence.durations.get(duration, Ranking()))


def evidence_of(facts: Iterable[Fact], question: Question, found: Baseline) -> Evidence:
    """From facts in any order."""
    known = [fact for fact in facts if fact.group is Group.COUNTED and is_asked_for(fact, question)]
    declared = [fact.declared_at for fact in known]
    now, before = (
        [fact for fact in known if period.contains(fact.declared_at)]
        for period in (found.period, found.before)
    )
    earlier = found.earlier
    return Evidence(
        BlockCounts(
            _blocks(declared, found.period, found.blocks),
            _blocks(declared, found.before, found.blocks * found.times),
            _blocks(declared, earlier, found.earlier_blocks) if earlier else (),
        ),
        {
            duration: ranking_of(
                (fact.seconds[duration] for fact in now if duration in fact.seconds),
                (fact.seconds[duration] for fact in before if duration in fact.seconds),
            )
            for duration in Duration
        },
    )


def _blocks(declared: Iterable[datetime], period: Period, blocks: int) -> Sequence[int]:
    """How many are in each of `blocks` parts of equal length."""
    first_s, end_s = epoch_s(period.start), epoch_s(period.end)
    found = Counter(
        (epoch_s(at) - first_s) * blocks // (end_s - first_s)
        for at in declared
        if period.contains(at)
    )
    return tuple(found[number] for number in range(blocks))


def report_on(
    facts: Iterable[Fact],
    question: Question,
    hours_zone: tzinfo | None = None,
    group_of: Mapping[str, str] | None = None,
) -> Report:
    """From facts in any order. `group_of` is the group of each failure class."""
    group_of = group_of or {}
    hours_zone = hours_zone or question.period.zone
    known = [fact for fact in facts if is_asked_for(fact, question)]
    inside = [fact for fact in known if question.period.contains(fact.declared_at)]
    counted = [fact for fact in inside if fact.group is Group.COUNTED]
    severities = Counter(fact.severity for fact in counted)
    return Report(
        question,
        counted=len(counted),
        backfilled=sum(fact.backfilled for fact in counted),
        reopened=sum(fact.reopened for fact in counted),
        apart=Counter(fact.group for fact in inside if fact.group is not Group.COUNTED),
        by_severity=severities,
        by_service=Counter(service for fact in counted for service in fact.services),
        by_trigger=Counter(fact.trigger for fact in counted),
        by_failure_class=Counter(fact.failure_class for fact in counted),
        by_factor=Counter(factor for fact in counted for factor in fact.contributing_factors),
        by_failure_group=Counter(
            group
            for fact in counted
            for group in {
                group_of[name]
                for name in (fact.failure_class, *fact.contributing_factors)
                if name in group_of
            }
        ),
        without_service=sum(not fact.services for fact in counted),
        hours_zone=hours_zone,
        by_hour_of_week=Counter(_cell(fact.declared_at, hours_zone) for fact in counted),
        by_week=_weeks(counted, question.period),
        durations={duration: _distribution(counted, duration) for duration in Duration},
        mitigation={
            severity: _distribution(
                [fact for fact in counted if fact.severity is severity], Duration.MITIGATE
            )
            for severity in severities
        },
        completeness=distribution_of(
            [fact.complete for fact in counted if fact.complete is not None], of=len(counted)
        ),
    )


def is_asked_for(fact: Fact, question: Question) -> bool:
    return (question.private or not fact.private) and (
        not question.service or question.service in fact.services
    )


def _distribution(facts: Collection[Fact], duration: Duration) -> Distribution:
    measured = [fact.seconds[duration] for fact in facts if duration in fact.seconds]
    return distribution_of(measured, of=len(facts))


def _cell(at: datetime, zone: tzinfo) -> tuple[int, int]:
    local = at.astimezone(zone)
    return local.weekday(), local.hour


def _weeks(facts: Iterable[Fact], period: Period) -> Mapping[date, Mapping[Severity, int]]:
    weeks: dict[date, Counter[Severity]] = {}
    for fact in facts:
        day = fact.declared_at.astimezone(period.zone).date()
        weeks.setdefault(day - timedelta(days=day.weekday()), Counter())[fact.severity] += 1
    return weeks
