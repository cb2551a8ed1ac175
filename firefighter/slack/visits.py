"""What came in from Slack, parsed: all that a feature is given."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from firefighter.domain.ids import IncidentId, UserId
from firefighter.ports.house import House
from firefighter.ports.places import ChannelId
from firefighter.ports.store import DeliveryId
from firefighter.slack.blocks.presses import Carried, read_carried
from firefighter.slack.blocks.vocabulary import Block

Field = str | Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Somebody did something in Slack."""

    house: House
    delivery: DeliveryId
    user: UserId
    open_form: Callable[[Block], None]
    """Opens a modal, on top of one that is open. Works once, within 3 s of the press. ChatError."""


@dataclass(frozen=True, kw_only=True)
class Typed(Visit):
    """A slash command."""

    channel: ChannelId
    words: str
    """What follows the subcommand, as the person typed it."""


@dataclass(frozen=True, kw_only=True)
class Pressed(Visit):
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

    @property
    def carried(self) -> Carried:
        return read_carried(self.value)

    @property
    def incident_id(self) -> IncidentId:
        return self.carried.incident_id


@dataclass(frozen=True, kw_only=True)
class Submitted(Visit):
    """A modal that was sent."""

    callback_id: str
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

    def text(self, name: str) -> str:
        """One value; empty when the field was left empty."""
        value = self.fields.get(name, "")
        return value if isinstance(value, str) else ""

    def several(self, name: str) -> tuple[str, ...]:
        value = self.fields.get(name, ())
        return (value,) if isinstance(value, str) else tuple(value)


@dataclass(frozen=True, kw_only=True)
class Happened(Visit):
    """An event that Slack tells us of."""

    channel: ChannelId
    thread: str = ""


@dataclass(frozen=True)
class Answer:
    """What only the person who typed a command sees."""

    text: str
    blocks: Sequence[Block] = ()
