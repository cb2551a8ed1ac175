"""A period in parts: by service, team, month and status, and what was completed in time."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from statistics import median

from firefighter.domain.lifecycle import Status
from firefighter.domain.metrics.distribution import Distribution, distribution_of
from firefighter.domain.metrics.facts import Duration, Fact, Group
from firefighter.domain.metrics.periods import Period
from firefighter.domain.metrics.report import Question, WorkingHours, is_asked_for

PART_DURATIONS = (Duration.ACKNOWLEDGE, Duration.MITIGATE, Duration.CLOSE)
"""The durations that are reported by service, team and month."""

MONTHS = 24
"""The latest months of a longer period."""

Teams = Mapping[str, Sequence[str]]
"""The services of each team. A team is what the company says it is; none by default."""


@dataclass(frozen=True)
class Summary:
    measured: int
    median: float


@dataclass(frozen=True)
class Part:
    """Some of the incidents of a period."""

    incidents: int = 0
    nights: int = 0
    """Declared outside working hours, on a working day."""
    weekends: int = 0
    """Declared on a day that is not a working day."""
    durations: Mapping[Duration, Summary] = field(default_factory=dict)
    """Those of PART_DURATIONS that were measured."""


@dataclass(frozen=True)
class Punctuality:
    due: int = 0
    """How many were due in the period, until now."""
    in_time: int = 0


@dataclass(frozen=True)
class Breakdown:
    services: Mapping[str, Part] = field(default_factory=dict)
    """An incident of two services is in both parts."""
    teams: Mapping[str, Part] = field(default_factory=dict)
    """An incident of two teams is in both parts."""
    months: Mapping[date, Part] = field(default_factory=dict)
    """By the first day; the latest MONTHS, also those without incidents."""
    statuses: Mapping[Status, Distribution] = field(default_factory=dict)
    """Time in each status."""
    follow_ups: Punctuality = Punctuality()
    """By due date; without those that were dropped or moved."""
    postmortems: Punctuality = Punctuality()
    """By the review date of the severity."""


def breakdown_of(
    facts: Iterable[Fact],
    question: Question,
    working: WorkingHours,
    teams: Teams,
    hours_zone: tzinfo,
) -> Breakdown:
    """All but `follow_ups` and `postmortems`, which are no facts of an incident."""
    counted = [
        fact
        for fact in facts
        if fact.group is Group.COUNTED
        and is_asked_for(fact, question)
        and question.period.contains(fact.declared_at)
    ]
    months = months_of(question.period)

    def parts(keys: Callable[[Fact], Collection[str]]) -> Mapping[str, Part]:
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in counted:
            for key in keys(fact):
                found[key].append(fact)
        return {key: _part(found[key], working, hours_zone) for key in found}

    def in_month(fact: Fact) -> date:
        return fact.declared_at.astimezone(question.period.zone).date().replace(day=1)

    return Breakdown(
        services=parts(lambda fact: fact.services),
        teams=parts(lambda fact: {team for team in teams if {*teams[team]} & {*fact.services}}),
        months={
            month: _part([fact for fact in counted if in_month(fact) == month], working, hours_zone)
            for month in months
        },
        statuses={
            status: distribution_of(
                (fact.status_seconds[status] for fact in counted if status in fact.status_seconds),
                of=len(counted),
            )
            for status in Status
            if any(status in fact.status_seconds for fact in counted)
        },
    )


def months_of(period: Period) -> Sequence[date]:
    """The first day of each month that the period touches; of the latest MONTHS."""
    last = period.last_day.year * 12 + period.last_day.month - 1
    first = period.first_day.year * 12 + period.first_day.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(max(first, last - MONTHS + 1), last + 1)]


def _part(facts: Sequence[Fact], working: WorkingHours, zone: tzinfo) -> Part:
    cells = [_cell(fact.declared_at, zone) for fact in facts]
    weekends = sum(weekday not in working.weekdays for weekday, _hour in cells)
    out = sum(not working.cover(*cell) for cell in cells)
    measured = {
        duration: [fact.seconds[duration] for fact in facts if duration in fact.seconds]
        for duration in PART_DURATIONS
    }
    return Part(
        len(facts),
        out - weekends,
        weekends,
        {each: Summary(len(found), median(found)) for each, found in measured.items() if found},
    )


def _cell(at: datetime, zone: tzinfo) -> tuple[int, int]:
    local = at.astimezone(zone)
    return local.weekday(), local.hour
