"""Webhooks, and the events that they are told."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0039"
down_revision: str | None = "0038"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "webhooks",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("secret", sa.String(120), nullable=False),
        sa.Column("secret_env", sa.String(80), nullable=False),
        sa.Column("events", sa.JSON(), nullable=False),
        sa.Column("private_incidents", sa.Boolean(), nullable=False),
        sa.Column("drills", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_webhooks")),
    )
    op.create_table(
        "unsubscribed_webhooks",
        sa.Column("webhook", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("webhook", name=op.f("pk_unsubscribed_webhooks")),
    )
    op.create_table(
        "webhook_events",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("incident_id", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_webhook_events_incident_id")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_webhook_events")),
        sa.UniqueConstraint("id", name=op.f("uq_webhook_events_id")),
    )
    for column in ("incident_id", "recorded_at"):
        op.create_index(op.f(f"ix_webhook_events_{column}"), "webhook_events", [column])
    op.create_table(
        "undelivered_events",
        sa.Column("webhook", sa.String(40), nullable=False),
        sa.Column("event_id", sa.String(36), nullable=False),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["webhook_events.id"],
            name=op.f("fk_undelivered_events_event_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("webhook", "event_id", name=op.f("pk_undelivered_events")),
    )
    op.create_index(op.f("ix_undelivered_events_event_id"), "undelivered_events", ["event_id"])


def downgrade() -> None:
    op.drop_table("undelivered_events")
    op.drop_table("webhook_events")
    op.drop_table("unsubscribed_webhooks")
    op.drop_table("webhooks")
