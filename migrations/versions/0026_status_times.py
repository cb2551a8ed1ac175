"""Derive how long each incident was in each status; store confirmed checklist items."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0026"
down_revision: str | None = "0025"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("incident_facts", sa.Column("status_s", sa.JSON()))
    op.add_column("incidents", sa.Column("confirmations", sa.JSON()))
    # A version that no incident has, so that facts are derived again, as in 0023.
    op.execute("UPDATE incident_facts SET version = -version - 2 WHERE version >= 0")


def downgrade() -> None:
    op.drop_column("incidents", "confirmations")
    op.drop_column("incident_facts", "status_s")
