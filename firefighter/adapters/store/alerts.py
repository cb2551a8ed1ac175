"""Writes and reads alerts."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import ColumnElement, String, bindparam, delete, exists, func, insert, or_, select
from sqlalchemy.orm import Session

from firefighter.adapters.store.api_tokens import is_valid_token
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.dialects import do_nothing_on_conflict, upsert
from firefighter.adapters.store.drill_filter import of_kind
from firefighter.adapters.store.tables import (
    AlertDeclarationRow,
    AlertDeliveryRow,
    AlertGroupRow,
    AlertSourceRow,
    IncidentRow,
    JobRow,
    JobState,
    ServiceRow,
    core_table,
)
from firefighter.domain.alert_groups import AlertGroup, AlertGroupId, AlertSummary, KnownAlert
from firefighter.domain.alert_sources import AlertSource, SourceKey
from firefighter.domain.alerts import Alert
from firefighter.domain.api_tokens import TokenHash
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Kind
from firefighter.domain.lifecycle import Phase, statuses_in
from firefighter.ports.alerts import AlertDeliveryId, ProposedAlerts, StoredAlerts
from firefighter.ports.api_tokens import InvalidTokenError
from firefighter.ports.search import DrillFilter
from firefighter.ports.snapshot import ChannelId, MessageRef

_ALERTS = TypeAdapter(tuple[Alert, ...])
_KNOWN = TypeAdapter(dict[str, KnownAlert])

_NEW_SOURCE = upsert(AlertSourceRow, do_nothing_on_conflict("source"))

_DELIVERIES = core_table(AlertDeliveryRow)

_NEW_DELIVERY = insert(_DELIVERIES)
"""Built once, and without the mapped class, which takes twice as long: a storm has thousands."""

_NEW_DELIVERY_BY_TOKEN = (
    insert(_DELIVERIES)
    .from_select(
        _DELIVERIES.columns.keys(),
        select(*(bindparam(each.name, type_=each.type) for each in _DELIVERIES.columns)).where(
            is_valid_token(
                bindparam("token_hash", type_=String),
                bindparam("received_at", type_=_DELIVERIES.columns.received_at.type),
            )
        ),
    )
    .returning(_DELIVERIES.columns.id)
)
"""One statement instead of two: on PostgreSQL each is a round trip."""

_Numbered = JobRow | AlertDeclarationRow | AlertGroupRow

_MOST_TOGETHER = 200
"""Deliveries that are handled in one transaction."""

_LONGEST_CHAIN = 10
"""Duplicates of duplicates that are followed."""


def waiting_alerts(database: Database) -> tuple[int, datetime | None]:
    """How many deliveries are not handled yet, and since when the oldest of them waits."""
    with database.reading() as session:
        oldest = func.min(AlertDeliveryRow.received_at, type_=AlertDeliveryRow.received_at.type)
        number, since = session.execute(select(func.count(), oldest)).one()
        return number, since


class AlertsInTransaction:
    """See the port."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._groups: list[AlertGroup] = []
        self._declarations: list[AlertDeclarationRow] = []

    def store(
        self, alerts: StoredAlerts, received_at: datetime, token_hash: TokenHash | None = None
    ) -> AlertDeliveryId:
        delivery_id = AlertDeliveryId(str(uuid4()))
        row = {
            "id": delivery_id,
            "source": alerts.source.key,
            "source_name": alerts.source.name,
            "alert_key": alerts.key,
            "drill": alerts.drill,
            "alerts": _ALERTS.dump_python(tuple(alerts.alerts), mode="json"),
            "received_at": received_at,
        }
        if token_hash is None:
            self._session.execute(_NEW_DELIVERY, row)
        else:
            self._store_by_token(row | {"token_hash": token_hash})
        return delivery_id

    def _store_by_token(self, row: Mapping[str, object]) -> None:
        if self._session.scalar(_NEW_DELIVERY_BY_TOKEN, row) is None:
            raise InvalidTokenError

    def take(self, delivery_id: AlertDeliveryId) -> StoredAlerts | None:
        first = self._session.get(AlertDeliveryRow, delivery_id)
        if first is None:
            return None
        self._lock(first.source)
        rows = self._session.scalars(
            select(AlertDeliveryRow)
            .where(
                AlertDeliveryRow.source == first.source,
                AlertDeliveryRow.alert_key == first.alert_key,
                AlertDeliveryRow.drill == first.drill,
                or_(
                    AlertDeliveryRow.id == delivery_id,
                    AlertDeliveryRow.received_at > first.received_at,
                ),
            )
            .order_by(AlertDeliveryRow.received_at)
            .limit(_MOST_TOGETHER)
        ).all()
        if not any(row.id == delivery_id for row in rows):
            return None
        ids, alerts = _together(rows)
        self._session.execute(delete(AlertDeliveryRow).where(AlertDeliveryRow.id.in_(ids)))
        source = AlertSource(SourceKey(first.source), first.source_name)
        return StoredAlerts(source, first.alert_key, first.drill, alerts)

    def _lock(self, source: str) -> None:
        self._session.execute(_NEW_SOURCE(self._session), {"source": source})
        self._session.execute(
            select(AlertSourceRow.source).where(AlertSourceRow.source == source).with_for_update()
        )

    def group(self, alerts: StoredAlerts, *, is_new_kept: bool = True) -> AlertGroup:
        row = self._session.scalar(
            select(AlertGroupRow).where(
                AlertGroupRow.source == alerts.source.key,
                AlertGroupRow.key_hash == _hash(alerts.key),
                AlertGroupRow.drill == alerts.drill,
            )
        )
        if row is None:
            new = AlertGroup(
                id=AlertGroupId(0), source=alerts.source, key=alerts.key, drill=alerts.drill
            )
            if not is_new_kept:
                return new
            row = AlertGroupRow(
                source=alerts.source.key,
                source_name=alerts.source.name,
                key_hash=_hash(alerts.key),
                alert_key=alerts.key,
                drill=alerts.drill,
                **_columns(new),
                card_channel="",
                card_ts="",
            )
            self._session.add(row)
            self._session.flush()
        row.source_name = alerts.source.name
        return read_group(row)

    def get(self, group_id: AlertGroupId) -> ProposedAlerts | None:
        source = self._session.scalar(
            select(AlertGroupRow.source).where(AlertGroupRow.id == group_id)
        )
        if source is None:
            return None
        self._lock(source)
        row = self._session.get_one(AlertGroupRow, group_id, populate_existing=True)
        return ProposedAlerts(read_group(row), _card(row))

    def put(self, group: AlertGroup) -> None:
        self._groups.append(group)

    def put_card(self, group: AlertGroup, card: MessageRef | None) -> None:
        row = self._session.get_one(AlertGroupRow, group.id)
        row.card_channel, row.card_ts = (card.channel, card.ts) if card else ("", "")

    def original_of(self, incident_id: IncidentId) -> IncidentId:
        original = incident_id
        for _step in range(_LONGEST_CHAIN):
            found = self._session.scalar(
                select(IncidentRow.duplicate_of).where(IncidentRow.id == original)
            )
            if found is None:
                break
            original = IncidentId(found)
        return original

    def active_incident(self, services: Collection[str], *, drill: bool) -> IncidentId | None:
        if not services:
            return None
        concerns = exists().where(
            ServiceRow.incident_id == IncidentRow.id, ServiceRow.service.in_(services)
        )
        found = self._session.scalar(
            select(IncidentRow.id)
            .where(
                IncidentRow.status.in_(statuses_in(Phase.ACTIVE)),
                IncidentRow.kind == (Kind.DRILL if drill else Kind.REAL),
                IncidentRow.private.is_(False),
                concerns,
            )
            .order_by(IncidentRow.id.desc())
            .limit(1)
        )
        return None if found is None else IncidentId(found)

    def declared(
        self, source: SourceKey, incident_id: IncidentId, at: datetime, *, braked: bool
    ) -> None:
        row = AlertDeclarationRow(source=source, at=at, incident_id=incident_id, braked=braked)
        self._declarations.append(row)

    def declared_since(self, source: SourceKey, since: datetime, *, drill: bool) -> int:
        count = (
            select(func.count())
            .select_from(AlertDeclarationRow)
            .join(IncidentRow, IncidentRow.id == AlertDeclarationRow.incident_id)
            .where(
                AlertDeclarationRow.source == source,
                AlertDeclarationRow.at >= since,
                of_kind(DrillFilter.ONLY if drill else DrillFilter.WITHOUT),
            )
        )
        return self._session.scalar(count) or 0

    def forget(self, job_kinds: Collection[str], before: datetime, limit: int) -> int:
        changed_at = func.coalesce(AlertGroupRow.resolved_at, AlertGroupRow.last_at)
        is_over = (AlertGroupRow.incident_id.is_(None), AlertGroupRow.firing == 0)
        is_done = (JobRow.state == JobState.DONE, JobRow.kind.in_(job_kinds))
        return max(
            self._delete(JobRow, limit, *is_done, JobRow.due_at < before),
            self._delete(AlertDeclarationRow, limit, AlertDeclarationRow.at < before),
            self._delete(AlertGroupRow, limit, *is_over, changed_at < before),
        )

    def _delete(self, table: type[_Numbered], limit: int, *conditions: ColumnElement[bool]) -> int:
        found = self._session.scalars(select(table.id).where(*conditions).limit(limit)).all()
        if found:
            self._session.execute(delete(table).where(table.id.in_(found)))
        return len(found)

    def braked_incident(self, source: SourceKey) -> IncidentId | None:
        found = self._session.scalar(
            select(AlertDeclarationRow.incident_id)
            .join(IncidentRow, IncidentRow.id == AlertDeclarationRow.incident_id)
            .where(
                AlertDeclarationRow.source == source,
                AlertDeclarationRow.braked,
                of_kind(DrillFilter.WITHOUT),
            )
            .order_by(AlertDeclarationRow.id.desc())
            .limit(1)
        )
        return None if found is None else IncidentId(found)

    def write(self) -> None:
        """Call this after the incidents are written, since groups refer to them."""
        for group in self._groups:
            row = self._session.get_one(AlertGroupRow, group.id)
            for column, value in _columns(group).items():
                setattr(row, column, value)
        self._session.add_all(self._declarations)
        self._session.flush()


def _together(rows: Sequence[AlertDeliveryRow]) -> tuple[Sequence[str], Sequence[Alert]]:
    """The first delivery, and those behind it as long as all alerts fire.

    What was resolved is handled apart: together with its firing it would seem never to have fired.
    """
    first, *others = rows
    ids, alerts = [first.id], list(_ALERTS.validate_python(first.alerts))
    for row in others:
        try:
            alerts_behind = _ALERTS.validate_python(row.alerts)
        except ValidationError:
            break  # its own job says so
        if not all(each.is_firing for each in (*alerts, *alerts_behind)):
            break
        ids.append(row.id)
        alerts += alerts_behind
    return ids, alerts


def find_proposed_alerts(session: Session, group_id: AlertGroupId) -> ProposedAlerts | None:
    row = session.get(AlertGroupRow, group_id)
    return ProposedAlerts(read_group(row), _card(row)) if row else None


def find_alert_summary(session: Session, incident_id: IncidentId) -> AlertSummary | None:
    """None for an incident without alerts."""
    rows = session.execute(
        select(
            AlertGroupRow.source_name,
            AlertGroupRow.received,
            AlertGroupRow.firing,
            AlertGroupRow.last_at,
            AlertGroupRow.resolved_at,
            AlertGroupRow.link,
        ).where(AlertGroupRow.incident_id == incident_id)
    ).all()
    fired = [row for row in rows if row.last_at is not None]
    if not fired:
        return None
    latest = max(fired, key=lambda row: row.last_at)
    sources: dict[str, int] = {}
    for row in fired:
        sources[row.source_name] = sources.get(row.source_name, 0) + row.received
    firing = sum(row.firing for row in fired)
    ended = [row.resolved_at for row in fired if row.resolved_at]
    return AlertSummary(
        received=sum(sources.values()),
        firing=firing,
        last_at=latest.last_at,
        sources=sources,
        resolved_at=None if firing else max(ended, default=None),
        link=latest.link,
    )


def read_group(row: AlertGroupRow) -> AlertGroup:
    return AlertGroup(
        id=AlertGroupId(row.id),
        source=AlertSource(SourceKey(row.source), row.source_name),
        key=row.alert_key,
        drill=row.drill,
        title=row.title,
        description=row.description,
        link=row.link,
        services=tuple(row.services),
        severity=row.severity,
        alerts=_KNOWN.validate_python(row.alerts),
        received=row.received,
        started_at=row.started_at,
        last_at=row.last_at,
        resolved_at=row.resolved_at,
        incident_id=None if row.incident_id is None else IncidentId(row.incident_id),
        noted=row.noted,
        worst=row.worst,
        proposal=row.proposal,
        proposals=row.proposals,
        decided_by=None if row.decided_by is None else UserId(row.decided_by),
        muted_until=row.muted_until,
    )


_AS_IS: Sequence[str] = (
    "title",
    "description",
    "link",
    "severity",
    "received",
    "firing",
    "started_at",
    "last_at",
    "resolved_at",
    "incident_id",
    "noted",
    "worst",
    "proposal",
    "proposals",
    "decided_by",
    "muted_until",
)


def _columns(group: AlertGroup) -> Mapping[str, Any]:
    """What changes."""
    return {
        **{name: getattr(group, name) for name in _AS_IS},
        "services": list(group.services),
        "alerts": _KNOWN.dump_python(group.alerts, mode="json"),
    }


def _card(row: AlertGroupRow) -> MessageRef | None:
    return MessageRef(ChannelId(row.card_channel), row.card_ts) if row.card_ts else None


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
