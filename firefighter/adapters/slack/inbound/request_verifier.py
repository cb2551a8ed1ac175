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


BODY_LIMIT = 1_000_000
"""In bytes. Slack's largest request, a form with all its fields, has a quarter of that."""

_UNSIGNED_LIMIT = 1_000
"""In bytes. Of requests without a signature only the certificate check is answered."""

_SIGNATURE, _TIMESTAMP = "x-slack-signature", "x-slack-request-timestamp"


class RequestVerifier:
    def __init__(self, app: App, signing_secret: str | None) -> None:
        """Rejects every HTTP request if there is no signing secret, as in Socket Mode."""
        self._app = app
        self._verifier = SignatureVerifier(signing_secret) if signing_secret else None

    def answer(self, body: str, headers: Mapping[str, str]) -> BoltResponse:
        """Returns Bolt's response. Raises InvalidSignature, MalformedRequest.

        Nothing is parsed before the signature is verified, but Slack's check of the certificate,
        which is not signed and short.
        """
        if _is_certificate_check(body):
            return BoltResponse(status=200)
        self._check_signature(body, headers)
        _check_shape(body, headers.get("content-type", ""))
        return self._app.dispatch(BoltRequest(body=body, headers=dict(headers)))

    def body_limit(self, headers: Mapping[str, str]) -> int:
        """How many bytes of a request with these headers are worth reading; 0 if none are."""
        if self._verifier and _SIGNATURE in headers and _TIMESTAMP in headers:
            return BODY_LIMIT
        length = headers.get("content-length", "")
        is_short = length.isdecimal() and len(length) <= len(str(_UNSIGNED_LIMIT))
        return _UNSIGNED_LIMIT if is_short else 0

    def _check_signature(self, body: str, headers: Mapping[str, str]) -> None:
        try:
            valid = self._verifier and self._verifier.is_valid_request(body, dict(headers))
        except (ValueError, OverflowError, TypeError) as error:  # TypeError: not ASCII
            raise InvalidSignature from error
        if not valid:
            raise InvalidSignature


def _is_certificate_check(body: str) -> bool:
    return len(body) <= _UNSIGNED_LIMIT and parse_qs(body).get("ssl_check") == ["1"]


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
