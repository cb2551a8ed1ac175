"""Trigger and failure class in the facts; all facts are derived again before counting."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_NAMES = ("trigger", "failure_class")


def upgrade() -> None:
    for name in _NAMES:
        op.add_column(
            "incident_facts",
            sa.Column(name, sa.String(length=64), server_default=sa.text("''"), nullable=False),
        )
    op.execute("UPDATE incident_facts SET version = -1")


def downgrade() -> None:
    for name in _NAMES:
        op.drop_column("incident_facts", name)
