"""Count how often an incident was reopened; measure the time from declaration to mitigation."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0023"
down_revision: str | None = "0022"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_INDEX = "ix_incident_facts_counted"
_COUNTED = (
    "counts_as",
    "declared_s",
    "private",
    "severity",
    "trigger",
    "failure_class",
    "backfilled",
    "detect_s",
    "acknowledge_s",
    "mitigate_s",
)


def upgrade() -> None:
    op.add_column(
        "incidents",
        sa.Column("reopened", sa.Integer(), server_default=sa.text("0"), nullable=False),
    )
    op.add_column("incident_facts", sa.Column("respond_s", sa.BigInteger()))
    op.add_column(
        "incident_facts",
        sa.Column("reopened", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    _count_reopenings()
    # A version that no incident has, so that facts are derived again; the same again restores it.
    op.execute("UPDATE incident_facts SET version = -version - 2")
    op.drop_index(_INDEX, "incident_facts")
    columns = (*_COUNTED, "respond_s", "close_s", "reopened", "complete", "incident_id")
    op.create_index(_INDEX, "incident_facts", list(columns))


def downgrade() -> None:
    """Facts that the new code derived are derived again by the old code."""
    op.execute(
        "UPDATE incident_facts SET version = CASE WHEN version < 0 THEN -version - 2 ELSE -1 END"
    )
    op.drop_index(_INDEX, "incident_facts")
    op.create_index(_INDEX, "incident_facts", [*_COUNTED, "close_s", "complete", "incident_id"])
    op.drop_column("incident_facts", "reopened")
    op.drop_column("incident_facts", "respond_s")
    op.drop_column("incidents", "reopened")


def _count_reopenings() -> None:
    timeline = sa.table(
        "timeline",
        sa.column("incident_id", sa.BigInteger()),
        sa.column("kind", sa.String()),
        sa.column("details", sa.JSON()),
    )
    incidents = sa.table("incidents", sa.column("id"), sa.column("reopened"))
    reopenings = (
        sa.select(sa.func.count())
        .where(
            timeline.c.incident_id == incidents.c.id,
            timeline.c.kind == "status_changed",
            timeline.c.details["trigger"].as_string() == "reopen",
        )
        .scalar_subquery()
    )
    op.execute(incidents.update().values(reopened=reopenings))
