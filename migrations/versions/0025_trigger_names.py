"""Rename the built-in triggers of version 0.1.0 in incidents, metrics and timelines."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0025"
down_revision: str | None = "0024"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_RENAMED = {
    "expiry or schedule": "expired certificate or scheduled job",
    "attack": "security",
    "operation by hand": "manual change",
}

_timeline = sa.table(
    "timeline", sa.column("id"), sa.column("kind"), sa.column("details", sa.JSON())
)


def upgrade() -> None:
    _rename(_RENAMED)


def downgrade() -> None:
    _rename({new: old for old, new in _RENAMED.items()})


def _rename(names: Mapping[str, str]) -> None:
    for name in ("incidents", "incident_facts"):
        table = sa.table(name, sa.column("trigger"))
        for old, new in names.items():
            op.execute(table.update().where(table.c.trigger == old).values(trigger=new))
    connection = op.get_bind()
    trigger = _timeline.c.details["trigger"].as_string()
    found = sa.select(_timeline).where(
        _timeline.c.kind == "classified", trigger.in_(names), _timeline.c.id > sa.bindparam("after")
    )
    last = 0
    while rows := connection.execute(
        found.order_by(_timeline.c.id).limit(1000), {"after": last}
    ).all():
        last = rows[-1].id
        for row in rows:
            details = row.details | {"trigger": names[row.details["trigger"]]}
            connection.execute(
                _timeline.update().where(_timeline.c.id == row.id).values(details=details)
            )
