"""Slack's payloads as visits: https://docs.slack.dev/interactivity and …/apis/events-api."""

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from firefighter.domain.ids import UserId
from firefighter.ports.chat import Chat, ChatError
from firefighter.ports.house import House
from firefighter.ports.places import ChannelId
from firefighter.ports.store import DeliveryId
from firefighter.slack.blocks import presses
from firefighter.slack.blocks.vocabulary import Block
from firefighter.slack.calls import Calls
from firefighter.slack.visits import (
    Called,
    Field,
    Happened,
    Pointed,
    Pressed,
    Sought,
    Submitted,
    Typed,
)
from firefighter.slack.words.mrkdwn import untyped

log = logging.getLogger(__name__)

Payload = Mapping[str, Any]

_NEWS = frozenset({"team_join", "user_change"})
"""Events about somebody who did not come to us."""

BOT_JOINED = "bot_joined"
"""Our name for the one `member_joined_channel` that tells of ourselves."""

SPEECH = frozenset({"message", "app_mention"})
"""Events that are themselves something said."""


class Incoming:
    """Knows Slack's field names, so that nobody else has to."""

    def __init__(self, house: House, calls: Calls, chat: Chat) -> None:
        """`chat` is asked while somebody waits, so it has to be one that does not wait long."""
        self._house = house
        self._call = calls
        self._chat = chat

    def typed(self, body: Payload) -> tuple[str, Typed]:
        """The subcommand, in lower case, and the visit."""
        name, _space, words = untyped(body.get("text", "")).strip().partition(" ")
        channel = ChannelId(body["channel_id"])
        return name.lower(), Typed(
            house=self._house,
            delivery=DeliveryId(f"command:{body['trigger_id']}"),
            user=UserId(body["user_id"]),
            open_form=lambda view: self._open("views.open", body, view),
            redraw=self._redraw_if_open,
            channel=channel,
            words=words.strip(),
            look_at_channel=lambda: self._chat.look_at_channel(channel),
        )

    def pressed(self, body: Payload) -> Pressed:
        action, view = body["actions"][0], body.get("view", {})
        container = body.get("container", {})
        channel = body.get("channel", {}).get("id")
        return Pressed(
            house=self._house,
            delivery=DeliveryId(f"press:{body['trigger_id']}"),
            user=UserId(body["user"]["id"]),
            open_form=self._opening(body, view),
            redraw=self._redraw_if_open,
            action_id=action["action_id"],
            value=_value(action),
            channel=ChannelId(channel) if channel else None,
            thread=container.get("thread_ts", ""),
            response_url=body.get("response_url", ""),
            callback_id=view.get("callback_id", ""),
            view_id=view.get("id", ""),
            metadata=view.get("private_metadata", ""),
            fields=_fields(view.get("state", {}).get("values", {})),
        )

    def submitted(self, body: Payload) -> Submitted:
        """A form is taken once: sent twice, it is the same view."""
        view = body["view"]
        return Submitted(
            house=self._house,
            delivery=DeliveryId(f"form:{view['id']}"),
            user=UserId(body["user"]["id"]),
            open_form=lambda form: self._open("views.open", body, form),
            redraw=self._redraw_if_open,
            callback_id=view["callback_id"],
            view_id=view["id"],
            metadata=view.get("private_metadata", ""),
            beneath_id=view.get("previous_view_id") or "",
            fields=_fields(view["state"]["values"]),
        )

    def called(self, body: Payload) -> Called:
        return Called(
            house=self._house,
            delivery=DeliveryId(f"shortcut:{body['trigger_id']}"),
            user=UserId(body["user"]["id"]),
            open_form=lambda view: self._open("views.open", body, view),
            redraw=self._redraw_if_open,
            callback_id=body["callback_id"],
        )

    def pointed(self, body: Payload) -> Pointed:
        message = body["message"]
        return Pointed(
            house=self._house,
            delivery=DeliveryId(f"shortcut:{body['trigger_id']}"),
            user=UserId(body["user"]["id"]),
            open_form=lambda view: self._open("views.open", body, view),
            redraw=self._redraw_if_open,
            callback_id=body["callback_id"],
            channel=ChannelId(body["channel"]["id"]),
            ts=message["ts"],
            thread=message.get("thread_ts", ""),
            author=UserId(message.get("user", "")),
            text=message.get("text", ""),
            response_url=body.get("response_url", ""),
        )

    def sought(self, body: Payload) -> Sought:
        return Sought(
            house=self._house,
            user=UserId(body["user"]["id"]),
            action_id=body["action_id"],
            words=body["value"].strip(),
            metadata=body.get("view", {}).get("private_metadata", ""),
        )

    def happened(self, body: Payload, feature: str, kind: str) -> Happened:
        """For one of the features that hear it: each has a row of its own in the inbox."""
        event = body["event"]
        message = _message_of(event)
        user = event.get("inviter", "") if kind == BOT_JOINED else actor_of(event)
        return Happened(
            house=self._house,
            delivery=DeliveryId(f"event:{body['event_id']}:{feature}"),
            user=UserId(user),
            open_form=lambda view: self._open("views.open", body, view),
            redraw=self._redraw_if_open,
            publish_home=lambda view: self._publish(actor_of(event), view),
            kind=kind,
            subtype=event.get("subtype", ""),
            at=datetime.fromtimestamp(float(event.get("event_ts") or body["event_time"]), UTC),
            channel=ChannelId(_channel_of(event)),
            thread=message.get("thread_ts", ""),
            ts=message.get("ts", ""),
            author=UserId(message.get("user", "")),
            text=message.get("text", ""),
            detail=_detail_of(event),
        )

    def redraw(self, view_id: str, view: Block) -> None:
        """views.update."""
        self._call("views.update", view_id=view_id, view=view)

    def _publish(self, user: str, view: Block) -> None:
        self._call("views.publish", user_id=user, view=view)

    def _redraw_if_open(self, view_id: str, view: Block) -> None:
        """What it was to show is done already, and one that was closed needs no drawing."""
        try:
            self.redraw(view_id, view)
        except ChatError:
            log.exception("A form shows what it showed before.")

    def _opening(self, body: Payload, view: Payload) -> Callable[[Block], str]:
        """A list of actions makes room for what is chosen from it; any other form stays beneath."""
        if view.get("callback_id") == presses.MORE:
            return lambda form: self._replace(view["id"], form)
        method = "views.push" if view.get("type") == "modal" else "views.open"
        return lambda form: self._open(method, body, form)

    def _replace(self, view_id: str, view: Block) -> str:
        self.redraw(view_id, view)
        return view_id

    def _open(self, method: str, body: Payload, view: Block) -> str:
        opened = self._call(method, trigger_id=body["trigger_id"], view=view)
        return str(opened.get("view", {}).get("id", ""))


def visitor_of(body: Payload) -> UserId | None:
    """Who came to us with a delivery; None when we are only told of somebody."""
    if "event" in body:
        user = "" if body["event"]["type"] in _NEWS else actor_of(body["event"])
    else:
        user = body.get("user_id") or body["user"]["id"]
    return UserId(user) if user else None


def actor_of(event: Payload) -> str:
    """Who did it, by id; empty when Slack does not say."""
    user = event.get("user") or event.get("actor_id") or _editor_of(event)
    return str(user.get("id", "") if isinstance(user, Mapping) else user)


def _editor_of(event: Payload) -> Any:  # noqa: ANN401 - Slack's JSON
    message = _message_of(event)
    return message.get("edited", {}).get("user") or message.get("user") or ""


def _message_of(event: Payload) -> Payload:
    """The message that an event is about: https://docs.slack.dev/reference/events/message."""
    item: Payload = event.get("item", {})
    changed: Payload = event.get("message", {})
    pinned: Payload = item.get("message", {})
    if event["type"].startswith("reaction_"):
        return {"ts": item.get("ts", ""), "user": event.get("item_user", "")}
    if event["type"].startswith("pin_"):
        return pinned
    match event.get("subtype"):
        case "message_changed":
            return changed
        case "message_deleted":
            return {**event.get("previous_message", {}), "ts": event["deleted_ts"], "text": ""}
    return event if event["type"] in SPEECH else {}


def _channel_of(event: Payload) -> str:
    channel = (
        event.get("channel") or event.get("channel_id") or event.get("item", {}).get("channel")
    )
    return str((channel.get("id") if isinstance(channel, Mapping) else channel) or "")


def _detail_of(event: Payload) -> str:
    channel = event.get("channel")
    renamed = channel.get("name") if isinstance(channel, Mapping) else ""
    known = (
        event.get("reaction"),
        renamed,
        event.get("tab"),
        event.get("subteam_id"),
        event.get("file_id"),
        event.get("name"),
    )
    return next((str(each) for each in known if each), "")


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
    known = ("value", "selected_user", "selected_date", "selected_date_time")
    return str(
        next((element[name] for name in known if element.get(name)), chosen.get("value", ""))
    )
