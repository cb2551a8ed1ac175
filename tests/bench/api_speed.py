"""A million incidents: how long programs wait for a page of the list."""

import base64
import time
from collections.abc import Iterator

import httpx
from sqlalchemy import text

from firefighter.adapters.store.api_tokens import StoredApiTokens
from firefighter.adapters.store.database import Database
from firefighter.demo.sandbox import open_sandbox
from firefighter.domain.api_tokens import SCOPES
from firefighter.runtime import SystemClock
from firefighter.settings.policy import ApiTable, Policy
from firefighter.use_cases.api_tokens import create_token
from tests.bench.figures import Figure

_INCIDENTS = 1_000_000
_ROUNDS = 30
_LIMIT_MS = 50

_NUMBERS = {
    True: "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many)",
    False: "WITH n AS (SELECT i FROM generate_series(1, :many) i)",
}
_AT = {
    True: "datetime(1600000000 + i * 60, 'unixepoch') || '.000000'",
    False: "to_timestamp(1600000000 + i * 60)",
}
_TABLES = (
    """
    INSERT INTO incidents (id, kind, title, summary, severity, status, private, has_channel,
        declared_by, mitigation, version)
    {numbers} SELECT i, CASE WHEN i % 50 = 0 THEN 'drill' ELSE 'real' END,
        'Incident ' || i || ' of checkout', 'Customers see errors.', 'SEV' || (1 + (i * 7) % 4),
        CASE WHEN i % 100000 = 7 THEN 'open' ELSE 'closed' END,
        i % 100 = 3, i % 2 = 2, 'U02KZ4H1R', 'Rolled back.', 1 FROM n
    """,
    """
    INSERT INTO incident_milestones (incident_id, milestone, at)
    {numbers} SELECT i, 'declared', {at} FROM n
    """,
    """
    INSERT INTO incident_services (incident_id, service, position)
    {numbers} SELECT i, CASE WHEN i % 5000 = 7 THEN 'search' ELSE 'checkout' END, 0 FROM n
    """,
)

_MIDDLE = base64.urlsafe_b64encode(f"i:{_INCIDENTS // 2}".encode()).decode().rstrip("=")
_QUERIES = {
    "the newest 50": "",
    "50 in the middle": f"cursor={_MIDDLE}",
    "50 of a severity": "severity=SEV1",
    "all 10 that are open": "status=open&status=investigating",
    "50 that are open or closed": "status=open&status=closed",
    "10 of the last ten minutes": "declared_from=2022-08-08T22:57:00Z",
    "50 with a frequent word": "q=checkout",
}


def pages(database_url: str) -> Iterator[Figure]:
    """Over HTTP, with the names of people, as programs see it."""
    policy = Policy(services=("checkout", "search"), api=ApiTable(requests_per_minute=100_000))
    with open_sandbox(policy, database_url) as sandbox:
        database = sandbox.bot.database
        _fill(database)
        _token, secret = create_token(
            StoredApiTokens(database), SystemClock(), "bench", list(SCOPES)
        )
        address = (sandbox.slack.request_url or "").removesuffix("/slack/events")
        headers = {"Authorization": f"Bearer {secret}"}
        with httpx.Client(base_url=address, headers=headers, trust_env=False) as client:
            for what, query in _QUERIES.items():
                took_ms = _median_ms(client, f"/api/v1/incidents?{query}")
                yield Figure(f"API list at {_INCIDENTS:,}: {what}", took_ms, _LIMIT_MS, "ms")


def _median_ms(client: httpx.Client, path: str) -> float:
    took: list[float] = []
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        answer = client.get(path)
        took.append((time.perf_counter() - started) * 1000)
        if answer.status_code != httpx.codes.OK or not answer.json()["items"]:
            raise RuntimeError(f"{path}: {answer.text}")
    return sorted(took)[_ROUNDS // 2]


def _fill(database: Database) -> None:
    with database.writing() as session:
        for table in _TABLES:
            numbers, at = _NUMBERS[database.is_sqlite], _AT[database.is_sqlite]
            session.execute(text(table.format(numbers=numbers, at=at)), {"many": _INCIDENTS})
    with database.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))
