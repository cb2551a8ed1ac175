"""What programs were answered, and their own keys for problems."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0038"
down_revision: str | None = "0037"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "api_answers",
        sa.Column("delivery", sa.String(255), nullable=False),
        sa.Column("request_hash", sa.String(64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("delivery", name=op.f("pk_api_answers")),
    )
    op.create_index(op.f("ix_api_answers_answered_at"), "api_answers", ["answered_at"])
    op.create_table(
        "dedup_keys",
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("incident_id", sa.BigInteger()),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_dedup_keys_incident_id")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_dedup_keys")),
    )
    op.create_index(op.f("ix_dedup_keys_incident_id"), "dedup_keys", ["incident_id"])


def downgrade() -> None:
    op.drop_table("dedup_keys")
    op.drop_table("api_answers")
