"""The HTTP routes: health check, self-hosted pages, and limits of Slack's requests."""

import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import httpx
import pytest
from sqlalchemy import make_url

from firefighter.adapters.http.server import Server
from firefighter.adapters.http.site import Reply, make_site
from firefighter.bootstrap import assemble
from firefighter.runtime import open_database
from firefighter.settings.alerts import AlertSecrets
from firefighter.settings.policy import Policy
from firefighter.settings.settings import Settings, read_environment
from tests.adapters.store.tcp_proxy import open_tcp_proxy

BASE = {
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SLACK_SIGNING_SECRET": "secret",
    "SLACK_API_URL": "http://127.0.0.1:1/api/",
}
DEFAULT_POLICY = Policy(services=("checkout",))
NO_SECRETS = AlertSecrets({})


@contextmanager
def served(
    database_url: str,
    policy: Policy = DEFAULT_POLICY,
    alert_secrets: AlertSecrets = NO_SECRETS,
) -> Iterator[httpx.Client]:
    environment = read_environment(BASE | {"DATABASE_URL": database_url})
    settings = Settings(environment, policy, alert_secrets=alert_secrets)
    with ExitStack() as running:
        database = open_database(settings)
        running.callback(database.close)
        server = Server(assemble(settings, database).site, "127.0.0.1", 0)
        server.start()
        running.callback(server.stop)
        address = f"http://127.0.0.1:{server.port}"
        yield running.enter_context(httpx.Client(base_url=address, trust_env=False))


@pytest.fixture
def site(sqlite_url: str) -> Iterator[httpx.Client]:
    with served(sqlite_url) as client:
        yield client


def test_health_is_ok_while_the_database_answers(database_url: str) -> None:
    with served(database_url) as site:
        answer = site.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_health_fails_while_the_database_is_unavailable() -> None:
    with served("postgresql://nobody@127.0.0.1:1/nothing") as site:
        answer = site.get("/health")
    assert (answer.status_code, answer.json()["status"]) == (503, "database unavailable")


def test_health_fails_when_the_database_file_is_corrupt(sqlite_url: str) -> None:
    with served(sqlite_url) as site:
        path = Path(str(make_url(sqlite_url).database))
        path.write_bytes(b"no database at all" * 100)
        Path(f"{path}-wal").unlink(missing_ok=True)
        assert site.get("/health").status_code == 503


def test_page_request_returns_503_while_the_database_is_unavailable() -> None:
    with served("postgresql://nobody@127.0.0.1:1/nothing") as site:
        answer = site.get("/postmortems/any")
    assert (answer.status_code, "Try again in a minute" in answer.text) == (503, True)


@pytest.mark.postgresql
def test_page_request_returns_503_when_the_database_hangs(postgresql_url: str) -> None:
    with open_tcp_proxy(postgresql_url) as relay, served(relay.url) as site:
        assert site.get("/postmortems/any").status_code == 404
        with relay.silence():
            assert site.get("/postmortems/any", timeout=4).status_code == 503


@pytest.mark.parametrize("path", ["/", "/admin", "/slack", "/slack/events/x", "/health/x"])
def test_other_paths_return_404(site: httpx.Client, path: str) -> None:
    assert site.get(path).status_code == 404


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_slack_path_accepts_only_post(site: httpx.Client, method: str) -> None:
    assert site.request(method, "/slack/events").status_code == 405


@pytest.mark.parametrize("length", ["-1", "many", "1e3"])
def test_invalid_content_length_is_refused(site: httpx.Client, length: str) -> None:
    connection = HTTPConnection(site.base_url.host, site.base_url.port)
    connection.putrequest("POST", "/slack/events")
    connection.putheader("Content-Length", length)
    connection.endheaders()
    assert 400 <= connection.getresponse().status < 500
    connection.close()


def test_chunked_body_is_limited(site: httpx.Client) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(20):
            yield b"x" * 100_000

    signed = {"X-Slack-Signature": "v0=1", "X-Slack-Request-Timestamp": "1"}
    assert site.post("/slack/events", content=pieces(), headers=signed).status_code == 413
    assert site.post("/slack/events", content=pieces()).status_code == 401


class Reading:
    """Reads every request to its end."""

    def body_limit(self, headers: Mapping[str, str]) -> int:
        return len(headers) + 1000

    def too_large(self, headers: Mapping[str, str]) -> Reply:
        return Reply(413, headers, "")

    def answer(self, body: str, headers: Mapping[str, str]) -> Reply:
        assert headers
        return Reply(200, {}, body)


@contextmanager
def bare_site(is_healthy: Callable[[], bool], body_timeout_s: float) -> Iterator[int]:
    site = make_site(
        Reading(),
        is_healthy,
        lambda: b"",
        lambda _name: None,
        lambda _token: None,
        body_timeout_s=body_timeout_s,
    )
    server = Server(site, "127.0.0.1", 0)
    server.start()
    try:
        yield server.port
    finally:
        server.stop()


def test_a_body_that_does_not_end_is_refused() -> None:
    with (
        bare_site(lambda: True, body_timeout_s=0.2) as port,
        socket.create_connection(("127.0.0.1", port), timeout=30) as slow,
    ):
        slow.sendall(b"POST /slack/events HTTP/1.1\r\nHost: bot\r\nContent-Length: 9\r\n\r\nhalf")
        assert slow.recv(100).startswith(b"HTTP/1.1 408 ")


def test_many_who_ask_for_health_cost_one_check() -> None:
    checks: list[int] = []

    def is_healthy() -> bool:
        checks.append(1)
        return True

    with bare_site(is_healthy, body_timeout_s=9) as port:
        began = time.monotonic()
        for _ in range(20):
            assert httpx.get(f"http://127.0.0.1:{port}/health", trust_env=False).is_success
        seconds = time.monotonic() - began
    assert len(checks) <= 1 + seconds


def test_client_disconnect_is_not_logged_as_an_error(
    site: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.create_connection((site.base_url.host, site.base_url.port or 80)) as half:
        half.sendall(b"POST /slack/events HTTP/1.1\r\nHost: bot\r\nContent-Length: 100\r\n\r\nhalf")
    assert site.get("/health").status_code == 200
    assert site.post("/slack/events", content=b"whole").status_code == 401
    assert "Exception in ASGI" not in caplog.text
