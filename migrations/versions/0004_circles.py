"""Members of channels, so that only they see a private incident."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "circle_members",
        sa.Column("circle", sa.String(length=32), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("circle", "user", name=op.f("pk_circle_members")),
    )
    op.create_index(op.f("ix_circle_members_user"), "circle_members", ["user"])


def downgrade() -> None:
    op.drop_index(op.f("ix_circle_members_user"), table_name="circle_members")
    op.drop_table("circle_members")
