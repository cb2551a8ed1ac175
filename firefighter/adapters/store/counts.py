"""Counts incidents by severity, service, class, week and hour."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    cast,
    func,
    literal,
    select,
)
from sqlalchemy.orm import Session

from firefighter.adapters.store.drill_filter import facts_of_kind, of_kind
from firefighter.adapters.store.search import each_service
from firefighter.adapters.store.tables import FactRow, IncidentRow, ServiceRow
from firefighter.domain.metrics.facts import Duration, Group
from firefighter.domain.metrics.periods import Period, epoch_s, offsets
from firefighter.domain.metrics.report import HOURS, WEEKDAYS, Question
from firefighter.domain.severity import Severity

COLUMNS = {
    Duration.DETECT: FactRow.detect_s,
    Duration.ACKNOWLEDGE: FactRow.acknowledge_s,
    Duration.MITIGATE: FactRow.mitigate_s,
    Duration.RESPOND: FactRow.respond_s,
    Duration.CLOSE: FactRow.close_s,
}

_HOUR_S, _DAY_S, _WEEK_S = 3600, 86_400, 604_800
_FIRST_MONDAY = date(1969, 12, 29)
"""The Monday of the week of 1 January 1970, which was a Thursday."""
_THURSDAY_S = 3 * _DAY_S


@dataclass(frozen=True)
class Total:
    number: int
    backfilled: int
    reopened: int
    measured: Mapping[Duration, int]
    postmortems: int
    """How many have a post-mortem page that was read."""


def totals(session: Session, question: Question) -> Mapping[tuple[Group, Severity], Total]:
    rows = session.execute(
        select(
            FactRow.counts_as,
            FactRow.severity,
            func.count(),
            func.sum(cast(FactRow.backfilled, Integer)),
            func.sum(cast(FactRow.reopened, Integer)),
            func.count(FactRow.complete),
            *(func.count(column) for column in COLUMNS.values()),
        )
        .where(*asked_for(question), inside(question.period))
        .group_by(FactRow.counts_as, FactRow.severity)
    )
    return {
        (group, severity): Total(
            number, backfilled, reopened, dict(zip(COLUMNS, measured, strict=True)), postmortems
        )
        for group, severity, number, backfilled, reopened, postmortems, *measured in rows
    }


@dataclass(frozen=True)
class Services:
    incidents: Mapping[str, int]
    with_one: int
    """How many incidents have at least one service."""


def services(session: Session, question: Question) -> Services:
    rows = session.execute(
        select(
            ServiceRow.service,
            func.count(),
            func.sum(case((ServiceRow.position == 0, 1), else_=0)),
        )
        .join(FactRow, FactRow.incident_id == ServiceRow.incident_id)
        .where(*counted(question))
        .group_by(ServiceRow.service)
    ).all()
    return Services(
        {service: number for service, number, _first in rows},
        sum(int(first) for _service, _number, first in rows),
    )


def history_start(session: Session, *, private: bool) -> datetime | None:
    """When the first incident on record was declared: the first row of each group in the index."""
    visible = () if private else (FactRow.private.is_(False),)
    firsts = [
        session.scalar(
            select(FactRow.declared_s)
            .where(FactRow.counts_as == group, facts_of_kind(), *visible)
            .order_by(FactRow.declared_s)
            .limit(1)
        )
        for group in Group
    ]
    found = min((each for each in firsts if each is not None), default=None)
    return None if found is None else datetime.fromtimestamp(found, UTC)


def service_names(session: Session, *, private: bool) -> Sequence[str]:
    """The services of incidents on record, by name."""
    used = select(each_service().subquery().c.service.label("service")).subquery()
    visible = () if private else (IncidentRow.private.is_(False),)
    on_record = (
        select(literal(1))
        .select_from(ServiceRow)
        .join(IncidentRow, IncidentRow.id == ServiceRow.incident_id)
        .where(ServiceRow.service == used.c.service, of_kind(), *visible)
        .exists()
    )
    return session.scalars(select(used.c.service).where(on_record).order_by(used.c.service)).all()


def by_hour_of_week(
    session: Session, question: Question, zone: tzinfo
) -> Mapping[tuple[int, int], int]:
    cell = hour_of_week(question, zone)
    rows = session.execute(select(cell, func.count()).where(*counted(question)).group_by(cell))
    return {divmod(int(found), HOURS): number for found, number in rows}


def hour_of_week(question: Question, zone: tzinfo) -> ColumnElement[int]:
    """The hour in `zone` in which an incident was declared, from Monday at 0:00."""
    local_s = _local_s(replace(question.period, zone=zone))
    return ((local_s + _THURSDAY_S) // _HOUR_S) % (WEEKDAYS * HOURS)


@dataclass(frozen=True)
class Classes:
    """How many incidents were classified how."""

    triggers: Mapping[str, int]
    failure_classes: Mapping[str, int]
    factors: Mapping[str, int]
    groups: Mapping[str, int]
    """By the group of the failure class or of a contributing factor."""


def by_class(session: Session, question: Question, group_of: Mapping[str, str]) -> Classes:
    """`group_of` is the group of each failure class."""
    columns = (FactRow.trigger, FactRow.failure_class, FactRow.factors)
    rows = session.execute(
        select(*columns, func.count()).where(*counted(question)).group_by(*columns)
    )
    triggers: Counter[str] = Counter()
    classes: Counter[str] = Counter()
    factors: Counter[str] = Counter()
    groups: Counter[str] = Counter()
    for trigger, failure_class, joined, number in rows:
        triggers[trigger] += number
        classes[failure_class] += number
        contributing = joined.split("\n") if joined else []
        factors.update(dict.fromkeys(contributing, number))
        named = {group_of[each] for each in (failure_class, *contributing) if each in group_of}
        groups.update(dict.fromkeys(named, number))
    return Classes(triggers, classes, factors, groups)


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


def by_block(session: Session, question: Question, blocks: int) -> Sequence[int]:
    """How many incidents are in each of `blocks` parts of the period."""
    first_s, end_s = epoch_s(question.period.start), epoch_s(question.period.end)
    block = (FactRow.declared_s - first_s) * blocks // (end_s - first_s)
    rows = session.execute(select(block, func.count()).where(*counted(question)).group_by(block))
    found = {int(number): incidents for number, incidents in rows}
    return tuple(found.get(number, 0) for number in range(blocks))


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
    """Local time of the period's zone, in seconds."""
    *changes, (_end, last) = offsets(period)
    if not changes:
        return FactRow.declared_s + last
    ahead = case(*((FactRow.declared_s < end, offset) for end, offset in changes), else_=last)
    return FactRow.declared_s + ahead
