"""Learning reports become pages like post-mortems, by the same effects.

Processes of the previous version cannot run on this schema: stop them, migrate, start the new ones.
"""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0036"
down_revision: str | None = "0035"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_EFFECTS = {
    "create_postmortem_page": "create_page",
    "refresh_postmortem_page": "refresh_page",
    "label_postmortem_page": "label_page",
}


def upgrade() -> None:
    op.create_table(
        "learning_reports",
        sa.Column("game_day_id", sa.BigInteger(), nullable=False),
        sa.Column("page_id", sa.String(64), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("parent", sa.String(255), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("edited_sections", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(
            ["game_day_id"], ["game_days.id"], name=op.f("fk_learning_reports_game_day_id")
        ),
        sa.PrimaryKeyConstraint("game_day_id", name=op.f("pk_learning_reports")),
    )
    op.drop_index(op.f("ix_game_days_report_token"), "game_days")
    op.drop_column("game_days", "report_token")
    _rename(_EFFECTS)


def downgrade() -> None:
    _rename({new: old for old, new in _EFFECTS.items()})
    op.add_column("game_days", sa.Column("report_token", sa.String(64)))
    op.create_index(op.f("ix_game_days_report_token"), "game_days", ["report_token"], unique=True)
    op.drop_table("learning_reports")


def _rename(kinds: Mapping[str, str]) -> None:
    effects = sa.table("effects", sa.column("kind", sa.String))
    for before, after in kinds.items():
        op.execute(sa.update(effects).where(effects.c.kind == before).values(kind=after))
