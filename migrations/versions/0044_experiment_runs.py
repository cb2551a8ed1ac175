"""Runs of chaos experiments, as tools report them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0044"
down_revision: str | None = "0043"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    time = sa.DateTime(timezone=True)
    op.create_table(
        "experiment_runs",
        sa.Column("number", number, nullable=False),
        sa.Column("tool", sa.String(32), nullable=False),
        sa.Column("tool_id", sa.String(200), nullable=False),
        sa.Column("is_id_provisional", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(320), nullable=False),
        sa.Column("name_key", sa.String(64), nullable=False),
        sa.Column("experiment", sa.String(60)),
        sa.Column("service", sa.String(120), nullable=False),
        sa.Column("hypothesis", sa.Text(), nullable=False),
        sa.Column("started_at", time, nullable=False),
        sa.Column("ended_at", time),
        sa.Column("verdict", sa.String(32)),
        sa.Column("reason", sa.String(32)),
        sa.Column("score", sa.Integer()),
        sa.Column("tool_score", sa.Integer()),
        sa.Column("difference", sa.String(32)),
        sa.Column("status", sa.String(150), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("probes", sa.JSON(), nullable=False),
        sa.Column("incident_id", sa.BigInteger()),
        sa.Column("sender", sa.String(24), nullable=False),
        sa.Column("received_at", time, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_experiment_runs")),
        sa.UniqueConstraint("tool", "tool_id", name=op.f("uq_experiment_runs_tool_tool_id")),
        sa.ForeignKeyConstraint(
            ["experiment"], ["experiments.key"], name=op.f("fk_experiment_runs_experiment")
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"],
            ["incidents.id"],
            name=op.f("fk_experiment_runs_incident_id"),
            ondelete="SET NULL",
        ),
    )
    for columns in (["experiment", "started_at"], ["name_key"], ["started_at"], ["incident_id"]):
        name = "_".join(("ix_experiment_runs", *columns))
        op.create_index(op.f(name), "experiment_runs", columns)
    op.create_table(
        "experiment_names",
        sa.Column("name_key", sa.String(64), nullable=False),
        sa.Column("name", sa.String(320), nullable=False),
        sa.Column("experiment", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("name_key", name=op.f("pk_experiment_names")),
        sa.ForeignKeyConstraint(
            ["experiment"], ["experiments.key"], name=op.f("fk_experiment_names_experiment")
        ),
    )
    op.create_index(op.f("ix_experiment_names_experiment"), "experiment_names", ["experiment"])


def downgrade() -> None:
    op.drop_table("experiment_names")
    op.drop_table("experiment_runs")
