"""The smallest Block Kit that Slack accepts, for tests to bend."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "text", **more: object) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(action_id: str = "go", text: str = "Go", **more: object) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(text), **more}


def actions(*elements: Json, **more: object) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def option(value: str = "1", text: str = "One") -> Json:
    return {"text": plain(text), "value": value}


def select(action_id: str = "level", **more: object) -> Json:
    options = [option("1", "One"), option("2", "Two")]
    return {"type": "static_select", "action_id": action_id, "options": options, **more}


def text_input(action_id: str = "text", **more: object) -> Json:
    return {"type": "plain_text_input", "action_id": action_id, **more}


def field(block_id: str, element: Json, **more: object) -> Json:
    label = plain(block_id.title())
    return {"type": "input", "block_id": block_id, "label": label, "element": element, **more}


def modal(*blocks: Json, **more: object) -> Json:
    title = {"title": plain("Declare"), "submit": plain("Open")}
    return {"type": "modal", "callback_id": "declare", **title, "blocks": list(blocks), **more}


def home(*blocks: Json, **more: object) -> Json:
    return {"type": "home", "blocks": list(blocks), **more}


def post(client: WebClient, **arguments: object) -> SlackResponse:
    """chat.postMessage without the client's warning that text is missing."""
    return client.api_call("chat.postMessage", json=arguments)


def refusal(call: Callable[..., object], **arguments: object) -> str:
    """The error that Slack answers a call with."""
    return str(refused(call, **arguments)["error"])


def refused(call: Callable[..., object], **arguments: object) -> Json:
    with pytest.raises(SlackApiError) as caught:
        call(**arguments)
    answer: Json = caught.value.response.data
    return answer
