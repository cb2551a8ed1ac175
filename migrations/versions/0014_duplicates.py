"""An index for finding the duplicates of an incident."""

from collections.abc import Sequence

from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_index(op.f("ix_incidents_duplicate_of"), "incidents", ["duplicate_of"])


def downgrade() -> None:
    op.drop_index(op.f("ix_incidents_duplicate_of"), table_name="incidents")
