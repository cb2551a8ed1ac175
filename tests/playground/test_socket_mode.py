"""https://docs.slack.dev/apis/events-api/using-socket-mode."""

import contextlib
from collections.abc import Iterator

import pytest
from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk import WebClient
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from firefighter.playground.slack import Channel, LocalSlack, Person
from tests.playground.block_kit import Json, field, modal, refusal, text_input


@pytest.fixture
def app(client: WebClient) -> App:
    return App(client=client, raise_error_for_unhandled_request=False)


@pytest.fixture
def connected(slack: LocalSlack, app: App) -> Iterator[App]:
    with contextlib.closing(handler(slack, app)) as running:
        running.connect()  # type: ignore[no-untyped-call]
        slack.wait_until(lambda: slack.socket_connections, what="the bot is connected")
        yield app


def handler(slack: LocalSlack, app: App) -> SocketModeHandler:
    return SocketModeHandler(app, slack.app_token, web_client=WebClient(base_url=slack.api_url))


def test_commands_and_submissions_are_answered_over_the_socket(
    connected: App, client: WebClient, ana: Person, incidents: Channel
) -> None:
    @connected.command("/incident")
    def opened(ack: Ack, body: Json) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=modal(field("title", text_input())))
        ack(f"you said {body['text']}")

    @connected.view("declare")
    def submitted(ack: Ack) -> None:
        ack(response_action="errors", errors={"title": "Say more"})

    reply = ana.command(incidents, "/incident", "hello")
    assert reply.acknowledged
    assert reply.ephemeral is not None
    assert reply.ephemeral.text == "you said hello"
    assert ana.submit({"title": "x"}).errors == {"title": "Say more"}


def test_an_event_without_an_acknowledgement_comes_again(
    slack: LocalSlack, ana: Person, incidents: Channel
) -> None:
    slack.ack_deadline_s = 0.2
    slack.retry_delays_s = (0.0,)
    with connect(ticket(slack)) as socket:
        assert '"hello"' in str(socket.recv())
        ana.post(incidents, "x")
        first, second = (str(socket.recv()) for _ in range(2))
    assert '"retry_attempt":0' in first
    assert '"retry_attempt":1,"retry_reason":"timeout"' in second


def test_a_ticket_lets_in_one_connection_once(slack: LocalSlack) -> None:
    url = ticket(slack)
    with connect(url) as socket:
        assert '"hello"' in str(socket.recv())
        with pytest.raises(InvalidStatus):
            connect(url)


def test_eleventh_connection_is_refused(slack: LocalSlack) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(10):
            socket = stack.enter_context(connect(ticket(slack)))
            assert '"hello"' in str(socket.recv())
        one_too_many = stack.enter_context(connect(ticket(slack)))
        assert "too_many_websockets" in str(one_too_many.recv())
        with pytest.raises(ConnectionClosed):
            one_too_many.recv()


def test_client_reconnects_on_request(slack: LocalSlack, app: App) -> None:
    with contextlib.closing(handler(slack, app)) as running:
        running.connect()  # type: ignore[no-untyped-call]
        first = running.client.session_id()
        slack.wait_until(lambda: slack.socket_connections, what="the bot is connected")
        slack.disconnect_sockets()
        slack.wait_until(
            lambda: running.client.session_id() != first and slack.socket_connections == 1,
            timeout_s=15,
            what="the bot has come back",
        )


def test_only_the_apps_own_token_opens_a_connection(client: WebClient) -> None:
    answer = refusal(client.api_call, api_method="apps.connections.open")
    assert answer == "not_allowed_token_type"


def ticket(slack: LocalSlack) -> str:
    client = WebClient(base_url=slack.api_url)
    return str(client.apps_connections_open(app_token=slack.app_token)["url"])
