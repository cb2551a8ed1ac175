"""The catalog of experiments."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0043"
down_revision: str | None = "0042"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_TEXTS = (
    "eligibility",
    "system",
    "objective",
    "hypothesis",
    "steady_state",
    "signal",
    "observability",
    "procedure",
    "blast_radius",
    "abort_conditions",
    "rollback",
    "action_plan",
)


def upgrade() -> None:
    time = sa.DateTime(timezone=True)
    op.create_table(
        "experiments",
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("pack", sa.String(64), nullable=False),
        sa.Column("created_by", sa.String(32)),
        sa.Column("created_at", time, nullable=False),
        sa.Column("changed_by", sa.String(32)),
        sa.Column("changed_at", time, nullable=False),
        sa.Column("title", sa.String(150), nullable=False),
        sa.Column("service", sa.String(120), nullable=False),
        sa.Column("service_key", sa.String(240), nullable=False),
        sa.Column("team", sa.String(75), nullable=False),
        sa.Column("environment", sa.String(32), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("duration_min", sa.Integer()),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _TEXTS),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_experiments")),
    )
    op.create_index(op.f("ix_experiments_service_key"), "experiments", ["service_key"])


def downgrade() -> None:
    op.drop_table("experiments")
