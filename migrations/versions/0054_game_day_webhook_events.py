"""Events for webhooks about Game Days, beside those about incidents."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0054"
down_revision: str | None = "0053"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("webhook_events") as table:
        table.alter_column("incident_id", existing_type=sa.BigInteger(), nullable=True)
    op.execute(
        "ALTER TABLE webhook_events ADD COLUMN game_day_id BIGINT"
        " CONSTRAINT fk_webhook_events_game_day_id REFERENCES game_days (id)"
    )
    op.create_index(op.f("ix_webhook_events_game_day_id"), "webhook_events", ["game_day_id"])


def downgrade() -> None:
    op.execute(
        "DELETE FROM undelivered_events WHERE event_id IN "
        "(SELECT id FROM webhook_events WHERE incident_id IS NULL)"
    )
    op.execute("DELETE FROM webhook_events WHERE incident_id IS NULL")
    with op.batch_alter_table("webhook_events") as table:
        table.drop_index(op.f("ix_webhook_events_game_day_id"))
        table.drop_column("game_day_id")
        table.alter_column("incident_id", existing_type=sa.BigInteger(), nullable=False)
