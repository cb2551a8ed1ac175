"""Slack's payloads as visits: https://docs.slack.dev/interactivity and …/apis/events-api."""

from collections.abc import Mapping
from typing import Any

from firefighter.domain.ids import UserId
from firefighter.ports.house import House
from firefighter.ports.places import ChannelId
from firefighter.ports.store import DeliveryId
from firefighter.slack.blocks.vocabulary import Block
from firefighter.slack.calls import Calls
from firefighter.slack.visits import Field, Happened, Pressed, Submitted, Typed
from firefighter.slack.words.mrkdwn import untyped

Payload = Mapping[str, Any]


class Incoming:
    """Knows Slack's field names, so that nobody else has to."""

    def __init__(self, house: House, calls: Calls) -> None:
        self._house = house
        self._call = calls

    def typed(self, body: Payload) -> tuple[str, Typed]:
        """The subcommand, in lower case, and the visit."""
        name, _space, words = untyped(body.get("text", "")).strip().partition(" ")
        return name.lower(), Typed(
            house=self._house,
            delivery=DeliveryId(f"command:{body['trigger_id']}"),
            user=UserId(body["user_id"]),
            open_form=lambda view: self._open("views.open", body, view),
            channel=ChannelId(body["channel_id"]),
            words=words.strip(),
        )

    def pressed(self, body: Payload) -> Pressed:
        action, view = body["actions"][0], body.get("view", {})
        container = body.get("container", {})
        channel = body.get("channel", {}).get("id")
        method = "views.push" if view else "views.open"
        return Pressed(
            house=self._house,
            delivery=DeliveryId(f"press:{body['trigger_id']}"),
            user=UserId(body["user"]["id"]),
            open_form=lambda form: self._open(method, body, form),
            action_id=action["action_id"],
            value=_value(action),
            channel=ChannelId(channel) if channel else None,
            thread=container.get("thread_ts", ""),
            response_url=body.get("response_url", ""),
            callback_id=view.get("callback_id", ""),
            view_id=view.get("id", ""),
        )

    def submitted(self, body: Payload) -> Submitted:
        """A form is taken once: sent twice, it is the same view."""
        view = body["view"]
        return Submitted(
            house=self._house,
            delivery=DeliveryId(f"form:{view['id']}"),
            user=UserId(body["user"]["id"]),
            open_form=lambda form: self._open("views.open", body, form),
            callback_id=view["callback_id"],
            metadata=view.get("private_metadata", ""),
            beneath_id=view.get("previous_view_id") or "",
            fields=_fields(view["state"]["values"]),
        )

    def happened(self, body: Payload) -> Happened:
        event = body["event"]
        return Happened(
            house=self._house,
            delivery=DeliveryId(f"event:{body['event_id']}"),
            user=UserId(event["user"]),
            open_form=lambda view: self._open("views.open", body, view),
            channel=ChannelId(event["channel"]),
            thread=event.get("thread_ts", ""),
        )

    def redraw(self, view_id: str, view: Block) -> None:
        """views.update."""
        self._call("views.update", view_id=view_id, view=view)

    def _open(self, method: str, body: Payload, view: Block) -> None:
        self._call(method, trigger_id=body["trigger_id"], view=view)


def _value(action: Payload) -> str:
    chosen = action.get("selected_option") or {}
    return str(action.get("value") or chosen.get("value") or "")


def _fields(values: Mapping[str, Mapping[str, Payload]]) -> dict[str, Field]:
    return {
        name: _field(element) for elements in values.values() for name, element in elements.items()
    }


def _field(element: Payload) -> Field:
    if "selected_options" in element:
        return [option["value"] for option in element["selected_options"]]
    chosen = element.get("selected_option") or {}
    return str(element.get("value") or chosen.get("value") or element.get("selected_user") or "")
