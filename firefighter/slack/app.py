"""Bolt's wiring: Slack's requests in, acknowledgements out. What happens between is `dispatch`."""

import re
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from firefighter.slack.dispatch import Dispatch
from firefighter.slack.registry import COMMAND

_ANY = re.compile("")


def make_app(
    dispatch: Dispatch, client: WebClient, signing_secret: str, bot_user_id: str | None
) -> App:
    """A sync app that answers only once the listener is done.

    By default Bolt answers an event before its listener ran, and loses the event if that fails.
    """
    app = App(
        client=client,
        signing_secret=signing_secret,
        authorize=_authorization(str(client.token), bot_user_id),
        process_before_response=True,
    )

    @app.command(COMMAND)
    def on_command(ack: Ack, body: dict[str, Any]) -> None:
        ack(**dispatch.command(body))

    @app.action(_ANY)
    def on_press(ack: Ack, body: dict[str, Any]) -> None:
        dispatch.press(body)
        ack()

    @app.view(_ANY)
    def on_submission(ack: Ack, body: dict[str, Any]) -> None:
        ack(**dispatch.submission(body))

    for event in dispatch.registry.events:
        app.event(event)(_on_event(dispatch))
    return app


def _on_event(dispatch: Dispatch) -> Any:  # noqa: ANN401 - a Bolt listener
    def on_event(ack: Ack, body: dict[str, Any]) -> None:
        dispatch.event(body)
        ack()

    return on_event


def _authorization(token: str, bot_user_id: str | None) -> Any:  # noqa: ANN401 - a Bolt callback
    """One workspace, one token: nothing to look up, so no answer ever waits for Slack."""
    result = AuthorizeResult(
        enterprise_id=None, team_id=None, bot_token=token, bot_user_id=bot_user_id
    )

    def authorize() -> AuthorizeResult:
        return result

    return authorize
