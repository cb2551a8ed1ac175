"""Completeness of post-mortems in the facts."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("incident_facts", sa.Column("complete", sa.Integer(), nullable=True))
    # Where a page was read before, the facts are derived again before anybody counts.
    op.execute(
        "UPDATE incident_facts SET version = -1 WHERE incident_id IN "
        "(SELECT incident_id FROM pages WHERE reading IS NOT NULL)"
    )


def downgrade() -> None:
    op.drop_column("incident_facts", "complete")
