"""How severe the alerts of a key are, and whether they are only noted on their incident."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0053"
down_revision: str | None = "0052"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column(
        "alert_groups",
        sa.Column("noted", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column("alert_groups", sa.Column("worst", sa.String(32), nullable=True))


def downgrade() -> None:
    op.drop_column("alert_groups", "worst")
    op.drop_column("alert_groups", "noted")
