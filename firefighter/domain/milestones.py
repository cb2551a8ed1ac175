from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from firefighter.domain.errors import FieldProblem, InvalidField

EARLIEST_BEFORE_DECLARATION = timedelta(days=366)
"""An earlier time is a wrong year, and would make durations meaningless."""

LONGEST_FIRING = timedelta(days=30)
"""An alert that fired longer says nothing about when the impact of a new incident started."""


class Milestone(StrEnum):
    """A point in time from which durations are computed."""

    IMPACT_STARTED = "impact_started"
    DETECTED = "detected"
    DECLARED = "declared"
    ACKNOWLEDGED = "acknowledged"
    MITIGATED = "mitigated"
    CLOSED = "closed"


MilestoneTimes = Mapping[Milestone, datetime]

CORRECTABLE = (
    Milestone.IMPACT_STARTED,
    Milestone.DETECTED,
    Milestone.ACKNOWLEDGED,
    Milestone.MITIGATED,
)
"""Milestones that happen outside the bot, so their times can be corrected."""

_IN_ORDER = (
    (Milestone.IMPACT_STARTED, Milestone.DETECTED, FieldProblem.DETECTED_BEFORE_IT_STARTED),
    (Milestone.DETECTED, Milestone.DECLARED, FieldProblem.DETECTED_AFTER_DECLARED),
    (Milestone.DETECTED, Milestone.ACKNOWLEDGED, FieldProblem.ACKNOWLEDGED_BEFORE_DETECTED),
    (Milestone.IMPACT_STARTED, Milestone.MITIGATED, FieldProblem.MITIGATED_BEFORE_IT_STARTED),
    (Milestone.MITIGATED, Milestone.CLOSED, FieldProblem.MITIGATED_AFTER_CLOSED),
)
"""Pairs of milestones in required order, with the error for the wrong order."""


@dataclass(frozen=True)
class Correction:
    milestone: Milestone
    before: datetime | None
    after: datetime


def declared_milestones(
    declared_at: datetime, started_at: datetime | None = None
) -> dict[Milestone, datetime]:
    """The milestones that are known at the declaration.

    `started_at` is when monitoring began to report it: impact is known to last at least since then.
    """
    if started_at is None:
        return {Milestone.DETECTED: declared_at, Milestone.DECLARED: declared_at}
    began = min(started_at, declared_at)
    return {
        Milestone.IMPACT_STARTED: began,
        Milestone.DETECTED: began,
        Milestone.DECLARED: declared_at,
    }


def is_plausible_start(started_at: datetime, now: datetime) -> bool:
    """Whether an incident that is declared now may have started when an alert began to fire."""
    return started_at >= now - LONGEST_FIRING


def corrections(
    known: MilestoneTimes, told: MilestoneTimes, now: datetime
) -> tuple[Correction, ...]:
    """The times in `told` that differ by a minute or more.

    Raises InvalidField, with the milestone's name, for an impossible time.
    """
    changed = {each: at for each, at in told.items() if not _is_same(known.get(each), at)}
    for milestone, at in changed.items():
        if at > now:
            raise InvalidField(milestone, FieldProblem.IN_FUTURE)
        if at < known.get(Milestone.DECLARED, now) - EARLIEST_BEFORE_DECLARATION:
            raise InvalidField(milestone, FieldProblem.LONG_BEFORE_DECLARED)
    _refuse_disorder({**known, **changed}, changed)
    return tuple(Correction(each, known.get(each), at) for each, at in changed.items())


def _is_same(known: datetime | None, told: datetime) -> bool:
    return known is not None and _minute(known) == _minute(told)


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _refuse_disorder(times: MilestoneTimes, changed: MilestoneTimes) -> None:
    for first, second, problem in _IN_ORDER:
        if first in times and second in times:
            in_order = _minute(times[first]) <= _minute(times[second])
            if not in_order and (first in changed or second in changed):
                raise InvalidField(first if first in changed else second, problem)
