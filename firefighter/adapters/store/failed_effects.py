"""Effects that failed at least once, and retrying them."""

from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from firefighter.adapters.store.tables import EffectRow, EffectState
from firefighter.domain.ids import IncidentId
from firefighter.effects.webhook_events import SendWebhookEvent
from firefighter.ports.snapshot import UnfinishedEffects


def find_troubles(session: Session, incident_id: IncidentId) -> UnfinishedEffects:
    """Effects of the incident that were tried and are not done, without those in progress.

    Events for webhooks are left out: nobody in the incident can do anything about them.
    """
    rows = session.scalars(
        select(EffectRow)
        .where(
            EffectRow.incident_id == incident_id,
            EffectRow.state != EffectState.DONE,
            EffectRow.last_error.is_not(None),
            EffectRow.kind != SendWebhookEvent.kind,
            EffectRow.leased_by.is_(None),
        )
        .order_by(EffectRow.due_at)
    ).all()
    pending = [row for row in rows if row.state is EffectState.PENDING]
    worst = next(
        (row for row in rows if row.state is EffectState.FAILED), rows[0] if rows else None
    )
    return UnfinishedEffects(
        pending=len(pending),
        failed=len(rows) - len(pending),
        why=(worst.last_error or "") if worst else "",
        next_try=pending[0].due_at if pending else None,
    )


def retry_failed(session: Session, whose: ColumnElement[bool], now: datetime) -> int:
    """Retries every failed effect that meets the condition; returns how many there were."""
    revived = session.scalars(
        select(EffectRow)
        .where(whose, EffectRow.state == EffectState.FAILED)
        .order_by(EffectRow.id)
        .with_for_update()
    ).all()
    for row in revived:
        reset_for_retry(row, now)
    return len(revived)


def reset_for_retry(row: EffectRow, now: datetime) -> None:
    """Makes a failed effect due now, with all its tries."""
    row.state, row.due_at, row.failures, row.settled_at = EffectState.PENDING, now, 0, None
