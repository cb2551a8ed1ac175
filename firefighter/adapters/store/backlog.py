"""The backlog and the on-call load."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    SQLColumnExpression,
    String,
    and_,
    case,
    cast,
    distinct,
    extract,
    false,
    func,
    not_,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from firefighter.adapters.store.counts import counted
from firefighter.adapters.store.drill_filter import of_kind
from firefighter.adapters.store.search import IS_OPEN
from firefighter.adapters.store.tables import (
    FactRow,
    FollowUpRow,
    HolderRow,
    IncidentRow,
    MilestoneRow,
    TimelineRow,
)
from firefighter.domain.follow_ups import FollowUpState
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Kind
from firefighter.domain.lifecycle import Phase, statuses_in
from firefighter.domain.metrics.backlog import (
    Backlog,
    FollowUpCount,
    LatePostmortem,
    OpenIncident,
    OpenPostmortems,
    OverdueFollowUps,
)
from firefighter.domain.metrics.report import ACTIVITY_GAP, Load, PersonLoad, Question
from firefighter.domain.milestones import Milestone
from firefighter.domain.roles import COMMANDER
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity

Conditions = Sequence[ColumnElement[bool]]


_SHOWN = 20

_OPEN = and_(
    IS_OPEN,
    IncidentRow.has_postmortem_page,
    IncidentRow.status.in_(statuses_in(Phase.MITIGATED, Phase.POSTMORTEM)),
)


def _reached(milestone: Milestone) -> ColumnElement[bool]:
    """Cast, so that SQLite looks up each open incident, not everything that reached it."""
    return and_(
        MilestoneRow.incident_id == IncidentRow.id,
        cast(MilestoneRow.milestone, String) == milestone.value,
    )


_MITIGATED = _reached(Milestone.MITIGATED)

_LEADS = and_(HolderRow.incident_id == IncidentRow.id, HolderRow.role == COMMANDER)


def open_postmortems(
    session: Session, conditions: Conditions, rules: Rules, now: datetime
) -> OpenPostmortems:
    """Open and late post-mortems of the incidents that match."""
    review_periods = _review_periods(rules)
    is_open: Conditions = (*conditions, _OPEN)
    number = select(func.count()).select_from(IncidentRow)
    late: Conditions = (*is_open, _is_late(review_periods, now))
    return OpenPostmortems(
        session.scalar(number.where(*is_open)) or 0,
        session.scalar(number.join(MilestoneRow, _MITIGATED).where(*late)) or 0,
        [
            LatePostmortem(
                IncidentId(row.id),
                row.title,
                row.severity,
                rules.day_of(mitigated + review_periods[row.severity]),
                UserId(owner) if owner else None,
            )
            for row, mitigated, owner in session.execute(_late_postmortems(*late))
        ],
    )


def _review_periods(rules: Rules) -> Mapping[Severity, timedelta]:
    """By severity, how long after mitigation the review is due."""
    return {
        severity: timedelta(days=policy.review_days)
        for severity, policy in rules.severities.items()
        if policy.review_days is not None
    }


def _is_late(review_periods: Mapping[Severity, timedelta], now: datetime) -> ColumnElement[bool]:
    late = (
        and_(IncidentRow.severity == severity, MilestoneRow.at <= now - period)
        for severity, period in review_periods.items()
    )
    return or_(false(), *late)


def _late_postmortems(*late: ColumnElement[bool]) -> Select[IncidentRow, datetime, str]:
    return (
        select(IncidentRow, MilestoneRow.at, HolderRow.user)
        .join(MilestoneRow, _MITIGATED)
        .outerjoin(HolderRow, _LEADS)
        .where(*late)
        .order_by(MilestoneRow.at, IncidentRow.id)
        .limit(_SHOWN)
    )


def backlog(session: Session, now: datetime, rules: Rules, *, private: bool) -> Backlog:
    """Real incidents only, and private ones only if `private`."""
    conditions = [of_kind(), IncidentRow.kind != Kind.BACKFILLED]
    if not private:
        conditions.append(not_(IncidentRow.private))
    open_incidents, number = _open_incidents(session, conditions)
    return Backlog(
        now,
        open_incidents,
        number,
        _overdue(session, conditions, rules.day_of(now)),
        _follow_ups(session, conditions),
        open_postmortems(session, conditions, rules, now),
        priorities=_count_by(session, FollowUpRow.priority, conditions, rules.day_of(now)),
        kinds=_count_by(session, FollowUpRow.kind, conditions, rules.day_of(now)),
    )


def _open_incidents(session: Session, conditions: Conditions) -> tuple[Sequence[OpenIncident], int]:
    is_open = (*conditions, IS_OPEN)
    urgency = (IncidentRow.severity, MilestoneRow.at, IncidentRow.id)
    declared_at = _reached(Milestone.DECLARED)
    first = select(IncidentRow.id).join(MilestoneRow, declared_at).where(*is_open)
    shown = session.scalars(first.order_by(*urgency).limit(_SHOWN)).all()
    last_activity_at = (
        select(func.max(TimelineRow.recorded_at))
        .where(TimelineRow.incident_id == IncidentRow.id)
        .scalar_subquery()
    )
    leads = (
        select(HolderRow.user)
        .where(HolderRow.incident_id == IncidentRow.id, HolderRow.role == COMMANDER)
        .exists()
    )
    rows = session.execute(
        select(IncidentRow, MilestoneRow.at, last_activity_at, leads)
        .join(MilestoneRow, declared_at)
        .where(IncidentRow.id.in_(shown), *conditions)
        .order_by(*urgency)
    )
    open_incidents = [
        OpenIncident(
            IncidentId(row.id),
            row.title,
            row.severity,
            row.status,
            declared,
            last_activity,
            has_commander,
        )
        for row, declared, last_activity, has_commander in rows
    ]
    total = session.scalar(select(func.count()).select_from(IncidentRow).where(*is_open))
    return open_incidents, total or 0


def _follow_ups(session: Session, conditions: Conditions) -> int:
    found = session.scalar(
        select(func.count())
        .select_from(FollowUpRow)
        .join(IncidentRow, IncidentRow.id == FollowUpRow.incident_id)
        .where(*conditions, FollowUpRow.state == FollowUpState.OPEN)
    )
    return found or 0


_Group = TypeVar("_Group", bound=StrEnum)


def _count_by(
    session: Session,
    column: InstrumentedAttribute[_Group | None],
    conditions: Conditions,
    today: date,
) -> Mapping[_Group, FollowUpCount]:
    """Open follow-ups by priority or kind, sorted; those without one are left out."""
    late = func.sum(case((FollowUpRow.due < today, 1), else_=0))
    rows = session.execute(
        select(column, func.count(), late)
        .join(IncidentRow, IncidentRow.id == FollowUpRow.incident_id)
        .where(*conditions, FollowUpRow.state == FollowUpState.OPEN)
        .group_by(column)
        .order_by(column)
    )
    return {group: FollowUpCount(many, int(overdue)) for group, many, overdue in rows if group}


def _overdue(session: Session, conditions: Conditions, today: date) -> Sequence[OverdueFollowUps]:
    number, since = func.count(), func.min(FollowUpRow.due)
    rows = session.execute(
        select(FollowUpRow.owner, number, since)
        .join(IncidentRow, IncidentRow.id == FollowUpRow.incident_id)
        .where(*conditions, FollowUpRow.state == FollowUpState.OPEN, FollowUpRow.due < today)
        .group_by(FollowUpRow.owner)
        .order_by(number.desc(), since, FollowUpRow.owner)
    )
    return [
        OverdueFollowUps(UserId(owner) if owner else None, many, oldest)
        for owner, many, oldest in rows
        if oldest
    ]


def _epoch_s(session: Session, time: SQLColumnExpression[datetime]) -> ColumnElement[int]:
    """Whole seconds since 1970, on either database."""
    if session.get_bind().dialect.name == "sqlite":
        return cast(func.strftime("%s", time), BigInteger)
    return cast(func.floor(extract("epoch", time)), BigInteger)


_IS_PERSON = (TimelineRow.actor != "", TimelineRow.actor.not_like("%:%"))
"""As `is_person` says."""


def load(session: Session, question: Question) -> Load:
    """Sums the gaps between entries that are short enough to be one span of activity."""
    at_s = _epoch_s(session, TimelineRow.happened_at)
    previous_s = func.lag(at_s).over(
        partition_by=(TimelineRow.incident_id, TimelineRow.actor), order_by=at_s
    )
    entries = (
        select(TimelineRow.incident_id, TimelineRow.actor, (at_s - previous_s).label("gap_s"))
        .join(FactRow, FactRow.incident_id == TimelineRow.incident_id)
        .where(*counted(question), not_(FactRow.backfilled), *_IS_PERSON)
        .cte("entries")
    )
    is_active = entries.c.gap_s <= int(ACTIVITY_GAP.total_seconds())
    incidents = func.count(distinct(entries.c.incident_id))
    seconds = func.coalesce(func.sum(case((is_active, entries.c.gap_s))), 0)
    known = select(incidents).scalar_subquery()
    rows = session.execute(
        select(entries.c.actor, incidents, seconds, known)
        .group_by(entries.c.actor)
        .order_by(seconds.desc(), incidents.desc(), entries.c.actor)
    ).all()
    shares = [PersonLoad(UserId(actor), number, int(took)) for actor, number, took, _known in rows]
    return Load(shares, rows[0][-1] if rows else 0)
