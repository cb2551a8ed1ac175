"""A local Slack, and a small Bolt app behind a real HTTP server for what Slack delivers."""

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from slack_bolt import App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from slack_sdk import WebClient
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from firefighter.playground.slack import Channel, LocalSlack, Person


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(signing_secret="a secret") as running:
        yield running


@pytest.fixture
def client(slack: LocalSlack) -> WebClient:
    return WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])


@pytest.fixture
def ana(slack: LocalSlack) -> Person:
    return slack.add_person("ana", real_name="Ana Lima")


@pytest.fixture
def bob(slack: LocalSlack) -> Person:
    return slack.add_person("bob", real_name="Bob Brown")


@pytest.fixture
def incidents(slack: LocalSlack, ana: Person) -> Channel:
    return slack.add_channel("incidents", members=[ana])


@pytest.fixture
def bot(slack: LocalSlack, client: WebClient, app_proxy: "AppProxy") -> Iterator[App]:
    """An app without listeners; tests add theirs."""
    app = App(
        client=client,
        signing_secret=slack.signing_secret,
        process_before_response=True,
        raise_error_for_unhandled_request=False,
    )
    app_proxy.app = app
    slack.request_url = app_proxy.url
    yield app
    app_proxy.app = None


@pytest.fixture(scope="session")
def app_proxy() -> Iterator["AppProxy"]:
    """One server for all tests: starting and stopping Uvicorn is slow."""
    app_proxy = AppProxy()
    routes = [Route("/slack/events", app_proxy.endpoint, methods=["POST"])]
    with running(Starlette(routes=routes)) as url:
        app_proxy.url = f"{url}/slack/events"
        yield app_proxy


class AppProxy:
    """Leads to the app of the test that is running."""

    app: App | None = None
    url: str

    async def endpoint(self, request: Request) -> Response:
        if self.app is None:
            return Response(status_code=503)
        body = await request.body()
        answer = await run_in_threadpool(self.app.dispatch, to_bolt_request(request, body))
        return to_starlette_response(answer)


@contextlib.contextmanager
def running(app: Starlette) -> Iterator[str]:
    """Serve an application on a free port; by the time the block ends, it has stopped."""
    server = _Announced(uvicorn.Config(app, port=0, log_config=None, lifespan="off"))
    listening = server.config.bind_socket()
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    assert server.ready.wait(5)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


class _Announced(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()
