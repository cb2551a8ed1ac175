"""A database of many incidents, written by its own INSERT … SELECT."""

from sqlalchemy import text

from firefighter.adapters.store.database import Database

OPEN = 10_000
SERVICES = 1_000
PERSON = "U1000007"
"""Holds roles, owns follow-ups, and declared one incident in a thousand."""
FREQUENT, RARE = "checkout", "gearbox"
"""Words: one in every second title, one in one of ten thousand."""
USUAL_SERVICE, RARE_SERVICE = "checkout", "service-500"
FIRST_S = 1_400_000_000
LAST_S = 1_795_000_000
"""When the first and the last incident are declared, in seconds since 1970."""

_NUMBERS = {
    True: "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many)",
    False: "WITH n AS (SELECT i FROM generate_series(1, CAST(:many AS bigint)) i)",
}
_TIME = {True: "strftime('%Y-%m-%d %H:%M:%S.000000', {}, 'unixepoch')", False: "to_timestamp({})"}
_AGE = "(:first_s + (i - 1) * CAST(:span_s AS bigint) / :many)"
_IS_OPEN = "(i % (:many / :open) = 0)"
_IS_DRILL = "(i % 50 = 7)"
_PERSON = "('U' || (1000000 + ({}) % 1000))"

_TABLES = (
    """
    INSERT INTO incidents (id, kind, title, summary, severity, status, private, has_channel,
        declared_by, mitigation, version, channel_name, has_postmortem_page)
    {numbers} SELECT i, CASE WHEN {drill} THEN 'drill' WHEN i % 3 = 0 THEN 'backfilled' ELSE 'real'
        END, CASE WHEN i % 2 = 0 THEN 'Checkout' ELSE 'Search' END || ' is slow in region '
        || (i % 97) || ' since release ' || (i % 4999) ||
        CASE WHEN i % 10000 = 9 THEN ' (gearbox)' WHEN i % 1000 = 3 THEN ' élevé' ELSE '' END,
        'Customers see errors ' || (i % 503) || ' when they pay; the team of zone ' || (i % 31)
        || ' is looking at node-' || i || '.',
        'SEV' || (CASE WHEN i % 97 = 0 THEN 1 WHEN i % 11 = 0 THEN 2 ELSE 3 + i % 2 END),
        CASE WHEN NOT {open} THEN 'closed' WHEN i % 3 = 0 THEN 'open' WHEN i % 3 = 1
        THEN 'investigating' ELSE 'postmortem' END,
        i % 100 = 3, i % 11 = 0, {declarer}, 'Rolled back.', 1, '', i % 11 = 0 FROM n
    """,
    """
    INSERT INTO incident_milestones (incident_id, milestone, at)
    {numbers} SELECT i, m.name, {time_m} FROM n, (SELECT 'declared' name, 0 after_s UNION ALL
        SELECT 'acknowledged', 300 UNION ALL SELECT 'mitigated', 4000 UNION ALL
        SELECT 'closed', 90000) m WHERE m.name <> 'closed' OR NOT {open}
    """,
    """
    INSERT INTO incident_services (incident_id, service, position)
    {numbers} SELECT i, CASE WHEN i % 4 = 0 THEN 'checkout' ELSE 'service-' || (i * 7919 % 999)
        END, 0 FROM n WHERE i % 10 <> 9
    """,
    """
    INSERT INTO incident_roles (incident_id, role, "user")
    {numbers} SELECT i, 'commander', {holder} FROM n WHERE i % 2 = 0
    """,
    """
    INSERT INTO incident_facts (incident_id, version, counts_as, backfilled, reopened, private,
        severity, "trigger", failure_class, factors, complete, declared_s, detect_s,
        acknowledge_s, mitigate_s, respond_s, close_s)
    {numbers} SELECT i, 1, CASE WHEN {drill} THEN 'drill' ELSE 'counted' END,
        i % 3 = 0, i % 40 = 1,
        i % 100 = 3, 'SEV' || (CASE WHEN i % 97 = 0 THEN 1 WHEN i % 11 = 0 THEN 2
        ELSE 3 + i % 2 END), CASE i % 5 WHEN 0 THEN 'deployment' WHEN 1 THEN 'manual_change'
        ELSE '' END, CASE i % 7 WHEN 0 THEN 'network' ELSE '' END, '', i % 11, {age},
        i * 31 % 900, i * 37 % 1800, i * 7907 % 20000, i * 7907 % 18000,
        CASE WHEN {open} THEN NULL ELSE i * 7901 % 200000 END FROM n
    """,
    """
    INSERT INTO timeline (incident_id, kind, actor, happened_at, recorded_at, details)
    {numbers} SELECT i, CASE m.k WHEN 0 THEN 'declared' ELSE 'described' END, {holder_m}, {time_t},
        {time_t}, {details} FROM n,
        (SELECT 0 k UNION ALL SELECT 1 UNION ALL SELECT 2) m
    """,
    """
    INSERT INTO places (incident_id, place, channel, ts)
    {numbers} SELECT i, m.name, CASE m.name WHEN 'channel' THEN 'C' || i ELSE 'C0INCIDENTS' END,
        CASE m.name WHEN 'channel' THEN '' ELSE '15' || i || '.000100' END FROM n,
        (SELECT 'announcement' name UNION ALL SELECT 'channel') m
        WHERE m.name = 'announcement' OR i % 11 = 0
    """,
    """
    INSERT INTO follow_ups (incident_id, number, text, owner, due, state, source, ticket)
    {numbers} SELECT i, 1, 'Add an alarm', {holder}, '2026-01-01', CASE WHEN i % 100 = 8 THEN 'open'
        ELSE 'done' END, '', '' FROM n WHERE i % 4 = 0
    """,
    """
    INSERT INTO effects (idempotency_key, incident_id, lane, kind, payload, coalesces, state,
        blockers, due_at, fence, failures, created_at, settled_at)
    {numbers} SELECT 'e' || i, i, 'card-' || i, 'post_announcement', '{{}}', {drill}, 'done', 0,
        {time}, 1, 0, {time}, {time} FROM n
    """,
)


def fill(database: Database, many: int, are_open: int = OPEN) -> None:
    """Writes `many` incidents, evenly spread over the years, and tells the planner."""
    is_sqlite = database.is_sqlite
    time = _TIME[is_sqlite]
    details = "CASE m.k WHEN 0 THEN :declared ELSE :described END"
    parts = {
        "details": details if is_sqlite else f"CAST({details} AS json)",
        "numbers": _NUMBERS[is_sqlite],
        "age": _AGE,
        "time": time.format(_AGE),
        "time_m": time.format(f"{_AGE} + m.after_s"),
        "time_t": time.format(f"{_AGE} + m.k * 600"),
        "open": _IS_OPEN,
        "drill": _IS_DRILL,
        "declarer": _PERSON.format("i * 13"),
        "holder": _PERSON.format("i / 2 * 7"),
        "holder_m": _PERSON.format("(i / 2 * 7 + m.k)"),
    }
    values = {
        "declared": '{"title": "Slow", "severity": "SEV3"}',
        "described": '{"summary": "Late"}',
        "many": many,
        "open": are_open,
        "first_s": FIRST_S,
        "span_s": LAST_S - FIRST_S,
    }
    for table in _TABLES:
        statement = table.format(**parts)
        used = {name: value for name, value in values.items() if f":{name}" in statement}
        with database.writing() as session:
            session.execute(text(statement), used)
    with database.writing() as session:
        session.execute(
            text("UPDATE numbers SET last = :many WHERE series = 'incident'"), {"many": many}
        )
    analyze(database)


def analyze(database: Database) -> None:
    order = "ANALYZE" if database.is_sqlite else "VACUUM ANALYZE"
    with database.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text(order))
