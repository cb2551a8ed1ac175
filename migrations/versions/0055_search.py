"""Full-text search of incidents, and indexes for every list of them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0055"
down_revision: str | None = "0054"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_DUPLICATE = sa.text("duplicate_of IS NOT NULL")
_OPEN = sa.text("status <> 'closed'")
_DRILL = sa.text("kind = 'drill'")
_OPEN_DRILL = sa.text("kind = 'drill' AND status <> 'closed'")
_INDEXES: Sequence[tuple[str, str, list[str], sa.TextClause | None]] = (
    ("ix_incidents_open", "incidents", ["severity", "id"], _OPEN),
    ("ix_incidents_open_drills", "incidents", ["severity", "id"], _OPEN_DRILL),
    ("ix_incidents_drills", "incidents", ["status", "id"], _DRILL),
    ("ix_incidents_status_severity_id", "incidents", ["status", "severity", "id"], None),
    ("ix_incidents_declared_by_status", "incidents", ["declared_by", "status"], None),
    (
        "ix_incident_services_service_incident_id",
        "incident_services",
        ["service", "incident_id"],
        None,
    ),
    ("ix_incident_roles_user_incident_id", "incident_roles", ["user", "incident_id"], None),
)

_SQLITE = (
    # The text stays in `incidents`; these tables hold words only. The second one has the open
    # incidents: searching it does not get slower with those of the past.
    """
    CREATE VIRTUAL TABLE incident_search USING fts5(title, summary, content='incidents',
        content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='1 2 3 4')
    """,
    """
    CREATE VIRTUAL TABLE incident_search_open USING fts5(title, summary, content='incidents',
        content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='1 2 3 4')
    """,
    "INSERT INTO incident_search(incident_search) VALUES ('rebuild')",
    """
    INSERT INTO incident_search_open(rowid, title, summary)
        SELECT id, title, summary FROM incidents WHERE status <> 'closed'
    """,
    """
    CREATE TRIGGER incident_search_insert AFTER INSERT ON incidents BEGIN
        INSERT INTO incident_search(rowid, title, summary)
            VALUES (NEW.id, NEW.title, NEW.summary);
        INSERT INTO incident_search_open(rowid, title, summary)
            SELECT NEW.id, NEW.title, NEW.summary WHERE NEW.status <> 'closed';
    END
    """,
    """
    CREATE TRIGGER incident_search_delete AFTER DELETE ON incidents BEGIN
        INSERT INTO incident_search(incident_search, rowid, title, summary)
            VALUES ('delete', OLD.id, OLD.title, OLD.summary);
        INSERT INTO incident_search_open(incident_search_open, rowid, title, summary)
            SELECT 'delete', OLD.id, OLD.title, OLD.summary WHERE OLD.status <> 'closed';
    END
    """,
    """
    CREATE TRIGGER incident_search_update AFTER UPDATE OF title, summary ON incidents
    WHEN OLD.title <> NEW.title OR OLD.summary <> NEW.summary BEGIN
        INSERT INTO incident_search(incident_search, rowid, title, summary)
            VALUES ('delete', OLD.id, OLD.title, OLD.summary);
        INSERT INTO incident_search(rowid, title, summary)
            VALUES (NEW.id, NEW.title, NEW.summary);
    END
    """,
    """
    CREATE TRIGGER incident_search_update_open
    AFTER UPDATE OF title, summary, status ON incidents
    WHEN OLD.title <> NEW.title OR OLD.summary <> NEW.summary
        OR (OLD.status <> 'closed') <> (NEW.status <> 'closed') BEGIN
        INSERT INTO incident_search_open(incident_search_open, rowid, title, summary)
            SELECT 'delete', OLD.id, OLD.title, OLD.summary WHERE OLD.status <> 'closed';
        INSERT INTO incident_search_open(rowid, title, summary)
            SELECT NEW.id, NEW.title, NEW.summary WHERE NEW.status <> 'closed';
    END
    """,
)

# Folds and splits as SQLite's unicode61 does: accents are dropped, all but letters and digits
# separates. Ranges instead of classes, which depend on the locale of the database.
_POSTGRESQL = (
    r"""
    CREATE FUNCTION incident_words(title text, summary text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT to_tsvector('pg_catalog.simple', regexp_replace(lower(regexp_replace(
            normalize(left(title || ' ' || summary, 50000), NFKD), '[\u0300-\u036f]+', '', 'g')),
            '[\u0001-\u002f\u003a-\u0060\u007b-\u00bf\u00d7\u00f7\u2000-\u2bff\u3000-\u3004'
            '\u3008-\u3020\ufe30-\ufe6f\uff01-\uff0f]+', ' ', 'g'))
    $$
    """,
    """
    CREATE TABLE incident_search (
        incident_id bigint PRIMARY KEY REFERENCES incidents (id) ON DELETE CASCADE,
        words tsvector NOT NULL
    )
    """,
    """
    INSERT INTO incident_search (incident_id, words)
        SELECT id, incident_words(title, summary) FROM incidents ORDER BY id
    """,
    "CREATE INDEX ix_incident_search_words ON incident_search USING gin (words)",
    """
    CREATE FUNCTION write_incident_search() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO incident_search (incident_id, words)
            VALUES (NEW.id, incident_words(NEW.title, NEW.summary))
            ON CONFLICT (incident_id) DO UPDATE SET words = EXCLUDED.words;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER incident_search_insert AFTER INSERT ON incidents
        FOR EACH ROW EXECUTE FUNCTION write_incident_search()
    """,
    """
    CREATE TRIGGER incident_search_update AFTER UPDATE OF title, summary ON incidents
        FOR EACH ROW WHEN (OLD.title <> NEW.title OR OLD.summary <> NEW.summary)
        EXECUTE FUNCTION write_incident_search()
    """,
)

_SQLITE_BACK = (
    "DROP TRIGGER incident_search_insert",
    "DROP TRIGGER incident_search_delete",
    "DROP TRIGGER incident_search_update",
    "DROP TRIGGER incident_search_update_open",
    "DROP TABLE incident_search_open",
    "DROP TABLE incident_search",
)
_POSTGRESQL_BACK = (
    "DROP TRIGGER incident_search_insert ON incidents",
    "DROP TRIGGER incident_search_update ON incidents",
    "DROP FUNCTION write_incident_search()",
    "DROP TABLE incident_search",
    "DROP FUNCTION incident_words(text, text)",
)


def upgrade() -> None:
    for name, table, columns, where in _INDEXES:
        op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)
    for statement in _SQLITE if _is_sqlite() else _POSTGRESQL:
        op.get_bind().exec_driver_sql(statement)
    # With a row for each incident, of which hardly any is a duplicate, planners avoid the index.
    op.drop_index(op.f("ix_incidents_duplicate_of"), "incidents")
    op.create_index(
        op.f("ix_incidents_duplicate_of"),
        "incidents",
        ["duplicate_of"],
        sqlite_where=_DUPLICATE,
        postgresql_where=_DUPLICATE,
    )
    if not _is_sqlite():
        for table in ("incidents", "incident_search", "incident_services", "incident_roles"):
            op.get_bind().exec_driver_sql(f"ANALYZE {table}")


def downgrade() -> None:
    op.drop_index(op.f("ix_incidents_duplicate_of"), "incidents")
    op.create_index(op.f("ix_incidents_duplicate_of"), "incidents", ["duplicate_of"])
    for statement in _SQLITE_BACK if _is_sqlite() else _POSTGRESQL_BACK:
        op.get_bind().exec_driver_sql(statement)
    for name, table, _columns, _where in reversed(_INDEXES):
        op.drop_index(name, table)


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
