"""Computes the parts of a period in the database.

The formulas are those of `domain/metrics/breakdown`; tests compare the two.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median

from sqlalchemy import (
    ColumnElement,
    FromClause,
    String,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session, aliased

from firefighter.adapters.store.counts import COLUMNS, asked_for, counted, hour_of_week
from firefighter.adapters.store.tables import (
    FactRow,
    FollowUpRow,
    IncidentRow,
    MilestoneRow,
    ServiceRow,
    TimelineRow,
)
from firefighter.domain.events import FollowUpChanged
from firefighter.domain.follow_ups import FollowUpState
from firefighter.domain.lifecycle import Status
from firefighter.domain.metrics.breakdown import (
    PART_DURATIONS,
    Breakdown,
    Part,
    Punctuality,
    Summary,
    months_of,
)
from firefighter.domain.metrics.distribution import (
    Distribution,
    distribution_from_values,
    needed_ranks,
)
from firefighter.domain.metrics.facts import Duration, Group
from firefighter.domain.metrics.periods import epoch_s
from firefighter.domain.metrics.report import HOURS, Question
from firefighter.domain.milestones import Milestone
from firefighter.domain.rules import Rules


@dataclass(frozen=True)
class _Keys:
    """To which part an incident belongs."""

    key: ColumnElement[str]
    select_from: FromClause
    """FactRow, with a row for each part of an incident."""
    condition: ColumnElement[bool] = true()  # noqa: RUF009 - a constant


def breakdown(session: Session, question: Question, rules: Rules, now: datetime) -> Breakdown:
    months = months_of(question.period)
    by_month = _parts(session, question, _months(question, months), rules)
    return Breakdown(
        services=_parts(session, question, _services(), rules),
        teams=_parts(session, question, _teams(rules), rules) if rules.teams else {},
        months={month: by_month.get(str(month), Part()) for month in months},
        statuses=_statuses(session, question),
        follow_ups=_follow_ups(session, question, rules, now),
        postmortems=_postmortems(session, question, rules, now),
    )


_FACTS = FactRow.__table__


def _services() -> _Keys:
    services = _FACTS.join(ServiceRow.__table__, ServiceRow.incident_id == FactRow.incident_id)
    return _Keys(cast(ServiceRow.service, String), services)


def _teams(rules: Rules) -> _Keys:
    each = [
        select(ServiceRow.incident_id, literal(team).label("key")).where(
            ServiceRow.service.in_(services)
        )
        for team, services in rules.teams.items()
    ]
    found = each[0].union(*each[1:]).subquery()
    return _Keys(found.c.key, _FACTS.join(found, found.c.incident_id == FactRow.incident_id))


def _months(question: Question, months: Sequence[date]) -> _Keys:
    zone = question.period.zone
    starts = [epoch_s(datetime.combine(month, time(), zone)) for month in months]
    ends = [*starts[1:], epoch_s(question.period.end)]
    month = case(
        *((FactRow.declared_s < end, str(first)) for end, first in zip(ends, months, strict=True)),
        else_="",
    )
    return _Keys(month, _FACTS, FactRow.declared_s >= starts[0])


def _parts(session: Session, question: Question, keys: _Keys, rules: Rules) -> Mapping[str, Part]:
    cell = hour_of_week(question, rules.zone)
    hour, weekday = cell % HOURS, cell // HOURS
    working = rules.working_hours
    is_weekend = weekday.not_in(sorted(working.weekdays))
    is_night = and_(
        weekday.in_(sorted(working.weekdays)),
        or_(hour < working.first_hour, hour >= working.end_hour),
    )
    rows = session.execute(
        select(keys.key, func.count(), _sum(is_night), _sum(is_weekend))
        .select_from(keys.select_from)
        .where(*counted(question), keys.condition)
        .group_by(keys.key)
    ).all()
    durations: dict[str, dict[Duration, Summary]] = defaultdict(dict)
    for duration in PART_DURATIONS:
        for key, summary in _summaries(session, question, keys, duration).items():
            durations[key][duration] = summary
    return {
        key: Part(number, int(nights), int(weekends), durations[key])
        for key, number, nights, weekends in rows
    }


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _summaries(
    session: Session, question: Question, keys: _Keys, duration: Duration
) -> Mapping[str, Summary]:
    """The median of each part; only its one or two middle values are read."""
    column = COLUMNS[duration]
    numbered = (
        select(
            keys.key.label("key"),
            column.label("value"),
            func.row_number().over(partition_by=keys.key, order_by=column).label("rank"),
            func.count().over(partition_by=keys.key).label("measured"),
        )
        .select_from(keys.select_from)
        .where(*counted(question), keys.condition, column.is_not(None))
        .subquery()
    )
    middle = ((numbered.c.measured + 1) // 2, (numbered.c.measured + 2) // 2)
    rows = session.execute(
        select(numbered.c.key, numbered.c.measured, numbered.c.value).where(
            numbered.c.rank.in_(middle)
        )
    )
    values: dict[tuple[str, int], list[int]] = defaultdict(list)
    for key, measured, value in rows:
        values[key, measured].append(value)
    return {key: Summary(measured, median(found)) for (key, measured), found in values.items()}


def _statuses(session: Session, question: Question) -> Mapping[Status, Distribution]:
    """Looks first which statuses were measured: the times of most imports are not known."""
    of, *measured = session.execute(
        select(func.count(), *(func.count(_seconds_in(status)) for status in Status)).where(
            *counted(question)
        )
    ).one()
    return {
        status: _time_in(session, question, status, number, of)
        for status, number in zip(Status, measured, strict=True)
        if number
    }


def _seconds_in(status: Status) -> ColumnElement[int]:
    found: ColumnElement[int] = FactRow.status_s[status].as_integer()
    return found


def _time_in(
    session: Session, question: Question, status: Status, measured: int, of: int
) -> Distribution:
    seconds = _seconds_in(status)
    numbered = (
        select(seconds.label("value"), func.row_number().over(order_by=seconds).label("rank"))
        .where(*counted(question), seconds.is_not(None))
        .subquery()
    )
    rows = session.execute(
        select(numbered.c.rank, numbered.c.value).where(numbered.c.rank.in_(needed_ranks(measured)))
    )
    return distribution_from_values({rank: value for rank, value in rows}, measured, of)  # noqa: C416 - dict() is not typed for rows


def latest_completions() -> Subquery:
    """When each follow-up was completed. One completed again counts from the last time."""
    completions = (
        select(
            TimelineRow.incident_id,
            TimelineRow.happened_at,
            TimelineRow.details[("after", "number")].as_integer().label("number"),
        )
        .where(
            TimelineRow.kind == FollowUpChanged.kind,
            TimelineRow.details[("after", "state")].as_string() == FollowUpState.DONE,
        )
        .subquery()
    )
    return (
        select(
            completions.c.incident_id,
            completions.c.number,
            func.max(completions.c.happened_at).label("at"),
        )
        .group_by(completions.c.incident_id, completions.c.number)
        .subquery()
    )


def _follow_ups(session: Session, question: Question, rules: Rules, now: datetime) -> Punctuality:
    """Counts those due before today."""
    completed = latest_completions()
    rows = session.execute(
        select(FollowUpRow.due, FollowUpRow.state, completed.c.at)
        .join(FactRow, FactRow.incident_id == FollowUpRow.incident_id)
        .outerjoin(
            completed,
            and_(
                completed.c.incident_id == FollowUpRow.incident_id,
                completed.c.number == FollowUpRow.number,
            ),
        )
        .where(
            *_counted_at_any_time(question),
            FollowUpRow.state.in_((FollowUpState.OPEN, FollowUpState.DONE)),
            FollowUpRow.due >= question.period.first_day,
            FollowUpRow.due <= min(question.period.last_day, rules.day_of(now) - timedelta(days=1)),
        )
    ).all()
    in_time = sum(
        state is FollowUpState.DONE and at is not None and rules.day_of(at) <= due
        for due, state, at in rows
        if due
    )
    return Punctuality(len(rows), in_time)


def _postmortems(session: Session, question: Question, rules: Rules, now: datetime) -> Punctuality:
    mitigated, closed = aliased(MilestoneRow), aliased(MilestoneRow)
    review = {
        severity: timedelta(days=policy.review_days)
        for severity, policy in rules.severities.items()
        if policy.review_days is not None
    }
    start, end = question.period.start, min(question.period.end, now)
    rows = session.execute(
        select(IncidentRow.severity, mitigated.at, closed.at)
        .join(FactRow, FactRow.incident_id == IncidentRow.id)
        .join(mitigated, _is(mitigated, Milestone.MITIGATED))
        .outerjoin(closed, _is(closed, Milestone.CLOSED))
        .where(
            *_counted_at_any_time(question),
            IncidentRow.has_postmortem_page,
            or_(
                literal(value=False),
                *(
                    and_(
                        IncidentRow.severity == severity,
                        mitigated.at >= start - days,
                        mitigated.at < end - days,
                    )
                    for severity, days in review.items()
                ),
            ),
        )
    ).all()
    in_time = sum(_is_by(done, at + review[severity]) for severity, at, done in rows)
    return Punctuality(len(rows), in_time)


def _is_by(done: datetime | None, due: datetime) -> bool:
    return done is not None and done <= due


def _is(row: type[MilestoneRow], milestone: Milestone) -> ColumnElement[bool]:
    return and_(row.incident_id == IncidentRow.id, row.milestone == milestone)


def _counted_at_any_time(question: Question) -> tuple[ColumnElement[bool], ...]:
    return (*asked_for(question), FactRow.counts_as == Group.COUNTED)
