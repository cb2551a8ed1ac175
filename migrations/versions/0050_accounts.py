"""Types of people's accounts, and which incident channels are shared with other organizations."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0050"
down_revision: str | None = "0049"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("people", sa.Column("account", sa.String(length=32), nullable=True))
    op.create_table(
        "shared_channels",
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_shared_channels")),
    )


def downgrade() -> None:
    op.drop_table("shared_channels")
    op.drop_column("people", "account")
