"""Changes that programs report, such as deployments."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0040"
down_revision: str | None = "0039"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "changes",
        sa.Column("number", number, nullable=False),
        sa.Column("sender", sa.String(24), nullable=False),
        sa.Column("sender_id", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("service", sa.String(120), nullable=False),
        sa.Column("service_key", sa.String(240), nullable=False),
        sa.Column("environment", sa.String(60), nullable=False),
        sa.Column("actor", sa.String(100), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_changes")),
        sa.UniqueConstraint("sender", "sender_id", name=op.f("uq_changes_sender_sender_id")),
    )
    op.create_index(
        op.f("ix_changes_service_key_happened_at"), "changes", ["service_key", "happened_at"]
    )
    op.create_index(op.f("ix_changes_received_at"), "changes", ["received_at"])


def downgrade() -> None:
    op.drop_table("changes")
