"""Parses Slack's payloads: https://docs.slack.dev/interactivity and …/apis/events-api."""

import logging
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, TypedDict

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks.block_kit import UNAVAILABLE, Block
from firefighter.adapters.slack.inbound.interactions import (
    BlockAction,
    FieldValue,
    GlobalShortcut,
    MessageShortcut,
    OptionsRequest,
    SlackEvent,
    SlashCommand,
    ViewSubmission,
)
from firefighter.adapters.slack.message_text import message_text
from firefighter.adapters.slack.outbound.calls import Calls
from firefighter.adapters.slack.wording.mrkdwn import unescaped
from firefighter.domain.ids import UserId, parse_reference
from firefighter.domain.spelling import split_word, without_quotes
from firefighter.ports.app_context import AppContext
from firefighter.ports.chat import Chat
from firefighter.ports.outgoing import OutgoingError
from firefighter.ports.snapshot import ChannelId
from firefighter.ports.store import DeliveryId

log = logging.getLogger(__name__)

Payload = Mapping[str, Any]

_VIEW_ARGUMENTS = (
    "type",
    "callback_id",
    "title",
    "submit",
    "close",
    "private_metadata",
    "blocks",
)
"""The part of a submitted view that the bot sent: https://docs.slack.dev/reference/views."""

_PROFILE_EVENTS = frozenset({"team_join", "user_change"})
"""Events about a person who did not interact with the bot."""

BOT_JOINED = "bot_joined"
"""The name used here for `member_joined_channel` events about the bot itself."""

MESSAGE_EVENTS = frozenset({"message", "app_mention"})
"""Events that are messages."""


class _Common(TypedDict):
    """The fields of `Interaction`."""

    context: AppContext
    delivery: DeliveryId
    user: UserId
    from_elsewhere: bool
    open_form: Callable[[Block], str]
    redraw: Callable[[str, Block], None]


class InteractionParser:
    """The only place that knows Slack's field names."""

    def __init__(self, context: AppContext, calls: Calls, chat: Chat) -> None:
        """`chat` needs short timeouts: a person waits for it."""
        self._context = context
        self._call = calls
        self._chat = chat

    def parse_slash_command(self, body: Payload) -> tuple[str, SlashCommand]:
        """Returns the subcommand in lower case, and the interaction.

        The number of an incident alone shows it.
        """
        text = without_quotes(unescaped(body.get("text") or ""))
        name, words = ("show", text) if parse_reference(text) else split_word(text)
        channel = ChannelId(body["channel_id"])
        return name.casefold(), SlashCommand(
            **self._common(body, f"command:{body['trigger_id']}", body["user_id"]),
            channel=channel,
            words=words,
            response_url=body.get("response_url") or "",
            look_at_channel=lambda: self._chat.look_at_channel(channel),
        )

    def parse_block_action(self, body: Payload) -> BlockAction:
        action, view = body["actions"][0], body.get("view") or {}
        container = body.get("container") or {}
        channel = (body.get("channel") or {}).get("id")
        return BlockAction(
            **self._common(body, f"press:{body['trigger_id']}"),
            action_id=action["action_id"],
            value=_value(action),
            channel=ChannelId(channel) if channel else None,
            ts=container.get("message_ts") or "",
            thread=container.get("thread_ts") or "",
            response_url=body.get("response_url") or "",
            callback_id=view.get("callback_id") or "",
            callback_id_below="" if _is_replaced(view) else view.get("callback_id") or "",
            view_id=view.get("id", ""),
            metadata=view.get("private_metadata") or "",
            fields=_fields((view.get("state") or {}).get("values") or {}),
        )

    def parse_view_submission(self, body: Payload) -> ViewSubmission:
        """Uses the view id as delivery id, so that a form is accepted once."""
        view = body["view"]
        return ViewSubmission(
            **self._common(body, f"form:{view['id']}"),
            callback_id=view["callback_id"],
            view_id=view["id"],
            metadata=view.get("private_metadata") or "",
            previous_view_id=view.get("previous_view_id") or "",
            fields=_fields(view["state"]["values"]),
            people=tuple(_people(view["state"]["values"])),
            form={name: view[name] for name in _VIEW_ARGUMENTS if view.get(name)},
        )

    def parse_global_shortcut(self, body: Payload) -> GlobalShortcut:
        return GlobalShortcut(
            **self._common(body, f"shortcut:{body['trigger_id']}"),
            callback_id=body["callback_id"],
        )

    def parse_message_shortcut(self, body: Payload) -> MessageShortcut:
        message = body["message"]
        return MessageShortcut(
            **self._common(body, f"shortcut:{body['trigger_id']}"),
            callback_id=body["callback_id"],
            channel=ChannelId(body["channel"]["id"]),
            ts=message["ts"],
            thread=message.get("thread_ts") or "",
            author=UserId(message.get("user") or ""),
            text=message_text(message),
            response_url=body.get("response_url") or "",
        )

    def parse_options_request(self, body: Payload) -> OptionsRequest:
        return OptionsRequest(
            context=self._context,
            user=UserId(body["user"]["id"]),
            action_id=body["action_id"],
            words=body["value"].strip(),
            metadata=(body.get("view") or {}).get("private_metadata") or "",
            from_elsewhere=is_from_elsewhere(body),
        )

    def parse_event(self, body: Payload, feature: str, kind: str) -> SlackEvent:
        """Parses the event for one feature: each feature has its own row in the inbox."""
        event = body["event"]
        message = _message_of(event)
        user = (event.get("inviter") or "") if kind == BOT_JOINED else actor_of(event)
        return SlackEvent(
            **self._common(body, f"event:{body['event_id']}:{feature}", user),
            publish_home=lambda view: self._publish(actor_of(event), view),
            kind=kind,
            subtype=event.get("subtype") or "",
            at=datetime.fromtimestamp(
                float(event.get("event_ts") or body.get("event_time") or 0), UTC
            ),
            channel=ChannelId(_channel_of(event)),
            thread=message.get("thread_ts") or "",
            ts=message.get("ts") or "",
            author=UserId(message.get("user") or ""),
            text=message_text(message),
            inviter=_inviter_of(body),
            detail=_detail_of(event),
        )

    def _common(self, body: Payload, delivery: str, user: str | None = None) -> _Common:
        """Returns the fields of every interaction; `user` where Slack has it elsewhere."""
        return _Common(
            context=self._context,
            delivery=DeliveryId(delivery),
            user=UserId(body["user"]["id"] if user is None else user),
            from_elsewhere=is_from_elsewhere(body),
            open_form=self._opening(body),
            redraw=self._redraw_if_open,
        )

    def redraw(self, view_id: str, view: Block) -> None:
        """Calls views.update."""
        self._call("views.update", view_id=view_id, view=view)

    def _publish(self, user: str, view: Block) -> None:
        self._call("views.publish", user_id=user, view=view)

    def _redraw_if_open(self, view_id: str, view: Block) -> None:
        """Ignores errors: the change itself is committed, and the modal may be closed."""
        try:
            self.redraw(view_id, view)
        except OutgoingError as error:
            log.warning("Could not redraw a form: %s", error)

    def _opening(self, body: Payload) -> Callable[[Block], str]:
        """A press replaces a list of actions by what is chosen, and opens on top of other forms.

        It also replaces the third of three stacked forms, since Slack accepts no fourth.
        """
        view = (body.get("view") or {}) if body.get("type") == "block_actions" else {}
        if _is_replaced(view):
            return lambda form: self._replace(view["id"], form)
        method = "views.push" if view.get("type") == "modal" else "views.open"
        return lambda form: self._open(method, body, form)

    def _replace(self, view_id: str, view: Block) -> str:
        self.redraw(view_id, view)
        return view_id

    def _open(self, method: str, body: Payload, view: Block) -> str:
        opened = self._call(method, trigger_id=body["trigger_id"], view=view)
        return str(opened.get("view", {}).get("id", ""))


_LISTS_OF_ACTIONS = {action_ids.MORE, action_ids.CHOOSE_SEVERITY}


def _is_replaced(view: Payload) -> bool:
    """Whether a form that is opened from this view takes its place."""
    below = view.get("previous_view_id")
    is_third = bool(below) and below != view.get("root_view_id")
    return view.get("callback_id") in _LISTS_OF_ACTIONS or is_third


def sender_of(body: Payload) -> UserId | None:
    """Returns who interacted with the bot; None for an event about somebody else."""
    if "event" in body:
        user = "" if body["event"]["type"] in _PROFILE_EVENTS else actor_of(body["event"])
    else:
        user = body.get("user_id") or body["user"]["id"]
    return UserId(user) if user else None


def is_from_elsewhere(body: Payload) -> bool:
    """Whether the request says that its sender belongs to another team than the bot.

    Slash commands never do, and reactions do not tell. A workspace of the same Enterprise Grid is
    another team as well. See https://docs.slack.dev/apis/slack-connect.
    """
    if "event" in body:
        return _is_event_from_elsewhere(body)
    user = body.get("user")
    team = user.get("team_id") if isinstance(user, Mapping) else None
    view, at = body.get("view") or {}, body.get("team") or {}
    home = view.get("app_installed_team_id") or at.get("id")
    return bool(team and home) and team not in {home, at.get("enterprise_id")}


def _is_event_from_elsewhere(body: Payload) -> bool:
    """In a shared channel, `user_team` or else `team` is the team of who caused the event."""
    event, homes = body["event"], set()
    for each in body.get("authorizations") or ():
        homes |= {each.get("team_id"), each.get("enterprise_id")} - {None}
    team = event.get("user_team") or event.get("team")
    return bool(body.get("is_ext_shared_channel") and team and homes) and team not in homes


def _inviter_of(body: Payload) -> UserId:
    inviter = body["event"].get("inviter") or ""
    bots = {each.get("user_id") for each in body.get("authorizations") or ()}
    return UserId("" if inviter in bots else inviter)


def actor_of(event: Payload) -> str:
    """Returns the id of who caused the event; empty if Slack does not say."""
    user = event.get("user") or event.get("actor_id") or _editor_of(event)
    return str(user.get("id", "") if isinstance(user, Mapping) else user)


def _editor_of(event: Payload) -> Any:  # noqa: ANN401 - Slack's JSON
    message = _message_of(event)
    return (message.get("edited") or {}).get("user") or message.get("user") or ""


def _message_of(event: Payload) -> Payload:
    """Returns the message that an event is about: https://docs.slack.dev/reference/events/message."""
    item: Payload = event.get("item") or {}
    changed: Payload = event.get("message") or {}
    pinned: Payload = item.get("message") or {}
    if event["type"].startswith("reaction_"):
        return {"ts": item.get("ts") or "", "user": event.get("item_user") or ""}
    if event["type"].startswith("pin_"):
        return pinned
    match event.get("subtype"):
        case "message_changed":
            return changed
        case "message_deleted":
            return {
                **(event.get("previous_message") or {}),
                "ts": event.get("deleted_ts"),
                "text": "",
            }
        case _:
            return event if event["type"] in MESSAGE_EVENTS else {}


def _channel_of(event: Payload) -> str:
    channel = (
        event.get("channel") or event.get("channel_id") or (event.get("item") or {}).get("channel")
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


def _fields(values: Mapping[str, Mapping[str, Payload]]) -> dict[str, FieldValue]:
    return {
        name: _field(element) for elements in values.values() for name, element in elements.items()
    }


def _people(values: Mapping[str, Mapping[str, Payload]]) -> Iterator[UserId]:
    for elements in values.values():
        for element in elements.values():
            chosen = element.get("selected_users") or [element.get("selected_user")]
            yield from (UserId(each) for each in chosen if each)


def _field(element: Payload) -> FieldValue:
    """Nothing is chosen by an option that stands for a list that could not be loaded."""
    if "selected_options" in element:
        return [option["value"] for option in element["selected_options"]]
    if "selected_users" in element:
        return list(element["selected_users"])
    chosen = element.get("selected_option") or {}
    known = ("value", "selected_user", "selected_date", "selected_date_time")
    value = next((element[name] for name in known if element.get(name)), chosen.get("value", ""))
    return "" if value == UNAVAILABLE and chosen else str(value)
