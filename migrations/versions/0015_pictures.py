"""Pictures on pages: the result for each, and those of self-hosted pages."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "page_file_pictures",
        sa.Column("page_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("media_type", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["page_id"], ["page_files.id"], name=op.f("fk_page_file_pictures_page_id")
        ),
        sa.PrimaryKeyConstraint("page_id", "name", name=op.f("pk_page_file_pictures")),
    )
    op.create_table(
        "pictures",
        sa.Column("incident_id", sa.BigInteger(), nullable=False),
        sa.Column("file", sa.String(length=64), nullable=False),
        sa.Column("page_id", sa.String(length=64), nullable=False),
        sa.Column("attachment", sa.String(length=255), nullable=False),
        sa.Column("why_not", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_pictures_incident_id")
        ),
        sa.PrimaryKeyConstraint("incident_id", "file", name=op.f("pk_pictures")),
    )


def downgrade() -> None:
    op.drop_table("pictures")
    op.drop_table("page_file_pictures")
