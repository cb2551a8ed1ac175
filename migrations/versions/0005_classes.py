"""Trigger and failure class of an incident."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("incidents", schema=None) as batch_op:
        for name in ("trigger", "failure_class"):
            batch_op.add_column(
                sa.Column(name, sa.String(length=64), server_default=sa.text("''"), nullable=False)
            )


def downgrade() -> None:
    with op.batch_alter_table("incidents", schema=None) as batch_op:
        batch_op.drop_column("failure_class")
        batch_op.drop_column("trigger")
