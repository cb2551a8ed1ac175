"""Views of the Home tab."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "visitors",
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user", name=op.f("pk_visitors")),
    )
    op.create_index(op.f("ix_visitors_came_at"), "visitors", ["came_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_visitors_came_at"), table_name="visitors")
    op.drop_table("visitors")
