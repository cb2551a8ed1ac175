"""The impact of an incident, its latest update, and when the next is due."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "latest_updates",
        sa.Column("incident_id", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("impact", sa.Text(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("next_by", sa.String(length=32), nullable=True),
        sa.Column("next_update", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_latest_updates_incident_id")
        ),
        sa.PrimaryKeyConstraint("incident_id", name=op.f("pk_latest_updates")),
    )
    op.add_column(
        "incidents", sa.Column("impact", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column("incidents", sa.Column("update_due", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("incidents", "update_due")
    op.drop_column("incidents", "impact")
    op.drop_table("latest_updates")
