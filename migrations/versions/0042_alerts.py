"""Alerts of monitoring services, by their sources' keys."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0042"
down_revision: str | None = "0041"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    time = sa.DateTime(timezone=True)
    op.create_table(
        "alert_deliveries",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("source_name", sa.String(24), nullable=False),
        sa.Column("alert_key", sa.Text(), nullable=False),
        sa.Column("drill", sa.Boolean(), nullable=False),
        sa.Column("alerts", sa.JSON(), nullable=False),
        sa.Column("received_at", time, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_deliveries")),
    )
    op.create_table(
        "alert_sources",
        sa.Column("source", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_alert_sources")),
    )
    op.create_table(
        "alert_groups",
        sa.Column("id", number, nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("source_name", sa.String(24), nullable=False),
        sa.Column("key_hash", sa.String(64), nullable=False),
        sa.Column("alert_key", sa.Text(), nullable=False),
        sa.Column("drill", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("severity", sa.String(8), nullable=False),
        sa.Column("alerts", sa.JSON(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("firing", sa.Integer(), nullable=False),
        sa.Column("started_at", time),
        sa.Column("last_at", time),
        sa.Column("resolved_at", time),
        sa.Column("incident_id", sa.BigInteger()),
        sa.Column("proposal", sa.String(32)),
        sa.Column("proposals", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.String(32)),
        sa.Column("muted_until", time),
        sa.Column("card_channel", sa.String(32), nullable=False),
        sa.Column("card_ts", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_alert_groups_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_groups")),
        sa.UniqueConstraint(
            "source", "key_hash", "drill", name=op.f("uq_alert_groups_source_key_hash_drill")
        ),
    )
    op.create_index(op.f("ix_alert_groups_incident_id"), "alert_groups", ["incident_id"])
    op.create_table(
        "alert_declarations",
        sa.Column("id", number, nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("at", time, nullable=False),
        sa.Column("incident_id", sa.BigInteger(), nullable=False),
        sa.Column("braked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_alert_declarations_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_declarations")),
    )
    op.create_index(op.f("ix_alert_declarations_source_at"), "alert_declarations", ["source", "at"])
    op.create_index(
        op.f("ix_alert_declarations_incident_id"), "alert_declarations", ["incident_id"]
    )


def downgrade() -> None:
    op.drop_table("alert_declarations")
    op.drop_table("alert_groups")
    op.drop_table("alert_sources")
    op.drop_table("alert_deliveries")
