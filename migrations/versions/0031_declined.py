"""Say *decline* and *step* in columns, timelines, metrics and queued effects, as people read it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0031"
down_revision: str | None = "0030"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_COLUMNS = {"cancel_reason": "decline_reason"}
_FIELDS = {"cancel_reason": "decline_reason", "trigger": "step_kind"}
_STEPS = {"cancel": "decline"}
_GROUPS = {"cancelled": "declined"}

_EVENT = "status_changed"
_CHUNK = 1000
"""Rows read at a time."""

_facts = sa.table("incident_facts", sa.column("counts_as"))
_timeline = sa.table(
    "timeline", sa.column("id"), sa.column("kind"), sa.column("details", sa.JSON())
)
_effects = sa.table("effects", sa.column("id"), sa.column("payload", sa.JSON()))


def upgrade() -> None:
    _rename(_COLUMNS, _FIELDS, _STEPS, _GROUPS)


def downgrade() -> None:
    _rename(*map(_reversed, (_COLUMNS, _FIELDS, _STEPS, _GROUPS)))


def _reversed(names: Mapping[str, str]) -> Mapping[str, str]:
    return {new: old for old, new in names.items()}


def _rename(
    columns: Mapping[str, str],
    fields: Mapping[str, str],
    steps: Mapping[str, str],
    groups: Mapping[str, str],
) -> None:
    def in_event(event: Mapping[str, Any]) -> dict[str, Any]:
        renamed = {fields.get(name, name): value for name, value in event.items()}
        step = next(name for name in ("step_kind", "trigger") if name in renamed)
        return renamed | {step: steps.get(renamed[step], renamed[step])}

    def in_payload(value: Any) -> Any:  # noqa: ANN401 - JSON
        if isinstance(value, list):
            return [in_payload(each) for each in value]
        if not isinstance(value, dict):
            return value
        if value.get("kind") == _EVENT:
            return in_event(value)
        return {name: in_payload(each) for name, each in value.items()}

    for old, new in columns.items():
        op.execute(f"ALTER TABLE incidents RENAME COLUMN {old} TO {new}")
    for old, new in groups.items():
        op.execute(_facts.update().where(_facts.c.counts_as == old).values(counts_as=new))
    _rewrite(_timeline, _timeline.c.details, _timeline.c.kind == _EVENT, in_event)
    about_statuses = sa.cast(_effects.c.payload, sa.Text).contains(_EVENT)
    _rewrite(_effects, _effects.c.payload, about_statuses, in_payload)


def _rewrite(
    table: sa.TableClause,
    column: sa.ColumnClause[Any],
    which: sa.ColumnElement[bool],
    change: Callable[[Any], Any],
) -> None:
    connection = op.get_bind()
    found = sa.select(table.c.id, column).where(which, table.c.id > sa.bindparam("after"))
    found = found.order_by(table.c.id).limit(_CHUNK)
    last = 0
    while rows := connection.execute(found, {"after": last}).all():
        last = rows[-1].id
        for number, before in rows:
            if (after := change(before)) != before:
                connection.execute(
                    table.update().where(table.c.id == number).values({column.name: after})
                )
