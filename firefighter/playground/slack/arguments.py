"""A Web API call's arguments, however they arrived: query, form or JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from firefighter.playground.slack.limits.views import invalid_arguments
from firefighter.playground.slack.records import Channel, Json, Message, User
from firefighter.playground.slack.refusal import RefusedError
from firefighter.playground.slack.workspace import Workspace

FORM = "application/x-www-form-urlencoded"


def parse_body(content_type: str, body: bytes) -> Json:
    # https://docs.slack.dev/apis/web-api/#methods_supporting_json_posts
    if not body:
        return {}
    if content_type.startswith("application/json"):
        return _parse_json_body(body)
    if content_type.startswith(FORM):
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    raise RefusedError("invalid_post_type" if content_type else "missing_post_type")


def _parse_json_body(body: bytes) -> Json:
    try:
        parsed = json.loads(body)
    except ValueError as error:
        raise RefusedError("invalid_json") from error
    if not isinstance(parsed, dict):
        raise RefusedError("json_not_object")
    return parsed


STRUCTURES = ("attachments", "blocks", "files", "metadata", "view")


def with_structures(given: Json) -> Json:
    """Forms carry JSON as strings: read them; what is not JSON is left for its method to refuse."""
    return {key: _read(value) if key in STRUCTURES else value for key, value in given.items()}


def _read(value: object) -> object:
    if not isinstance(value, str) or not value:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


@dataclass(frozen=True)
class Arguments:
    given: Mapping[str, object]

    def has(self, name: str) -> bool:
        return self.given.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        value = self.given.get(name)
        return default if value is None else str(value)

    def required(self, *names: str) -> list[str]:
        missing = [name for name in names if not self.has(name)]
        if missing:
            raise invalid_arguments(
                [f"missing required field: {name} [json-pointer:/{name}]" for name in missing]
            )
        return [self.text(name) for name in names]

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in ("true", "1")

    def number(self, name: str, default: int) -> int:
        if not self.has(name):
            return default
        try:
            return int(self.text(name))
        except ValueError as error:
            message = f"must be an integer [json-pointer:/{name}]"
            raise invalid_arguments([message]) from error

    def names(self, name: str) -> list[str]:
        """A comma-separated list, or a JSON array."""
        value = self.given.get(name)
        if isinstance(value, list):
            return [str(each) for each in value]
        return [each.strip() for each in self.text(name).split(",") if each.strip()]

    def structure(self, name: str, error: str = "invalid_arguments") -> object:
        """A JSON value; a string in its place is one that could not be read."""
        value = self.given.get(name)
        if isinstance(value, str) and value:
            raise RefusedError(error)
        return None if value == "" else value

    def channel(self, workspace: Workspace, viewer: str, name: str = "channel") -> Channel:
        """A conversation by id; one that the viewer cannot see does not exist for her."""
        found = workspace.channels.get(self.text(name))
        if found is None or not workspace.sees(viewer, found):
            raise RefusedError("channel_not_found")
        return found

    def joined(self, workspace: Workspace, member: str, name: str = "channel") -> Channel:
        found = self.channel(workspace, member, name)
        if member not in found.members:
            raise RefusedError("not_in_channel")
        return found

    def unarchived(self, workspace: Workspace, viewer: str, name: str = "channel") -> Channel:
        found = self.channel(workspace, viewer, name)
        if found.is_archived:
            raise RefusedError("is_archived")
        return found

    def message(self, workspace: Workspace, channel: Channel, name: str) -> Message:
        found = workspace.messages.get(channel.id, {}).get(self.text(name))
        if found is None or found.subtype == "tombstone":
            raise RefusedError("message_not_found")
        return found

    def user(self, workspace: Workspace, name: str = "user") -> User:
        found = workspace.users.get(self.text(name))
        if found is None:
            raise RefusedError("user_not_found")
        return found
