"""Bolt's wiring: Slack's requests in, acknowledgements out. What happens between is `dispatch`."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from firefighter.ports.answering import answering_within
from firefighter.ports.courtesy import Courtesy
from firefighter.ports.meter import Meter
from firefighter.slack.dispatch import Dispatch
from firefighter.slack.registry import COMMAND

_ANY = re.compile("")
_EVENT = "event"
_ANSWER_S = 2.0
"""How long an answer may wait for the database; Slack gives up after 3 s."""


def make_app(dispatch: Dispatch, client: WebClient, meter: Meter, courtesy: Courtesy) -> App:
    """A sync app that answers only once the listener is done.

    By default Bolt answers an event before its listener ran, and loses the event if that fails.
    """
    app = App(
        logger=_bolt_log(),
        client=WebClient(base_url=client.base_url),
        request_verification_enabled=False,  # `door` does it, before anything is read
        authorize=_authorization(str(client.token)),
        process_before_response=True,
    )

    @contextmanager
    def answering(kind: str, body: dict[str, Any]) -> Iterator[None]:
        """What the worker does gives way to people; of an event only Slack wants to be answered."""
        waiting = nullcontext() if kind == _EVENT else courtesy.answering()
        in_time = answering_within(_ANSWER_S)
        with waiting, meter.answering(kind), in_time, dispatch.speaking_to(body):
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
    """Bolt warns that SLACK_BOT_TOKEN is ignored, which is true of Bolt alone and so misleads."""
    log = logging.getLogger("firefighter.bolt")
    log.setLevel(logging.ERROR)
    return log


def _authorization(token: str) -> Any:  # noqa: ANN401 - a Bolt callback
    """One workspace, one token: nothing to look up, so that no answer ever waits for Slack."""
    result = AuthorizeResult(enterprise_id=None, team_id=None, bot_token=token)

    def authorize() -> AuthorizeResult:
        return result

    return authorize
