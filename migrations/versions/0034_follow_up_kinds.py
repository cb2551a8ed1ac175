"""Kind and priority of follow-ups."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0034"
down_revision: str | None = "0033"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("follow_ups", sa.Column("kind", sa.String(32)))
    op.add_column("follow_ups", sa.Column("priority", sa.String(32)))


def downgrade() -> None:
    op.drop_column("follow_ups", "priority")
    op.drop_column("follow_ups", "kind")
