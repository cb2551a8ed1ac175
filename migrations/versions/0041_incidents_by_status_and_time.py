"""Find incidents of a status, the newest first, and those declared in a period."""

from collections.abc import Sequence

from alembic import op

revision: str = "0041"
down_revision: str | None = "0040"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_DECLARED = "ix_incident_milestones_milestone_at_incident_id"


def upgrade() -> None:
    op.create_index(op.f("ix_incidents_status_id"), "incidents", ["status", "id"])
    op.create_index(_DECLARED, "incident_milestones", ["milestone", "at", "incident_id"])


def downgrade() -> None:
    op.drop_index(_DECLARED, "incident_milestones")
    op.drop_index(op.f("ix_incidents_status_id"), "incidents")
