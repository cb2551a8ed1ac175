"""The post-mortems that are not done yet."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session

from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.lifecycle import Status
from firefighter.domain.metrics.standing import LatePostmortem, Postmortems
from firefighter.domain.milestones import Milestone
from firefighter.domain.roles import COMMANDER
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.store.tables import HolderRow, IncidentRow, MilestoneRow

Conditions = Sequence[ColumnElement[bool]]

_SHOWN = 20
_OPEN = and_(
    IncidentRow.has_page,
    IncidentRow.status.in_((Status.MITIGATED, Status.POSTMORTEM)),
)
_MITIGATED = and_(
    MilestoneRow.incident_id == IncidentRow.id, MilestoneRow.milestone == Milestone.MITIGATED
)
_LEADS = and_(HolderRow.incident_id == IncidentRow.id, HolderRow.role == COMMANDER)


def postmortems(
    session: Session, asked_for: Conditions, rules: Rules, now: datetime
) -> Postmortems:
    """Of the incidents asked for, whenever they were."""
    given = _given(rules)
    is_open: Conditions = (*asked_for, _OPEN)
    number = select(func.count()).select_from(IncidentRow)
    late: Conditions = (*is_open, _is_late(given, now))
    return Postmortems(
        session.scalar(number.where(*is_open)) or 0,
        session.scalar(number.join(MilestoneRow, _MITIGATED).where(*late)) or 0,
        [
            LatePostmortem(
                IncidentId(row.id),
                row.title,
                row.severity,
                rules.day_of(mitigated + given[row.severity]),
                UserId(owner) if owner else None,
            )
            for row, mitigated, owner in session.execute(_first(*late))
        ],
    )


def _given(rules: Rules) -> Mapping[Severity, timedelta]:
    """How long the severities that want a review give for it."""
    return {
        severity: timedelta(days=policy.review_days)
        for severity, policy in rules.severities.items()
        if policy.review_days is not None
    }


def _is_late(given: Mapping[Severity, timedelta], now: datetime) -> ColumnElement[bool]:
    late = (
        and_(IncidentRow.severity == severity, MilestoneRow.at <= now - within)
        for severity, within in given.items()
    )
    return or_(false(), *late)


def _first(*late: ColumnElement[bool]) -> Select[IncidentRow, datetime, str]:
    return (
        select(IncidentRow, MilestoneRow.at, HolderRow.user)
        .join(MilestoneRow, _MITIGATED)
        .outerjoin(HolderRow, _LEADS)
        .where(*late)
        .order_by(MilestoneRow.at, IncidentRow.id)
        .limit(_SHOWN)
    )
