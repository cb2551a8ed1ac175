"""Slack's requests, parsed: all that a feature receives."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from firefighter.adapters.slack.blocks.action_ids import ButtonState, one_of, read_button_state
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.domain.ids import GameDayId, IncidentId, UserId
from firefighter.ports.app_context import AppContext
from firefighter.ports.chat import ChannelFacts
from firefighter.ports.snapshot import ChannelId
from firefighter.ports.store import DeliveryId

FieldValue = str | Sequence[str]

_Choice = TypeVar("_Choice", bound=StrEnum)


def _no_modal(_form_id: str, _view: Block) -> None:
    """Returned where no modal can be opened."""


def _no_channel() -> ChannelFacts | None:
    """Returned where there is no channel."""
    return None


class FormFields:
    """The values of a form's fields, by name."""

    fields: Mapping[str, FieldValue]

    def text(self, name: str) -> str:
        """One value; empty if the field was left empty."""
        value = self.fields.get(name, "")
        return value if isinstance(value, str) else ""

    def date_time(self, name: str) -> datetime | None:
        """A date and time; None if the field was left empty."""
        seconds = self.text(name)
        return datetime.fromtimestamp(int(seconds), UTC) if seconds else None

    def choice(self, name: str, choices: type[_Choice]) -> _Choice | None:
        """One of the choices; None if the field was left empty. Raises UnknownButton."""
        value = self.text(name)
        return one_of(value, choices) if value else None

    def text_list(self, name: str) -> tuple[str, ...]:
        value = self.fields.get(name, ())
        return (value,) if isinstance(value, str) else tuple(value)


@dataclass(frozen=True, kw_only=True)
class Interaction:
    """What a person did in Slack."""

    context: AppContext
    delivery: DeliveryId
    user: UserId
    from_elsewhere: bool = False
    """Whether the request says that the person belongs to another organization."""
    open_form: Callable[[Block], str]
    """Opens a modal on top of an open one. Works once, within 3 s. Raises OutgoingError.

    Returns the view id for `redraw`; empty where nothing can be redrawn.
    """
    redraw: Callable[[str, Block], None] = _no_modal
    """Updates a modal by its view id. Never raises."""


@dataclass(frozen=True, kw_only=True)
class SlashCommand(Interaction):
    """A slash command."""

    channel: ChannelId
    words: str
    """The text after the subcommand, as typed."""
    response_url: str = ""
    """Accepts a few answers within 30 minutes, also without a channel or token."""
    look_at_channel: Callable[[], ChannelFacts | None] = _no_channel
    """Asks Slack about the channel while the person waits. Raises OutgoingError."""


@dataclass(frozen=True, kw_only=True)
class BlockAction(Interaction, FormFields):
    """A pressed button, or a choice in a menu."""

    action_id: str
    value: str
    channel: ChannelId | None
    """The channel of the message; None for a button in a modal."""
    ts: str = ""
    """Of the message; empty for a button in a modal."""
    thread: str = ""
    response_url: str = ""
    """Accepts a few replies within 30 minutes, also where the bot is not a member."""
    callback_id: str = ""
    """The modal that contains the button; empty for a message."""
    callback_id_below: str = ""
    """The modal that will be below a form opened now; empty if that form takes its place."""
    view_id: str = ""
    metadata: str = ""
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    """The current values of that modal's fields."""

    @property
    def button_state(self) -> ButtonState:
        return read_button_state(self.value)

    @property
    def incident_id(self) -> IncidentId:
        return self.button_state.incident_id

    @property
    def game_day_id(self) -> GameDayId:
        """Of a button or form about a Game Day."""
        return GameDayId(self.button_state.incident_id)


@dataclass(frozen=True, kw_only=True)
class ViewSubmission(Interaction, FormFields):
    """A submitted modal."""

    callback_id: str
    view_id: str
    metadata: str
    fields: Mapping[str, FieldValue] = field(default_factory=dict)

    previous_view_id: str = ""
    """The view below this modal, which is visible again."""

    people: tuple[UserId, ...] = ()
    """Everybody who is chosen in a field for people."""

    form: Block = field(default_factory=dict)
    """The modal as it was shown, in a form that Slack accepts again."""

    @property
    def button_state(self) -> ButtonState:
        return read_button_state(self.metadata)

    @property
    def incident_id(self) -> IncidentId:
        return self.button_state.incident_id

    @property
    def game_day_id(self) -> GameDayId:
        """Of a button or form about a Game Day."""
        return GameDayId(self.button_state.incident_id)


@dataclass(frozen=True, kw_only=True)
class GlobalShortcut(Interaction):
    """A global shortcut."""

    callback_id: str


@dataclass(frozen=True, kw_only=True)
class MessageShortcut(GlobalShortcut):
    """A message shortcut, and the message."""

    channel: ChannelId
    ts: str
    thread: str = ""
    """The first message of the thread; empty outside threads."""
    author: UserId
    """Empty for a message without an author, such as another app's."""
    text: str = ""
    response_url: str = ""


@dataclass(frozen=True, kw_only=True)
class SlackEvent(Interaction):
    """A Slack event. Fields that the event does not have are empty."""

    publish_home: Callable[[Block], None]
    """Publishes the Home tab of the person. Raises OutgoingError."""
    kind: str
    """Slack's event type, such as `reaction_added`."""
    subtype: str = ""
    at: datetime
    channel: ChannelId
    """The channel where it happened; for a channel event, the channel itself."""
    thread: str = ""
    ts: str = ""
    """The message concerned: written, edited, deleted, reacted to or pinned."""
    author: UserId
    """Who wrote that message."""
    text: str = ""
    """The current text of the message."""
    inviter: UserId
    """Who invited somebody to a channel; empty for the bot itself and for who came alone."""
    detail: str = ""
    """The emoji, new channel name, tab, user group or file, depending on `kind`."""


@dataclass(frozen=True, kw_only=True)
class OptionsRequest:
    """What a person types into a menu with an external data source, and the form it is on."""

    context: AppContext
    user: UserId
    action_id: str
    words: str
    metadata: str = ""
    from_elsewhere: bool = False


@dataclass(frozen=True)
class Answer:
    """The reply to a command, shown to its sender only."""

    text: str
    blocks: Sequence[Block] = ()
