"""What blocks stand on: a message, a modal or the Home tab, and what was entered there so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from firefighter.playground.client.reader import Reader
from firefighter.playground.slack.elements import STATEFUL, Placed
from firefighter.playground.slack.records import Json, Message, View


@dataclass(frozen=True)
class Surface:
    reader: Reader
    key: str
    """Tells the ids of its fields from those of the other surfaces on the page."""
    is_modal: bool = False
    """Whether it lies over the page, so that links out of it need a window of their own."""
    typed: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    """Why it was not taken, by block."""

    def held(self, placed: Placed) -> object:
        """What an element holds now, or at first."""
        holds = STATEFUL[placed.type]
        typed = self.typed.get(placed.block_id, {}).get(placed.action_id)
        return typed[holds.value] if typed else placed.element.get(holds.initial)

    def field_id(self, placed: Placed) -> str:
        return f"{self.key}-{placed.block_id}-{placed.action_id}"


def surface_of_message(message: Message, reader: Reader) -> Surface:
    return Surface(reader, f"m{message.ts}")


def surface_of_view(view: View, reader: Reader, errors: Mapping[str, str]) -> Surface:
    return Surface(
        reader,
        f"v{view.id}",
        is_modal=view.type == "modal",
        typed=view.typed,
        errors=errors,
    )
