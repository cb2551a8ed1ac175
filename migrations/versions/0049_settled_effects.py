"""Find effects by when they were settled, to delete those of long ago."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0049"
down_revision: str | None = "0048"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_SETTLED = sa.text("settled_at IS NOT NULL")


def upgrade() -> None:
    name = op.f("ix_effects_settled_at")
    op.create_index(
        name, "effects", ["settled_at"], sqlite_where=_SETTLED, postgresql_where=_SETTLED
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_effects_settled_at"), "effects")
