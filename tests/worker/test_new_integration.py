"""A new integration is its port, its adapter, its effect and one line of wiring.

The example publishes incidents on a status page. docs/developing.md explains it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar, Protocol

import httpx
import pytest

from firefighter.adapters.store.tables import EffectState
from firefighter.domain.incident import Incident
from firefighter.effects.call_limits import CallGuard, RateLimits
from firefighter.effects.effect import Effect, EffectContext
from firefighter.ports.app_context import Clock
from firefighter.ports.gateways import Gateways, Port, bind
from firefighter.ports.outbox import Outcome
from firefighter.ports.outgoing import CallRefused, Unavailable
from firefighter.use_cases.enqueue import enqueue_effects
from tests.adapters.store.store_client import delivery
from tests.worker.worker_harness import WORKER_CONFIG, WorkerHarness

# The port: ports/status_page.py


class StatusPage(Protocol):
    """Raises OutgoingError."""

    def publish(self, reference: str, title: str) -> None:
        """Publishing the same incident again changes nothing."""


STATUS_PAGE: Port[StatusPage] = Port("status_page")


# The adapter: adapters/status_page/api.py


@dataclass(frozen=True)
class StatusPageApi:
    url: str
    guard: CallGuard

    def publish(self, reference: str, title: str) -> None:
        scope, operation = self.guard.service, "publish"
        self.guard.check(scope, operation)
        try:
            answer = httpx.put(
                f"{self.url}/incidents/{reference}",
                json={"title": title},
                timeout=self.guard.timeout_s,
            )
        except httpx.HTTPError as error:
            raise Unavailable(self.guard.service, operation, type(error).__name__) from error
        self.guard.check_status(answer.status_code, answer.headers, scope, operation)
        if not answer.is_success:
            raise CallRefused(self.guard.service, operation, answer.text)


# The effect: effects/status_page.py


@dataclass(frozen=True)
class PublishIncident(Effect):
    """Publishes the incident. Running it twice gives the same result."""

    kind: ClassVar[str] = "publish_incident"

    @property
    def lane(self) -> str:
        return "status-page"

    def do(self, context: EffectContext) -> Outcome:
        page = context.gateways.get(STATUS_PAGE)
        page.publish(context.incident.reference, context.incident.title)
        return Outcome()


# The wiring: one line in bootstrap/worker.py


def wire(harness: WorkerHarness, url: str, clock: Clock) -> None:
    guard = CallGuard("Status page", RateLimits(), clock, timeout_s=2)
    harness.gateways = Gateways(
        *harness.gateways.bindings,
        bind(STATUS_PAGE, StatusPageApi(url, guard)),
    )
    harness.kinds[PublishIncident.kind] = PublishIncident


# The tests


@dataclass
class LocalStatusPage:
    url: str = ""
    status: int = 200
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    published: list[str] = field(default_factory=list)


@contextmanager
def serving(page: LocalStatusPage) -> Iterator[None]:
    class Handler(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            if page.status == 200:
                page.published.append(self.path)
            self.send_response(page.status)
            for name, value in page.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(page.body.encode())

        def log_message(self, *_args: object) -> None:
            """Keeps the output of the tests clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    page.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def status_page(harness: WorkerHarness) -> Iterator[LocalStatusPage]:
    page = LocalStatusPage()
    with serving(page):
        wire(harness, page.url, harness.clock)
        yield page


def publish(harness: WorkerHarness) -> Incident:
    incident = harness.declare()
    enqueue_effects(harness.context, delivery(), incident.id, PublishIncident().request())
    return incident


def test_new_integration_needs_no_change_in_the_worker(
    harness: WorkerHarness, status_page: LocalStatusPage
) -> None:
    incident = publish(harness)
    assert harness.run_until_idle()
    assert status_page.published == [f"/incidents/{incident.reference}"]


def test_rate_limit_of_a_new_integration_is_respected(
    harness: WorkerHarness, status_page: LocalStatusPage
) -> None:
    status_page.status, status_page.headers = 429, {"Retry-After": "30"}
    incident = publish(harness)
    harness.work_once()
    row = harness.effect(PublishIncident.kind)
    assert (row.state, row.failures) == (EffectState.PENDING, 0)
    pending = harness.context.records.snapshot(incident.id).unfinished_effects
    assert pending.why == "Status page is limiting requests"
    assert pending.next_try
    assert (pending.next_try - harness.clock.now()).total_seconds() >= 30


@pytest.mark.parametrize(
    ("status", "tries", "why"),
    [
        (503, WORKER_CONFIG.tries, "Status page answered with an error (publish: HTTP 503)"),
        (403, WORKER_CONFIG.tries_refused, "Status page refused: publish (bad key)"),
    ],
)
def test_failure_of_a_new_integration_is_retried_and_shown(
    harness: WorkerHarness, status_page: LocalStatusPage, status: int, tries: int, why: str
) -> None:
    status_page.status, status_page.body = status, "bad key"
    incident = publish(harness)
    assert harness.run_until_idle()
    row = harness.effect(PublishIncident.kind)
    assert (row.state, row.failures) == (EffectState.FAILED, tries)
    failed = harness.context.records.snapshot(incident.id).unfinished_effects
    assert (failed.failed, failed.why) == (1, why)
