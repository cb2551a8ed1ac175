"""Game Days, and effects that belong to one."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0032"
down_revision: str | None = "0031"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_TABLES = (
    "game_day_adjustments",
    "game_day_answers",
    "game_day_drills",
    "game_day_events",
    "game_day_experiments",
    "game_day_learnings",
    "game_day_notes",
    "game_day_pauses",
    "game_day_people",
    "game_day_places",
    "game_day_services",
    "game_day_teams",
    "game_day_votes",
    "game_days",
)


def upgrade() -> None:
    op.create_table(
        "game_days",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(150), nullable=False),
        sa.Column("mode", sa.String(32), nullable=False),
        sa.Column("environment", sa.String(32), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(32)),
        sa.Column("starts_at", sa.DateTime(timezone=True)),
        sa.Column("length_min", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.String(32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wall_token", sa.String(64), nullable=False),
        sa.Column("phase", sa.String(32), nullable=False),
        sa.Column("consent_by", sa.String(32)),
        sa.Column("consent_at", sa.DateTime(timezone=True)),
        sa.Column("stop_tried_by", sa.String(32)),
        sa.Column("started_at", sa.DateTime(timezone=True)),
        sa.Column("clock_length_s", sa.Double()),
        sa.Column("over_at", sa.DateTime(timezone=True)),
        sa.Column("officer_seen_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_game_days")),
        sa.UniqueConstraint("wall_token", name=op.f("uq_game_days_wall_token")),
    )
    op.create_index(op.f("ix_game_days_phase"), "game_days", ["phase"])
    op.create_table(
        "game_day_adjustments",
        sa.Column("game_day_id", sa.BigInteger(), nullable=False),
        sa.Column("team", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["game_day_id"], ["game_days.id"], name=op.f("fk_game_day_adjustments_game_day_id")
        ),
        sa.PrimaryKeyConstraint("game_day_id", "team", name=op.f("pk_game_day_adjustments")),
    )
    op.create_table(
        "game_day_answers",
        sa.Column("game_day_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("went_well", sa.Text(), nullable=False),
        sa.Column("to_change", sa.Text(), nullable=False),
        sa.Column("by", sa.String(32)),
        sa.ForeignKeyConstraint(
            ["game_day_id"], ["game_days.id"], name=op.f("fk_game_day_answers_game_day_id")
        ),
        sa.PrimaryKeyConstraint("game_day_id", "position", name=op.f("pk_game_day_answers")),
    )
    op.create_table(
        "game_day_drills",
        sa.Column("incident_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("game_day_id", sa.BigInteger(), nullable=False),
        sa.Column("team", sa.Integer(), nullable=False),
        sa.Column("experiment", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["game_day_id"], ["game_days.id"], name=op.f("fk_game_day_drills_game_day_id")
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_game_day_drills_incident_id")
        ),
        sa.PrimaryKeyConstraint("incident_id", name=op.f("pk_game_day_drills")),
    )
    op.create_index(op.f("ix_game_day_drills_game_day_id"), "game_day_drills", ["game_day_id"])
    op.create_table(
        "game_day_events",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("game_day_id", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["game_day_id"], ["game_days.id"], name=op.f("fk_game_day_events_game_day_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_game_day_events")),
    )
    op.create_index(op.f("ix_game_day_events_game_day_id"), "game_day_events", ["game_day_id"])
    op.create_table(
        "game_day_experiments",
        sa.Column("game_day_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(150), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("objective", sa.Text(), nullable=False),
        sa.Column("hypothesis", sa.Text(), nullable=False),
        sa.Column("steady_state", sa.Text(), nullable=False),
        sa.Column("blast_radius", sa.Text(), nullable=False),
        sa.Column("duration_min", sa.Integer()),
        sa.Column("rollback", sa.Text(), nullable=False),
        sa.Column("abort_conditions", sa.Text(), nullable=False),
        sa.Column("scenario", sa.String(64)),
        sa.Column("proposed_by", sa.String(32), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("signal", sa.Text()),
        sa.Column("signal_settled_by", sa.String(32)),
        sa.Column("signal_waived", sa.Boolean(), nullable=False),
        sa.Column("is_left_out", sa.Boolean(), nullable=False),
        sa.Column("is_chosen", sa.Boolean(), nullable=False),
        sa.Column("verdict", sa.String(32)),
        sa.Column("finding", sa.Text()),
        sa.Column("judged_by", sa.String(32)),
        sa.ForeignKeyConstraint(
            ["game_day_id"], ["game_days.id"], name=op.f("fk_game_day_experiments_game_day_id")
        ),
        sa.PrimaryKeyConstraint("game_day_id", "number", name=op.f("pk_game_day_experiments")),
    )
    op.create_table(
        "game_day_learnings",
        sa.Column("game_day_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("incident_id", sa.BigInteger(), nullable=False),
        sa.Column("follow_up", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["game_day_id"], ["game_days.id"], name=op.f("fk_game_day_learnings_game_day_id")
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_game_day_learnings_incident_id")
        ),
        sa.PrimaryKeyConstraint("game_day_id", "position", name=op.f("pk_game_day_learnings")),
    )
    op.create_table(
        "game_day_notes",
        sa.Column("game_day_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("by", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("team", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["game_day_id"], ["game_days.id"], name=op.f("fk_game_day_notes_game_day_id")
        ),
        sa.PrimaryKeyConstraint("game_day_id", "position", name=op.f("pk_game_day_notes")),
    )
    op.create_table(
        "game_day_pauses",
        sa.Column("game_day_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("end", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["game_day_id"], ["game_days.id"], name=op.f("fk_game_day_pauses_game_day_id")
        ),
        sa.PrimaryKeyConstraint("game_day_id", "position", name=op.f("pk_game_day_pauses")),
    )
    op.create_table(
        "game_day_people",
        sa.Column("game_day_id", sa.BigInteger(), nullable=False),
        sa.Column("user", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(32)),
        sa.Column("team", sa.Integer()),
        sa.Column("was_hero", sa.Boolean(), nullable=False),
        sa.Column("was_insider", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["game_day_id"], ["game_days.id"], name=op.f("fk_game_day_people_game_day_id")
        ),
        sa.PrimaryKeyConstraint("game_day_id", "user", name=op.f("pk_game_day_people")),
    )
    op.create_index(op.f("ix_game_day_people_user"), "game_day_people", ["user"])
    op.create_table(
        "game_day_places",
        sa.Column("game_day_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("ts", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["game_day_id"], ["game_days.id"], name=op.f("fk_game_day_places_game_day_id")
        ),
        sa.PrimaryKeyConstraint("game_day_id", "place", name=op.f("pk_game_day_places")),
    )
    op.create_index(op.f("ix_game_day_places_channel"), "game_day_places", ["channel"])
    op.create_table(
        "game_day_services",
        sa.Column("game_day_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("service", sa.String(120), nullable=False),
        sa.ForeignKeyConstraint(
            ["game_day_id"], ["game_days.id"], name=op.f("fk_game_day_services_game_day_id")
        ),
        sa.PrimaryKeyConstraint("game_day_id", "position", name=op.f("pk_game_day_services")),
    )
    op.create_table(
        "game_day_teams",
        sa.Column("game_day_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(50), nullable=False),
        sa.ForeignKeyConstraint(
            ["game_day_id"], ["game_days.id"], name=op.f("fk_game_day_teams_game_day_id")
        ),
        sa.PrimaryKeyConstraint("game_day_id", "number", name=op.f("pk_game_day_teams")),
    )
    op.create_table(
        "game_day_votes",
        sa.Column("game_day_id", sa.BigInteger(), nullable=False),
        sa.Column("user", sa.String(32), nullable=False),
        sa.Column("experiment", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["game_day_id"], ["game_days.id"], name=op.f("fk_game_day_votes_game_day_id")
        ),
        sa.PrimaryKeyConstraint(
            "game_day_id", "user", "experiment", name=op.f("pk_game_day_votes")
        ),
    )
    op.execute("INSERT INTO numbers (series, last) VALUES ('game_day', 0)")
    # Both databases add the column without rewriting the table, which may be large.
    op.execute(
        "ALTER TABLE effects ADD COLUMN game_day_id BIGINT"
        " CONSTRAINT fk_effects_game_day_id REFERENCES game_days (id)"
    )
    op.create_index(op.f("ix_effects_game_day_id"), "effects", ["game_day_id"])


def downgrade() -> None:
    """Their effects go with them: no earlier version knows how to do them."""
    of_game_days = "(SELECT id FROM effects WHERE game_day_id IS NOT NULL)"
    op.execute(
        f"DELETE FROM effect_needs WHERE effect_id IN {of_game_days} OR needs_id IN {of_game_days}"  # noqa: S608 - no input
    )
    op.execute("DELETE FROM effects WHERE game_day_id IS NOT NULL")
    with op.batch_alter_table("effects") as batch:
        batch.drop_index(op.f("ix_effects_game_day_id"))
        batch.drop_column("game_day_id")
    for table in _TABLES:
        op.drop_table(table)
    op.execute("DELETE FROM numbers WHERE series = 'game_day'")
