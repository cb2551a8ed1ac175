"""Texts of experiments in several languages."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0056"
down_revision: str | None = "0055"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("experiments", sa.Column("translations", sa.JSON(), nullable=True))
    op.add_column(
        "experiments", sa.Column("titles", sa.Text(), server_default=sa.text("''"), nullable=False)
    )


def downgrade() -> None:
    op.drop_column("experiments", "titles")
    op.drop_column("experiments", "translations")
