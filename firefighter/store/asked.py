from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from firefighter.domain.ids import IncidentId
from firefighter.ports.chat import EffectId
from firefighter.ports.records import Asked
from firefighter.store.tables import EffectRow


def find_asked(session: Session, incident_id: IncidentId, kind: str) -> Sequence[Asked]:
    """The effects of one kind that were ever asked for, done or not."""
    rows = session.scalars(
        select(EffectRow)
        .where(EffectRow.incident_id == incident_id, EffectRow.kind == kind)
        .order_by(EffectRow.id)
    )
    return [Asked(EffectId(row.mark), row.payload, row.created_at) for row in rows]
