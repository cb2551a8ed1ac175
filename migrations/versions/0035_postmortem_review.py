"""Reviews of post-mortems: who was asked, by when, and who has approved."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0035"
down_revision: str | None = "0034"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("incidents", sa.Column("review", sa.JSON()))


def downgrade() -> None:
    op.drop_column("incidents", "review")
