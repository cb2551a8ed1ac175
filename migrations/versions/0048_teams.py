"""Teams that train, the levels that their coaches signed, and what they were told."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0048"
down_revision: str | None = "0047"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    time = sa.DateTime(timezone=True)
    op.create_table(
        "teams",
        sa.Column("key", sa.String(150), nullable=False),
        sa.Column("name", sa.String(75), nullable=False),
        sa.Column("members", sa.JSON(), nullable=False),
        sa.Column("coach", sa.String(32)),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.String(32), nullable=False),
        sa.Column("changed_at", time, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_teams")),
    )
    op.create_table(
        "team_signatures",
        sa.Column("team", sa.String(150), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(32), nullable=False),
        sa.Column("at", time, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("team", "number", name=op.f("pk_team_signatures")),
    )
    op.create_table(
        "team_notices",
        sa.Column("team", sa.String(150), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("team", "kind", "level", "day", name=op.f("pk_team_notices")),
    )


def downgrade() -> None:
    op.drop_table("team_notices")
    op.drop_table("team_signatures")
    op.drop_table("teams")
