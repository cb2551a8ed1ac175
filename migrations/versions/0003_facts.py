"""Facts for metrics, and the origin of imported incidents."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "incident_facts",
        sa.Column("incident_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("counts_as", sa.String(length=32), nullable=False),
        sa.Column("backfilled", sa.Boolean(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("severity", sa.String(length=32), nullable=False),
        sa.Column("declared_s", sa.BigInteger(), nullable=False),
        sa.Column("detect_s", sa.BigInteger(), nullable=True),
        sa.Column("acknowledge_s", sa.BigInteger(), nullable=True),
        sa.Column("mitigate_s", sa.BigInteger(), nullable=True),
        sa.Column("close_s", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_incident_facts_incident_id")
        ),
        sa.PrimaryKeyConstraint("incident_id", name=op.f("pk_incident_facts")),
    )
    op.create_index(
        op.f("ix_incident_facts_counts_as_declared_s"),
        "incident_facts",
        ["counts_as", "declared_s"],
    )
    op.add_column("incidents", sa.Column("origin", sa.String(length=200), nullable=True))
    op.create_index(op.f("ix_incidents_origin"), "incidents", ["origin"], unique=True)


def downgrade() -> None:
    op.drop_index(op.f("ix_incidents_origin"), "incidents")
    op.drop_column("incidents", "origin")
    op.drop_index(op.f("ix_incident_facts_counts_as_declared_s"), "incident_facts")
    op.drop_table("incident_facts")
