"""The effect that kept the address of a declaration's answers shows possible duplicates there."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0046"
down_revision: str | None = "0045"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_EFFECTS = sa.table("effects", sa.column("kind"), sa.column("state"))


def upgrade() -> None:
    _rename("keep_response_url", "show_possible_duplicates")


def downgrade() -> None:
    _rename("show_possible_duplicates", "keep_response_url")


def _rename(old: str, new: str) -> None:
    """Of effects that still run: the addresses of the others have expired, or soon will."""
    unfinished = sa.and_(_EFFECTS.c.kind == old, _EFFECTS.c.state != "done")
    op.execute(_EFFECTS.update().where(unfinished).values(kind=new))
