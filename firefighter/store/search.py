"""Finding incidents among those that somebody may see."""

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from firefighter.domain.ids import IncidentId, RoleKey, UserId, parse_reference
from firefighter.domain.lifecycle import Status
from firefighter.ports.search import Found, Listed, Search
from firefighter.store.sight import holds_a_role
from firefighter.store.tables import IncidentRow, ServiceRow

_AFTER_EVERY_SEVERITY = "~"


def search(
    session: Session, visible: ColumnElement[bool], wanted: Search, limit: int, offset: int
) -> Found:
    conditions = (visible, *_conditions(wanted))
    total = session.scalar(select(func.count()).select_from(IncidentRow).where(*conditions))
    rows = session.scalars(
        select(IncidentRow)
        .where(*conditions)
        .order_by(_urgency(), IncidentRow.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return Found([_listed(row) for row in rows], total or 0)


def _conditions(wanted: Search) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [_says(word) for word in wanted.words.split()]
    if wanted.only_open:
        conditions.append(IncidentRow.status != Status.CLOSED)
    if wanted.severity:
        conditions.append(IncidentRow.severity == wanted.severity)
    if wanted.service:
        conditions.append(_concerns(wanted.service))
    if wanted.involving:
        declared = IncidentRow.declared_by == wanted.involving
        conditions.append(or_(declared, holds_a_role(wanted.involving)))
    if wanted.held_by:
        conditions.append(holds_a_role(wanted.held_by))
    return conditions


def _says(word: str) -> ColumnElement[bool]:
    number = parse_reference(word)
    return or_(
        IncidentRow.title.icontains(word, autoescape=True),
        IncidentRow.summary.icontains(word, autoescape=True),
        *([IncidentRow.id == number] if number is not None else []),
    )


def _concerns(service: str) -> ColumnElement[bool]:
    return (
        select(ServiceRow.service)
        .where(
            ServiceRow.incident_id == IncidentRow.id,
            func.lower(ServiceRow.service) == service.lower(),
        )
        .exists()
    )


def _urgency() -> ColumnElement[str]:
    closed = IncidentRow.status == Status.CLOSED
    return case((closed, _AFTER_EVERY_SEVERITY), else_=IncidentRow.severity)


def _listed(row: IncidentRow) -> Listed:
    return Listed(
        id=IncidentId(row.id),
        title=row.title,
        severity=row.severity,
        status=row.status,
        private=row.private,
        services=tuple(service.service for service in row.services),
        holders=tuple((RoleKey(each.role), UserId(each.user)) for each in row.holders),
    )
