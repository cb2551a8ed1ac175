"""Drills: how they are played, who takes part, and when they were paused."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0028"
down_revision: str | None = "0027"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "drills",
        sa.Column("incident_id", sa.BigInteger(), nullable=False),
        sa.Column("scenario", sa.String(64)),
        sa.Column("scenario_version", sa.Integer()),
        sa.Column("length_min", sa.Integer(), nullable=False),
        sa.Column("real_pages", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("over_at", sa.DateTime(timezone=True)),
        sa.Column("ending", sa.String(32)),
        sa.Column("stopped_by", sa.String(32)),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_drills_incident_id")
        ),
        sa.PrimaryKeyConstraint("incident_id", name=op.f("pk_drills")),
    )
    op.create_index(op.f("ix_drills_over_at"), "drills", ["over_at"])
    op.create_table(
        "drill_team",
        sa.Column("incident_id", sa.BigInteger(), nullable=False),
        sa.Column("user", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["drills.incident_id"], name=op.f("fk_drill_team_incident_id")
        ),
        sa.PrimaryKeyConstraint("incident_id", "user", name=op.f("pk_drill_team")),
    )
    op.create_index(op.f("ix_drill_team_user"), "drill_team", ["user"])
    op.create_table(
        "drill_pauses",
        sa.Column("incident_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("end", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["drills.incident_id"], name=op.f("fk_drill_pauses_incident_id")
        ),
        sa.PrimaryKeyConstraint("incident_id", "position", name=op.f("pk_drill_pauses")),
    )


def downgrade() -> None:
    op.drop_table("drill_pauses")
    op.drop_index(op.f("ix_drill_team_user"), "drill_team")
    op.drop_table("drill_team")
    op.drop_index(op.f("ix_drills_over_at"), "drills")
    op.drop_table("drills")
