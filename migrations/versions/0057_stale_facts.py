"""Find stale facts without comparing all of them: they are marked, and have an index."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0057"
down_revision: str | None = "0056"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_STALE = sa.text("version = -1")


def upgrade() -> None:
    # NOT EXISTS, since PostgreSQL compares each row with all for NOT IN.
    op.execute("""
        INSERT INTO incident_facts
            (incident_id, version, counts_as, backfilled, private, severity, declared_s)
        SELECT id, -1, 'counted', kind = 'backfilled', private, severity, 0 FROM incidents
        WHERE NOT EXISTS (SELECT 1 FROM incident_facts WHERE incident_id = incidents.id)
    """)
    op.execute(
        "UPDATE incident_facts SET version = -1 WHERE EXISTS (SELECT 1 FROM incidents"
        " WHERE incidents.id = incident_facts.incident_id"
        " AND incidents.version <> incident_facts.version)"
    )
    op.create_index(
        "ix_incident_facts_stale",
        "incident_facts",
        ["incident_id"],
        sqlite_where=_STALE,
        postgresql_where=_STALE,
    )


def downgrade() -> None:
    op.drop_index("ix_incident_facts_stale", "incident_facts")
