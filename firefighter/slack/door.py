"""Slack's HTTP requests, checked before Bolt reads them: the signature first, then the shape."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal
from urllib.parse import parse_qs

from pydantic import BaseModel, ConfigDict, Discriminator, Field, TypeAdapter, ValidationError
from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk.signature import SignatureVerifier


class NotFromSlack(Exception):
    """The request has no valid signature, or one that is too old."""


class NotUnderstood(Exception):
    """Signed, but nothing that Slack sends."""


class _Shape(BaseModel):
    """The fields without which nobody could tell who did what; Slack always sends them."""

    model_config = ConfigDict(extra="ignore")


class _Known(_Shape):
    id: str


class _Command(_Shape):
    command: str
    user_id: str
    channel_id: str
    trigger_id: str


class _Pressed(_Shape):
    class Action(_Shape):
        action_id: str

    type: Literal["block_actions"]
    user: _Known
    trigger_id: str
    actions: Annotated[list[Action], Field(min_length=1)]


class _Submitted(_Shape):
    class View(_Known):
        class State(_Shape):
            values: dict[str, Any]

        callback_id: str
        state: State

    type: Literal["view_submission"]
    user: _Known
    view: View


class _Called(_Shape):
    type: Literal["shortcut"]
    user: _Known
    callback_id: str
    trigger_id: str


class _Pointed(_Shape):
    class Message(_Shape):
        ts: str

    type: Literal["message_action"]
    user: _Known
    callback_id: str
    trigger_id: str
    channel: _Known
    message: Message


class _Sought(_Shape):
    type: Literal["block_suggestion"]
    user: _Known
    action_id: str
    value: str


class _Happened(_Shape):
    class Event(_Shape):
        type: str

    type: Literal["event_callback"]
    event_id: str
    event: Event


class _Verification(_Shape):
    type: Literal["url_verification"]
    challenge: str


_INTERACTION: TypeAdapter[Any] = TypeAdapter(
    Annotated[_Pressed | _Submitted | _Called | _Pointed | _Sought, Discriminator("type")]
)
_EVENT: TypeAdapter[Any] = TypeAdapter(Annotated[_Happened | _Verification, Discriminator("type")])


class Door:
    def __init__(self, app: App, signing_secret: str | None) -> None:
        """Without a secret, as under Socket Mode, nobody gets in by HTTP."""
        self._app = app
        self._verifier = SignatureVerifier(signing_secret) if signing_secret else None

    def answer(self, body: str, headers: Mapping[str, str]) -> BoltResponse:
        """Bolt's answer. Raises NotFromSlack, NotUnderstood."""
        if parse_qs(body).get("ssl_check") == ["1"]:
            return BoltResponse(status=200)  # Slack looks at the certificate, and signs nothing
        self._check_signature(body, headers)
        _check_shape(body, headers.get("content-type", ""))
        return self._app.dispatch(BoltRequest(body=body, headers=dict(headers)))

    def _check_signature(self, body: str, headers: Mapping[str, str]) -> None:
        try:
            valid = self._verifier and self._verifier.is_valid_request(body, dict(headers))
        except (ValueError, OverflowError) as error:
            raise NotFromSlack from error
        if not valid:
            raise NotFromSlack


def _check_shape(body: str, content_type: str) -> None:
    try:
        if content_type.startswith("application/json"):
            _EVENT.validate_python(json.loads(body))
            return
        form = {name: values[0] for name, values in parse_qs(body).items()}
        if "payload" in form:
            _INTERACTION.validate_python(json.loads(form["payload"]))
        else:
            _Command.model_validate(form)
    except (ValidationError, ValueError, RecursionError) as error:
        raise NotUnderstood from error
