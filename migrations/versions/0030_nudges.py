"""Forget where nudges are on a downgrade; older versions do not know such places."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0030"
down_revision: str | None = "0029"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_places = sa.table("places", sa.column("place"))


def upgrade() -> None:
    """Changes no table: places are text."""


def downgrade() -> None:
    nudges = ["commander_nudge", "update_nudge"]
    op.execute(_places.delete().where(_places.c.place.in_(nudges)))
