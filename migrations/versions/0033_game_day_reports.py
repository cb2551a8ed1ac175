"""Learning reports of Game Days, at an address that cannot be guessed."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0033"
down_revision: str | None = "0032"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("game_days", sa.Column("report_token", sa.String(64)))
    op.create_index(op.f("ix_game_days_report_token"), "game_days", ["report_token"], unique=True)


def downgrade() -> None:
    op.drop_index(op.f("ix_game_days_report_token"), "game_days")
    op.drop_column("game_days", "report_token")
