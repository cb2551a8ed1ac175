"""How many incidents there were, by what can be told of them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    cast,
    distinct,
    func,
    literal,
    null,
    select,
)
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
    postmortems: int
    """How many have a post-mortem that was read."""


def totals(session: Session, question: Question) -> Mapping[tuple[Group, Severity], Total]:
    rows = session.execute(
        select(
            FactRow.counts_as,
            FactRow.severity,
            func.count(),
            func.sum(cast(FactRow.backfilled, Integer)),
            func.count(FactRow.complete),
            *(func.count(column) for column in COLUMNS.values()),
        )
        .where(*asked_for(question), inside(question.period))
        .group_by(FactRow.counts_as, FactRow.severity)
    )
    return {
        (group, severity): Total(
            number, backfilled, dict(zip(COLUMNS, measured, strict=True)), postmortems
        )
        for group, severity, number, backfilled, postmortems, *measured in rows
    }


@dataclass(frozen=True)
class Services:
    incidents: Mapping[str, int]
    with_one: int
    """How many incidents have a service at all."""
    repeats: Mapping[str, int]
    repeated: int
    """How many incidents repeat another of one of their services or of several."""


def services(session: Session, question: Question) -> Services:
    """One pass over the services, since it is the most rows that there are."""
    named = _named(question)
    each = select(
        named.c.service,
        func.sum(named.c.is_inside),
        func.sum(named.c.is_inside * case((named.c.position == 0, 1), else_=0)),
        func.sum(named.c.is_repeat),
    ).group_by(named.c.service)
    repeated = select(
        null(), literal(0), literal(0), func.count(distinct(named.c.incident_id))
    ).where(named.c.is_repeat == 1)
    *rows, (_all, _inside, _first, distinct_repeats) = sorted(
        session.execute(each.union_all(repeated)), key=lambda row: row[0] is None
    )
    return Services(
        {service: inside for service, inside, _first, _repeats in rows if inside},
        sum(first for _service, _inside, first, _repeats in rows),
        {service: repeats for service, _inside, _first, repeats in rows if repeats},
        distinct_repeats,
    )


def _named(question: Question) -> CTE:
    """Each incident with each of its services, those of 30 days before the period among them."""
    first_s, end_s = epoch_s(question.period.start), epoch_s(question.period.end)
    within_s = int(REPEAT_WITHIN.total_seconds())
    before_s = func.lag(FactRow.declared_s).over(
        partition_by=ServiceRow.service, order_by=(FactRow.declared_s, FactRow.incident_id)
    )
    is_inside = FactRow.declared_s >= first_s
    is_repeat = and_(is_inside, FactRow.declared_s - before_s <= within_s)
    return (
        select(
            FactRow.incident_id,
            ServiceRow.service,
            ServiceRow.position,
            case((is_inside, 1), else_=0).label("is_inside"),
            case((is_repeat, 1), else_=0).label("is_repeat"),
        )
        .join(ServiceRow, ServiceRow.incident_id == FactRow.incident_id)
        .where(
            *asked_for(question),
            FactRow.counts_as == Group.COUNTED,
            _between(first_s - within_s, end_s),
        )
        .cte("named")
    )


def by_hour_of_week(session: Session, question: Question) -> Mapping[tuple[int, int], int]:
    hours = WEEKDAYS * HOURS
    cell = ((_local_s(question.period) + _THURSDAY_S) // _HOUR_S) % hours
    rows = session.execute(select(cell, func.count()).where(*counted(question)).group_by(cell))
    return {divmod(int(found), HOURS): number for found, number in rows}


def by_class(session: Session, question: Question) -> tuple[Counter[str], Counter[str]]:
    """By what set them off, and by what kind of failure they were."""
    rows = session.execute(
        select(FactRow.trigger, FactRow.failure_class, func.count())
        .where(*counted(question))
        .group_by(FactRow.trigger, FactRow.failure_class)
    )
    triggers: Counter[str] = Counter()
    classes: Counter[str] = Counter()
    for trigger, failure_class, number in rows:
        triggers[trigger] += number
        classes[failure_class] += number
    return triggers, classes


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
