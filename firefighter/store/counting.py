"""How many incidents there were, by what can be told of them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Integer, Select, and_, case, cast, distinct, func, select
from sqlalchemy.orm import Session

from firefighter.domain.metrics.facts import Duration, Group
from firefighter.domain.metrics.periods import Period, epoch_s, offsets
from firefighter.domain.metrics.report import HOURS, REPEAT_WITHIN, WEEKDAYS, Question
from firefighter.domain.severity import Severity
from firefighter.store.tables import FactRow, ServiceRow

COLUMNS = {
    Duration.DETECT: FactRow.detect_s,
    Duration.ACKNOWLEDGE: FactRow.acknowledge_s,
    Duration.MITIGATE: FactRow.mitigate_s,
    Duration.CLOSE: FactRow.close_s,
}

_HOUR_S, _DAY_S, _WEEK_S = 3600, 86_400, 604_800
_FIRST_MONDAY = date(1969, 12, 29)
"""The Monday of the week in which seconds are counted from: 1970 began on a Thursday."""
_THURSDAY_S = 3 * _DAY_S


@dataclass(frozen=True)
class Total:
    number: int
    backfilled: int
    measured: Mapping[Duration, int]


def totals(session: Session, question: Question) -> Mapping[tuple[Group, Severity], Total]:
    rows = session.execute(
        select(
            FactRow.counts_as,
            FactRow.severity,
            func.count(),
            func.sum(cast(FactRow.backfilled, Integer)),
            *(func.count(column) for column in COLUMNS.values()),
        )
        .where(*asked_for(question), inside(question.period))
        .group_by(FactRow.counts_as, FactRow.severity)
    )
    return {
        (group, severity): Total(number, backfilled, dict(zip(COLUMNS, measured, strict=True)))
        for group, severity, number, backfilled, *measured in rows
    }


def by_service(session: Session, question: Question) -> tuple[Mapping[str, int], int]:
    """Incidents of each service, and how many have one at all."""
    named = (
        select(FactRow.incident_id, ServiceRow.service)
        .join(ServiceRow, ServiceRow.incident_id == FactRow.incident_id)
        .where(*counted(question))
        .cte("named")
    )
    rows = session.execute(select(named.c.service, func.count()).group_by(named.c.service))
    with_one = session.scalar(select(func.count(distinct(named.c.incident_id))))
    return {service: number for service, number in rows}, with_one or 0  # noqa: C416 - dict() is not typed for rows


def by_hour_of_week(session: Session, question: Question) -> Mapping[tuple[int, int], int]:
    hours = WEEKDAYS * HOURS
    cell = ((_local_s(question.period) + _THURSDAY_S) // _HOUR_S) % hours
    rows = session.execute(select(cell, func.count()).where(*counted(question)).group_by(cell))
    return {divmod(int(found), HOURS): number for found, number in rows}


def by_week(session: Session, question: Question) -> Mapping[date, Mapping[Severity, int]]:
    week = (_local_s(question.period) + _THURSDAY_S) // _WEEK_S
    rows = session.execute(
        select(week, FactRow.severity, func.count())
        .where(*counted(question))
        .group_by(week, FactRow.severity)
    )
    weeks: dict[date, Counter[Severity]] = {}
    for number, severity, incidents in rows:
        monday = _FIRST_MONDAY + timedelta(weeks=int(number))
        weeks.setdefault(monday, Counter())[severity] = incidents
    return weeks


def repeats(session: Session, question: Question) -> tuple[int, Mapping[str, int]]:
    """Incidents that came within 30 days after another of one of their services; and by service."""
    asked, period = asked_for(question), question.period
    within_s = int(REPEAT_WITHIN.total_seconds())
    before_s = func.lag(FactRow.declared_s).over(
        partition_by=ServiceRow.service, order_by=(FactRow.declared_s, FactRow.incident_id)
    )
    since = epoch_s(period.start) - within_s
    named = (
        select(
            FactRow.incident_id,
            FactRow.declared_s,
            ServiceRow.service,
            before_s.label("before_s"),
        )
        .join(ServiceRow, ServiceRow.incident_id == FactRow.incident_id)
        .where(*asked, FactRow.counts_as == Group.COUNTED, _between(since, epoch_s(period.end)))
        .cte("named")
    )
    is_repeat = and_(
        named.c.declared_s >= epoch_s(period.start),
        named.c.declared_s - named.c.before_s <= within_s,
    )
    rows = session.execute(
        select(named.c.service, func.count()).where(is_repeat).group_by(named.c.service)
    )
    incidents = session.scalar(select(func.count(distinct(named.c.incident_id))).where(is_repeat))
    return incidents or 0, {service: number for service, number in rows}  # noqa: C416 - likewise


def counted(question: Question) -> tuple[ColumnElement[bool], ...]:
    return (*asked_for(question), FactRow.counts_as == Group.COUNTED, inside(question.period))


def asked_for(question: Question) -> tuple[ColumnElement[bool], ...]:
    found: list[ColumnElement[bool]] = []
    if not question.private:
        found.append(FactRow.private.is_(False))
    if question.service:
        found.append(FactRow.incident_id.in_(_of_service(question.service)))
    return tuple(found)


def inside(period: Period) -> ColumnElement[bool]:
    return _between(epoch_s(period.start), epoch_s(period.end))


def _between(first_s: int, end_s: int) -> ColumnElement[bool]:
    return and_(FactRow.declared_s >= first_s, FactRow.declared_s < end_s)


def _of_service(service: str) -> Select[int]:
    return select(ServiceRow.incident_id).where(ServiceRow.service == service)


def _local_s(period: Period) -> ColumnElement[int]:
    """What the clocks of the period's zone showed, in seconds."""
    *changes, (_end, last) = offsets(period)
    if not changes:
        return FactRow.declared_s + last
    ahead = case(*((FactRow.declared_s < end, offset) for end, offset in changes), else_=last)
    return FactRow.declared_s + ahead
