"""What was delivered to the bot, grouped by Slack's id, however often it came."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from firefighter.playground.slack import Reply

BY_PROGRAM = "api:"
"""What the ids of programs' requests start with."""


@dataclass
class Delivery:
    id: str
    """As in the bot's inbox."""
    kind: str
    """The part of the id before the colon: command, press, form or event."""
    payload: dict[str, Any]
    replies: list[Reply] = field(default_factory=list)

    @property
    def acknowledged(self) -> list[Reply]:
        return [each for each in self.replies if each.acknowledged]

    @property
    def user(self) -> str:
        match self.kind:
            case "command":
                return str(self.payload["user_id"])
            case "event":
                return str(self.payload["event"]["user"])
            case _:
                return str(self.payload["user"]["id"])

    @property
    def trigger_id(self) -> str:
        return str(self.payload.get("trigger_id", ""))

    @property
    def action(self) -> dict[str, Any]:
        found: dict[str, Any] = self.payload["actions"][0]
        return found

    @property
    def in_modal(self) -> bool:
        return "view" in self.payload

    @property
    def view_id(self) -> str:
        """The callback id of the modal, or empty for a message."""
        return str(self.payload["view"]["id"]) if self.in_modal else ""

    @property
    def answers(self) -> dict[str, Any]:
        """The elements of each field of a form."""
        values = self.payload["view"]["state"]["values"]
        return {name: found for block in values.values() for name, found in block.items()}

    def said(self, words: str) -> bool:
        """Whether any acknowledgement says so."""
        return any(words in text_of(each) for each in self.acknowledged)


def text_of(reply: Reply) -> str:
    body = reply.body
    return json.dumps(body, ensure_ascii=False) if isinstance(body, dict) else str(body or "")


def delivery_id(reply: Reply) -> str:
    return _id(reply.payload) if reply.payload else ""


def delivery_id_of(delivery: str) -> str:
    """Each feature handles an event by itself; the delivery is one. Keys of programs are theirs."""
    if delivery.startswith(BY_PROGRAM):
        return delivery
    return ":".join(delivery.split(":")[:2])


def group_deliveries(deliveries: Iterable[Reply]) -> list[Delivery]:
    """A byte-for-byte copy has no payload and is recognized by its body."""
    grouped: dict[str, Delivery] = {}
    by_body: dict[bytes, str] = {}
    for reply in deliveries:
        name = delivery_id(reply) or by_body[reply.request.body]
        by_body[reply.request.body] = name
        if name not in grouped:
            grouped[name] = Delivery(name, name.partition(":")[0], reply.payload)
        grouped[name].replies.append(reply)
    return list(grouped.values())


def _id(payload: dict[str, Any]) -> str:
    match payload.get("type"):
        case "event_callback":
            return f"event:{payload['event_id']}"
        case "block_actions":
            return f"press:{payload['trigger_id']}"
        case "view_submission":
            return f"form:{payload['view']['id']}"
        case _:
            return f"command:{payload['trigger_id']}"
