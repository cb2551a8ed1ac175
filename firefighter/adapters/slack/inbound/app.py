"""Connects Bolt to `dispatch`, which handles the requests."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from firefighter.adapters.slack.inbound.dispatch import Dispatch
from firefighter.adapters.slack.inbound.registry import COMMAND
from firefighter.ports.foreground import ForegroundPriority, Meter, answering_within

_ANY = re.compile("")
_EVENT = "event"
_ANSWER_S = 2.0
"""How long an answer may wait for the database, in seconds; Slack's limit is 3 s."""


def make_app(
    dispatch: Dispatch, client: WebClient, meter: Meter, foreground: ForegroundPriority
) -> App:
    """Returns a synchronous app that acknowledges a request after its listener returned.

    By default Bolt acknowledges an event before its listener runs, and loses the event if that
    fails.
    """
    app = App(
        logger=_bolt_log(),
        client=WebClient(base_url=client.base_url),
        request_verification_enabled=False,  # `RequestVerifier` does it, before anything is read
        authorize=_authorization(str(client.token)),
        process_before_response=True,
    )

    @contextmanager
    def answering(kind: str, body: dict[str, Any]) -> Iterator[None]:
        """Lets requests go before the worker's effects, except events: nobody waits for those."""
        waiting = nullcontext() if kind == _EVENT else foreground.answering()
        in_time = answering_within(_ANSWER_S)
        with waiting, meter.answering(kind), in_time, dispatch.use_language_of(body):
            yield

    @app.command(COMMAND)
    def on_command(ack: Ack, body: dict[str, Any]) -> None:
        with answering("command", body):
            ack(**dispatch.command(body))

    @app.action(_ANY)
    def on_press(ack: Ack, body: dict[str, Any]) -> None:
        with answering("press", body):
            dispatch.press(body)
            ack()

    @app.view(_ANY)
    def on_submission(ack: Ack, body: dict[str, Any]) -> None:
        with answering("form", body):
            ack(**dispatch.submission(body))

    @app.shortcut(_ANY)
    def on_shortcut(ack: Ack, body: dict[str, Any]) -> None:
        with answering("shortcut", body):
            dispatch.shortcut(body)
            ack()

    @app.options(_ANY)
    def on_search(ack: Ack, body: dict[str, Any]) -> None:
        with answering("search", body):
            ack(**dispatch.suggestion(body))

    @app.event(_ANY)
    def on_event(ack: Ack, body: dict[str, Any]) -> None:
        with answering(_EVENT, body):
            dispatch.event(body)
            ack()

    return app


def _bolt_log() -> logging.Logger:
    """Hides Bolt's warning that SLACK_BOT_TOKEN is ignored: only Bolt ignores it."""
    log = logging.getLogger("firefighter.bolt")
    log.setLevel(logging.ERROR)
    return log


def _authorization(token: str) -> Any:  # noqa: ANN401 - a Bolt callback
    """Returns the one token of the one workspace without a call to Slack."""
    result = AuthorizeResult(enterprise_id=None, team_id=None, bot_token=token)

    def authorize() -> AuthorizeResult:
        return result

    return authorize
