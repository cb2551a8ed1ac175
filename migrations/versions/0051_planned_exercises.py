"""Exercises by schedule."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0051"
down_revision: str | None = "0050"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "planned_exercises",
        sa.Column("key", sa.String(150), nullable=False),
        sa.Column("slot", sa.Date(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("decided_by", sa.String(32)),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("scenario", sa.String(64)),
        sa.Column("scenario_version", sa.Integer()),
        sa.Column("incident_id", sa.BigInteger()),
        sa.Column("postponed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_planned_exercises_incident_id")
        ),
        sa.PrimaryKeyConstraint("key", "slot", name=op.f("pk_planned_exercises")),
    )


def downgrade() -> None:
    op.drop_table("planned_exercises")
