"""A channel belongs to one incident only."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0018"
down_revision: str | None = "0017"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_IS_ROOM = sa.text("place = 'room'")


def upgrade() -> None:
    op.create_index(
        "ux_places_room",
        "places",
        ["channel"],
        unique=True,
        sqlite_where=_IS_ROOM,
        postgresql_where=_IS_ROOM,
    )


def downgrade() -> None:
    op.drop_index("ux_places_room", table_name="places")
