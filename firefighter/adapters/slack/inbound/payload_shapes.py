"""The shapes of Slack's requests: types and lengths of all that the bot and Bolt read.

What else is in a request is ignored: Slack adds fields. See
https://docs.slack.dev/interactivity/handling-user-interaction and …/apis/events-api.
"""

import json
from typing import Annotated, Any, Literal
from urllib.parse import parse_qs

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)


class MalformedRequest(Exception):
    """Signed, but not a request that Slack sends."""


_MOST_DEPTH = 64
"""Rich text in a message within a view is about 20 deep."""

Id = Annotated[str, StringConstraints(max_length=255, pattern=r"^[^\x00-\x1f\x7f]*$")]
"""Of anything: Slack's own have eleven characters, an action's or form's has 255 at most."""

Url = Annotated[str, StringConstraints(max_length=2_000)]
Text = Annotated[str, StringConstraints(max_length=200_000)]
Timestamp = Annotated[str, StringConstraints(pattern=r"^\d{1,12}(\.\d{1,9})?$")]


class _Payload(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)


class _Ref(_Payload):
    id: Id
    name: Id | None = None


class _Team(_Ref):
    enterprise_id: Id | None = None


class _User(_Ref):
    team_id: Id | None = None
    """Of another organization's person, its team or Enterprise Grid."""


class _Authorization(_Payload):
    user_id: Id | None = None
    team_id: Id | None = None
    enterprise_id: Id | None = None
    is_enterprise_install: bool | None = None


class _Body(_Payload):
    """What Bolt reads of any request."""

    token: Id = ""
    type: Id = ""
    team: _Team | None = None
    enterprise: _Ref | None = None
    team_id: Id | None = None
    enterprise_id: Id | None = None
    context_team_id: Id | None = None
    context_enterprise_id: Id | None = None
    is_enterprise_install: bool | Literal["true", "false"] | None = None
    is_ext_shared_channel: bool | None = None
    authorizations: list[_Authorization] | None = None
    response_url: Url | None = None
    response_urls: Annotated[list[dict[str, Any]], Field(max_length=1)] = []
    """The bot's forms have no more, and Bolt fails if there are."""
    function_data: dict[str, Any] | None = None
    bot_access_token: Id | None = None


class _SlashCommand(_Body):
    command: Id
    text: Text = ""
    user_id: Id
    channel_id: Id
    trigger_id: Id


class _Option(_Payload):
    value: Text = ""


class _Element(_Payload):
    """What a person entered or chose: https://docs.slack.dev/reference/views#state."""

    value: Text | None = None
    selected_option: _Option | None = None
    selected_options: list[_Option] = []
    selected_user: Id | None = None
    selected_users: list[Id] = []
    selected_date: Id | None = None
    selected_date_time: int | None = None


class _State(_Payload):
    values: dict[Id, dict[Id, _Element]] = {}


class _View(_Payload):
    id: Id
    type: Id | None = None
    callback_id: Id | None = None
    private_metadata: Text | None = None
    previous_view_id: Id | None = None
    root_view_id: Id | None = None
    state: _State | None = None
    app_installed_team_id: Id | None = None


class _SubmittedState(_State):
    values: dict[Id, dict[Id, _Element]]


class _SubmittedView(_View):
    type: Id
    callback_id: Id
    state: _SubmittedState


class _Container(_Payload):
    thread_ts: Timestamp | None = None


class _BlockAction(_Body):
    class Action(_Payload):
        action_id: Id
        block_id: Id = ""
        type: Id = ""
        value: Text | None = None
        selected_option: _Option | None = None

    type: Literal["block_actions"]
    user: _User
    trigger_id: Id
    actions: Annotated[list[Action], Field(min_length=1)]
    channel: _Ref | None = None
    container: _Container | None = None
    view: _View | None = None
    message: dict[str, Any] | None = None


class _ViewSubmission(_Body):
    type: Literal["view_submission"]
    user: _User
    view: _SubmittedView


class _GlobalShortcut(_Body):
    type: Literal["shortcut"]
    user: _User
    callback_id: Id
    trigger_id: Id


class _EventMessage(_Payload):
    """A message that an event is about; of a deleted one little is left."""

    class Edited(_Payload):
        user: Id | None = None

    ts: Timestamp | None = None
    thread_ts: Timestamp | None = None
    user: Id | None = None
    text: Text | None = None
    edited: Edited | None = None
    blocks: list[dict[str, Any]] | None = None
    attachments: list[dict[str, Any]] | None = None
    files: list[dict[str, Any]] | None = None


class _Message(_EventMessage):
    """A message that a person chose, which is there."""

    ts: Timestamp


class _MessageShortcut(_Body):
    type: Literal["message_action"]
    user: _User
    callback_id: Id
    trigger_id: Id
    channel: _Ref
    message: _Message


class _OptionsRequest(_Body):
    type: Literal["block_suggestion"]
    user: _User
    action_id: Id
    value: Text
    view: _View | None = None


class _Item(_Payload):
    """What was reacted to, or pinned."""

    ts: Timestamp | None = None
    channel: Id | None = None
    message: _EventMessage | None = None


class _Event(_EventMessage):
    type: Id
    subtype: Id | None = None
    event_ts: Timestamp | None = None
    deleted_ts: Timestamp | None = None
    user: Id | _Ref | None = None  # type: ignore[assignment]
    actor_id: Id | None = None
    inviter: Id | None = None
    item_user: Id | None = None
    item: _Item | None = None
    message: _EventMessage | None = None
    previous_message: _EventMessage | None = None
    channel: Id | _Ref | None = None
    channel_id: Id | None = None
    team: Id | None = None
    user_team: Id | None = None
    reaction: Id | None = None
    tab: Id | None = None
    subteam_id: Id | None = None
    file_id: Id | None = None
    name: Id | None = None


class _SlackEvent(_Body):
    type: Literal["event_callback"]
    event_id: Id
    event_time: Annotated[int, Field(ge=0, lt=10**12)] = 0
    event: _Event


class _UrlVerification(_Payload):
    type: Literal["url_verification"]
    challenge: Text


_INTERACTION: TypeAdapter[Any] = TypeAdapter(
    Annotated[
        _BlockAction | _ViewSubmission | _GlobalShortcut | _MessageShortcut | _OptionsRequest,
        Discriminator("type"),
    ]
)
_EVENT: TypeAdapter[Any] = TypeAdapter(
    Annotated[_SlackEvent | _UrlVerification, Discriminator("type")]
)


def check_shape(body: str, content_type: str) -> None:
    """Raises MalformedRequest."""
    try:
        if content_type.startswith("application/json"):
            _EVENT.validate_json(_not_odd(body))
            return
        form = {name: values[0] for name, values in parse_qs(body).items()}
        if "payload" in form:
            _INTERACTION.validate_json(_not_odd(form["payload"]))
        else:
            _SlashCommand.model_validate_json(_not_odd(json.dumps(form)))
    except (ValidationError, ValueError, RecursionError) as error:
        raise MalformedRequest from error


def _not_odd(text: str) -> str:
    """Raises ValueError for what cannot be written anywhere: half characters, endless depth.

    Only JSON is strict about types: in Python, strict models take no dictionaries.
    """
    level: list[object] = [json.loads(text)]
    for _ in range(_MOST_DEPTH):
        deeper: list[object] = []
        for each in level:
            if isinstance(each, str):
                each.encode()
            elif isinstance(each, dict):
                deeper += each.keys()
                deeper += each.values()
            elif isinstance(each, list):
                deeper += each
        if not deeper:
            return text
        level = deeper
    raise ValueError("too deep")
