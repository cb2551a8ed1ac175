"""Verifies Slack's HTTP requests before Bolt reads them: the signature, then the shape."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal
from urllib.parse import parse_qs

from pydantic import BaseModel, ConfigDict, Discriminator, Field, TypeAdapter, ValidationError
from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk.signature import SignatureVerifier


class InvalidSignature(Exception):
    """The signature is missing, invalid or too old."""


class MalformedRequest(Exception):
    """Signed, but not a request that Slack sends."""


class _Payload(BaseModel):
    """The required fields of each type of request; Slack always sends them."""

    model_config = ConfigDict(extra="ignore")


class _Id(_Payload):
    id: str


class _SlashCommand(_Payload):
    command: str
    user_id: str
    channel_id: str
    trigger_id: str


class _BlockAction(_Payload):
    class Action(_Payload):
        action_id: str

    type: Literal["block_actions"]
    user: _Id
    trigger_id: str
    actions: Annotated[list[Action], Field(min_length=1)]


class _ViewSubmission(_Payload):
    class View(_Id):
        class State(_Payload):
            values: dict[str, Any]

        callback_id: str
        state: State

    type: Literal["view_submission"]
    user: _Id
    view: View


class _GlobalShortcut(_Payload):
    type: Literal["shortcut"]
    user: _Id
    callback_id: str
    trigger_id: str


class _MessageShortcut(_Payload):
    class Message(_Payload):
        ts: str

    type: Literal["message_action"]
    user: _Id
    callback_id: str
    trigger_id: str
    channel: _Id
    message: Message


class _OptionsRequest(_Payload):
    type: Literal["block_suggestion"]
    user: _Id
    action_id: str
    value: str


class _SlackEvent(_Payload):
    class Event(_Payload):
        type: str

    type: Literal["event_callback"]
    event_id: str
    event: Event


class _UrlVerification(_Payload):
    type: Literal["url_verification"]
    challenge: str


_INTERACTION: TypeAdapter[Any] = TypeAdapter(
    Annotated[
        _BlockAction | _ViewSubmission | _GlobalShortcut | _MessageShortcut | _OptionsRequest,
        Discriminator("type"),
    ]
)
_EVENT: TypeAdapter[Any] = TypeAdapter(
    Annotated[_SlackEvent | _UrlVerification, Discriminator("type")]
)


class RequestVerifier:
    def __init__(self, app: App, signing_secret: str | None) -> None:
        """Rejects every HTTP request if there is no signing secret, as in Socket Mode."""
        self._app = app
        self._verifier = SignatureVerifier(signing_secret) if signing_secret else None

    def answer(self, body: str, headers: Mapping[str, str]) -> BoltResponse:
        """Returns Bolt's response. Raises NotFromSlack, NotUnderstood."""
        if parse_qs(body).get("ssl_check") == ["1"]:
            return BoltResponse(status=200)  # Slack checks the certificate with an unsigned request
        self._check_signature(body, headers)
        _check_shape(body, headers.get("content-type", ""))
        return self._app.dispatch(BoltRequest(body=body, headers=dict(headers)))

    def _check_signature(self, body: str, headers: Mapping[str, str]) -> None:
        try:
            valid = self._verifier and self._verifier.is_valid_request(body, dict(headers))
        except (ValueError, OverflowError) as error:
            raise InvalidSignature from error
        if not valid:
            raise InvalidSignature


def _check_shape(body: str, content_type: str) -> None:
    try:
        if content_type.startswith("application/json"):
            _EVENT.validate_python(json.loads(body))
            return
        form = {name: values[0] for name, values in parse_qs(body).items()}
        if "payload" in form:
            _INTERACTION.validate_python(json.loads(form["payload"]))
        else:
            _SlashCommand.model_validate(form)
    except (ValidationError, ValueError, RecursionError) as error:
        raise MalformedRequest from error
