"""Contributing factors of an incident, also in the facts and in the index that counts them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0045"
down_revision: str | None = "0044"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_INDEX = "ix_incident_facts_counted"
_BEFORE = ("counts_as", "declared_s", "private", "severity", "trigger", "failure_class")
_AFTER = (
    "backfilled",
    "detect_s",
    "acknowledge_s",
    "mitigate_s",
    "respond_s",
    "close_s",
    "reopened",
    "complete",
    "incident_id",
)


def upgrade() -> None:
    op.add_column("incidents", sa.Column("contributing_factors", sa.JSON()))
    op.add_column(
        "incident_facts",
        sa.Column("factors", sa.Text(), server_default=sa.text("''"), nullable=False),
    )
    op.drop_index(_INDEX, "incident_facts")
    op.create_index(_INDEX, "incident_facts", [*_BEFORE, "factors", *_AFTER])


def downgrade() -> None:
    op.drop_index(_INDEX, "incident_facts")
    op.create_index(_INDEX, "incident_facts", [*_BEFORE, *_AFTER])
    op.drop_column("incident_facts", "factors")
    op.drop_column("incidents", "contributing_factors")
