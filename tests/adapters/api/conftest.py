"""The real bot with a local Slack, and programs that call its API over HTTP."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import uuid4

import httpx
import pytest

from firefighter.adapters.store.api_tokens import StoredApiTokens
from firefighter.demo.sandbox import Sandbox, open_sandbox
from firefighter.domain.api_tokens import (
    READ_INCIDENTS,
    READ_STATISTICS,
    SEE_PRIVATE,
    WRITE_INCIDENTS,
    Scope,
)
from firefighter.settings.policy import ApiTable, Policy
from firefighter.use_cases.api_tokens import create_token
from tests.clock import MovedClock

BASE = "/api/v1"
EVERYTHING = (READ_INCIDENTS, WRITE_INCIDENTS, READ_STATISTICS)
SERVICES = ("checkout", "search")
_TRIES = 20


@dataclass
class Program:
    """A program with a token, which keeps no connection open."""

    client: httpx.Client
    secret: str

    def send(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        key: str | None = None,
        headers: dict[str, str] | None = None,
        content: str | None = None,
    ) -> httpx.Response:
        sent = {"Authorization": f"Bearer {self.secret}", **(headers or {})}
        if method not in {"GET", "HEAD"}:
            sent.setdefault("Idempotency-Key", key or uuid4().hex)
        return self.client.request(method, BASE + path, headers=sent, json=body, content=content)

    def insist(
        self, method: str, path: str, body: object = None, *, key: str | None = None
    ) -> httpx.Response:
        """Sends it again when a busy database asks for that, as a program is told to."""
        key = key or uuid4().hex
        for _ in range(_TRIES):
            answer = self.send(method, path, body, key=key)
            if answer.status_code != HTTPStatus.SERVICE_UNAVAILABLE:
                return answer
        raise AssertionError(f"The database did not answer {_TRIES} times.")

    def get(self, path: str) -> Any:  # noqa: ANN401 - JSON
        answer = self.insist("GET", path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def declare(self, title: str = "Checkout returns 500", **fields: object) -> Any:  # noqa: ANN401 - JSON
        answer = self.insist("POST", "/incidents", {"title": title, "severity": "SEV2", **fields})
        assert answer.status_code == 201, answer.text
        return answer.json()


@dataclass
class World:
    sandbox: Sandbox
    clock: MovedClock
    client: httpx.Client

    def program(self, *scopes: Scope, name: str = "deploys") -> Program:
        tokens = StoredApiTokens(self.sandbox.bot.database)
        _token, secret = create_token(tokens, self.clock, name, scopes or EVERYTHING)
        return Program(self.client, secret)


def address_of(sandbox: Sandbox) -> str:
    url = sandbox.slack.request_url
    assert url is not None
    return url.removesuffix("/slack/events")


@pytest.fixture
def policy() -> Policy:
    return Policy(services=SERVICES, api=ApiTable(requests_per_minute=100_000))


@pytest.fixture
def world(database_url: str, policy: Policy) -> Iterator[World]:
    clock = MovedClock()
    with (
        open_sandbox(policy, database_url, clock) as sandbox,
        httpx.Client(base_url=address_of(sandbox), trust_env=False) as client,
    ):
        yield World(sandbox, clock, client)


@pytest.fixture
def program(world: World) -> Program:
    return world.program()


@pytest.fixture
def trusted(world: World) -> Program:
    """It may see private incidents."""
    return world.program(*EVERYTHING, SEE_PRIVATE, name="auditor")
