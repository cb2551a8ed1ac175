"""Injects of drills that were sent, skipped or postponed."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0029"
down_revision: str | None = "0028"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "drill_injects",
        sa.Column("incident_id", sa.BigInteger(), nullable=False),
        sa.Column("inject", sa.String(64), nullable=False),
        sa.Column("state", sa.String(32)),
        sa.Column("at_s", sa.Double(), nullable=False),
        sa.Column("by", sa.String(32)),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["drills.incident_id"], name=op.f("fk_drill_injects_incident_id")
        ),
        sa.PrimaryKeyConstraint("incident_id", "inject", name=op.f("pk_drill_injects")),
    )


def downgrade() -> None:
    op.drop_table("drill_injects")
