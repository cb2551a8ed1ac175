"""What came in from Slack, parsed: all that a feature is given."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from firefighter.domain.ids import IncidentId, UserId
from firefighter.ports.chat import ChannelFacts
from firefighter.ports.house import House
from firefighter.ports.places import ChannelId
from firefighter.ports.store import DeliveryId
from firefighter.slack.blocks.presses import Carried, read_carried
from firefighter.slack.blocks.vocabulary import Block

Field = str | Sequence[str]


def _not_redrawn(_form_id: str, _view: Block) -> None:
    """For where there is no modal."""


def _cannot_be_seen() -> ChannelFacts | None:
    """For where there is no channel of the chat."""
    return None


class Filled:
    """What the fields of a form hold, by their names."""

    fields: Mapping[str, Field]

    def text(self, name: str) -> str:
        """One value; empty when the field was left empty."""
        value = self.fields.get(name, "")
        return value if isinstance(value, str) else ""

    def moment(self, name: str) -> datetime | None:
        """A date with a time; None when the field was left empty."""
        seconds = self.text(name)
        return datetime.fromtimestamp(int(seconds), UTC) if seconds else None

    def several(self, name: str) -> tuple[str, ...]:
        value = self.fields.get(name, ())
        return (value,) if isinstance(value, str) else tuple(value)


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Somebody did something in Slack."""

    house: House
    delivery: DeliveryId
    user: UserId
    open_form: Callable[[Block], str]
    """Opens a modal, on top of one that is open. Works once, within 3 s of the press. ChatError.

    Returns what `redraw` knows it by; empty where nothing can be drawn anew.
    """
    redraw: Callable[[str, Block], None] = _not_redrawn
    """Draws a modal anew, by its id, for one that shows more than its incident. Never raises."""


@dataclass(frozen=True, kw_only=True)
class Typed(Visit):
    """A slash command."""

    channel: ChannelId
    words: str
    """What follows the subcommand, as the person typed it."""
    look_at_channel: Callable[[], ChannelFacts | None] = _cannot_be_seen
    """Asks the chat about the channel, now, for somebody who waits. Raises ChatError."""


@dataclass(frozen=True, kw_only=True)
class Pressed(Visit, Filled):
    """A button, or a choice of a menu."""

    action_id: str
    value: str
    channel: ChannelId | None
    """Where the message is; None for a button of a modal."""
    thread: str = ""
    response_url: str = ""
    """Takes an answer, a few times in half an hour, also where the bot is no member."""
    callback_id: str = ""
    """Which modal the button is in; empty for a message."""
    view_id: str = ""
    metadata: str = ""
    fields: Mapping[str, Field] = field(default_factory=dict)
    """What that modal's fields hold just now."""

    @property
    def carried(self) -> Carried:
        return read_carried(self.value)

    @property
    def incident_id(self) -> IncidentId:
        return self.carried.incident_id


@dataclass(frozen=True, kw_only=True)
class Submitted(Visit, Filled):
    """A modal that was sent."""

    callback_id: str
    view_id: str
    metadata: str
    fields: Mapping[str, Field] = field(default_factory=dict)

    beneath_id: str = ""
    """The view under this modal, which shows again now."""

    @property
    def carried(self) -> Carried:
        return read_carried(self.metadata)

    @property
    def incident_id(self) -> IncidentId:
        return self.carried.incident_id


@dataclass(frozen=True, kw_only=True)
class Called(Visit):
    """A global shortcut: chosen in Slack's own menu, from anywhere."""

    callback_id: str


@dataclass(frozen=True, kw_only=True)
class Pointed(Called):
    """A shortcut of a message's menu, and the message."""

    channel: ChannelId
    ts: str
    thread: str = ""
    """The first message of the thread that it stands in; empty outside of threads."""
    author: UserId
    """Empty for what nobody wrote, such as another app's message."""
    text: str = ""
    response_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Happened(Visit):
    """An event that Slack tells us of. What an event does not have is empty."""

    publish_home: Callable[[Block], None]
    """Draws the Home tab of who did it. Raises ChatError."""
    kind: str
    """Its type in Slack's words, such as `reaction_added`."""
    subtype: str = ""
    at: datetime
    channel: ChannelId
    """Where; for a change of the channel itself, which."""
    thread: str = ""
    ts: str = ""
    """The message that it is about: the one written, edited, deleted, reacted to or pinned."""
    author: UserId
    """Who wrote that message."""
    text: str = ""
    """What it says now."""
    detail: str = ""
    """The emoji, the channel's new name, the tab, the user group or the file, by the kind."""


@dataclass(frozen=True, kw_only=True)
class Sought:
    """What somebody types into a menu that searches, and on which form."""

    house: House
    user: UserId
    action_id: str
    words: str
    metadata: str = ""


@dataclass(frozen=True)
class Answer:
    """What only the person who typed a command sees."""

    text: str
    blocks: Sequence[Block] = ()
