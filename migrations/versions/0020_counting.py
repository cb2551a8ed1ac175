"""An index that holds every column that a metric counts."""

from collections.abc import Sequence

from alembic import op

revision: str = "0020"
down_revision: str | None = "0019"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_index(
        "ix_incident_facts_counted",
        "incident_facts",
        [
            "counts_as",
            "declared_s",
            "private",
            "severity",
            "trigger",
            "failure_class",
            "backfilled",
            "detect_s",
            "acknowledge_s",
            "mitigate_s",
            "close_s",
            "complete",
            "incident_id",
        ],
    )
    op.drop_index("ix_incident_facts_counts_as_declared_s", "incident_facts")


def downgrade() -> None:
    op.create_index(
        "ix_incident_facts_counts_as_declared_s", "incident_facts", ["counts_as", "declared_s"]
    )
    op.drop_index("ix_incident_facts_counted", "incident_facts")
