"""State and name of incident channels, and who keeps one from being archived."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0019"
down_revision: str | None = "0018"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column(
        "incidents",
        sa.Column("room_state", sa.String(32), server_default=sa.text("'open'"), nullable=False),
    )
    op.add_column(
        "incidents",
        sa.Column("room_name", sa.String(80), server_default=sa.text("''"), nullable=False),
    )
    op.add_column("incidents", sa.Column("room_kept_by", sa.String(32), nullable=True))


def downgrade() -> None:
    op.drop_column("incidents", "room_kept_by")
    op.drop_column("incidents", "room_name")
    op.drop_column("incidents", "room_state")
