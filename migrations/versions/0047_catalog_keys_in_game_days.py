"""Experiments of Game Days that come from the catalog, or are kept in it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0047"
down_revision: str | None = "0046"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("game_day_experiments", sa.Column("catalog_key", sa.String(60)))


def downgrade() -> None:
    with op.batch_alter_table("game_day_experiments") as table:
        table.drop_column("catalog_key")
