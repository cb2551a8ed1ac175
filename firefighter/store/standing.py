"""What is not over yet, and who had to do with what is."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import BigInteger, ColumnElement, cast, distinct, extract, func, not_, select
from sqlalchemy.orm import Session

from firefighter.domain.follow_ups import FollowUpState
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Kind
from firefighter.domain.lifecycle import Status
from firefighter.domain.metrics.load import Load, Share
from firefighter.domain.metrics.report import Question
from firefighter.domain.metrics.standing import Overdue, Standing, Waiting
from firefighter.domain.milestones import Milestone
from firefighter.domain.roles import COMMANDER
from firefighter.domain.rules import Rules
from firefighter.store.counting import counted
from firefighter.store.postmortems import Conditions, postmortems
from firefighter.store.tables import (
    FactRow,
    FollowUpRow,
    HolderRow,
    IncidentRow,
    MilestoneRow,
    TimelineRow,
)

_SHOWN = 20


def standing(session: Session, now: datetime, rules: Rules, *, private: bool) -> Standing:
    """Real incidents only; private ones are nobody else's business."""
    asked_for = [IncidentRow.kind == Kind.REAL]
    if not private:
        asked_for.append(not_(IncidentRow.private))
    waiting, number = _waiting(session, asked_for)
    return Standing(
        now,
        waiting,
        number,
        _overdue(session, asked_for, rules.day_of(now)),
        _follow_ups(session, asked_for),
        postmortems(session, asked_for, rules, now),
    )


def _waiting(session: Session, asked_for: Conditions) -> tuple[Sequence[Waiting], int]:
    is_open = (*asked_for, IncidentRow.status != Status.CLOSED)
    heard_at = (
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
        select(IncidentRow, MilestoneRow.at, heard_at, leads)
        .join(MilestoneRow, MilestoneRow.incident_id == IncidentRow.id)
        .where(*is_open, MilestoneRow.milestone == Milestone.DECLARED)
        .order_by(IncidentRow.severity, MilestoneRow.at, IncidentRow.id)
        .limit(_SHOWN)
    )
    waiting = [
        Waiting(
            IncidentId(row.id), row.title, row.severity, row.status, declared, heard, has_commander
        )
        for row, declared, heard, has_commander in rows
    ]
    total = session.scalar(select(func.count()).select_from(IncidentRow).where(*is_open))
    return waiting, total or 0


def _follow_ups(session: Session, asked_for: Conditions) -> int:
    found = session.scalar(
        select(func.count())
        .select_from(FollowUpRow)
        .join(IncidentRow, IncidentRow.id == FollowUpRow.incident_id)
        .where(*asked_for, FollowUpRow.state == FollowUpState.OPEN)
    )
    return found or 0


def _overdue(session: Session, asked_for: Conditions, today: date) -> Sequence[Overdue]:
    number, since = func.count(), func.min(FollowUpRow.due)
    rows = session.execute(
        select(FollowUpRow.owner, number, since)
        .join(IncidentRow, IncidentRow.id == FollowUpRow.incident_id)
        .where(*asked_for, FollowUpRow.state == FollowUpState.OPEN, FollowUpRow.due < today)
        .group_by(FollowUpRow.owner)
        .order_by(number.desc(), since, FollowUpRow.owner)
    )
    return [
        Overdue(UserId(owner) if owner else None, many, oldest)
        for owner, many, oldest in rows
        if oldest
    ]


def _epoch_s(session: Session, moment: ColumnElement[datetime]) -> ColumnElement[int]:
    """Whole seconds since 1970, as either database has them."""
    if session.get_bind().dialect.name == "sqlite":
        return cast(func.strftime("%s", moment), BigInteger)
    return cast(func.floor(extract("epoch", moment)), BigInteger)


def load(session: Session, question: Question) -> Load:
    spans = (
        select(
            TimelineRow.incident_id,
            TimelineRow.actor,
            _epoch_s(session, func.max(TimelineRow.happened_at)).label("last_s"),
            _epoch_s(session, func.min(TimelineRow.happened_at)).label("first_s"),
        )
        .join(FactRow, FactRow.incident_id == TimelineRow.incident_id)
        .where(*counted(question), not_(FactRow.backfilled), TimelineRow.actor != "")
        .group_by(TimelineRow.incident_id, TimelineRow.actor)
        .cte("spans")
    )
    incidents, seconds = func.count(), func.sum(spans.c.last_s - spans.c.first_s)
    known = select(func.count(distinct(spans.c.incident_id))).scalar_subquery()
    rows = session.execute(
        select(spans.c.actor, incidents, seconds, known)
        .group_by(spans.c.actor)
        .order_by(seconds.desc(), incidents.desc(), spans.c.actor)
    ).all()
    shares = [Share(UserId(actor), number, int(took)) for actor, number, took, _known in rows]
    return Load(shares, rows[0][-1] if rows else 0)
