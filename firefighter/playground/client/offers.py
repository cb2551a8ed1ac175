"""What can be chosen in a menu, wherever it comes from: options, people or conversations."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from firefighter.playground.client.surface import Surface
from firefighter.playground.slack.elements import Placed
from firefighter.playground.slack.records import Json


@dataclass(frozen=True)
class Offer:
    value: str
    label: Json
    """A text object."""
    chosen: bool
    description: Json | None = None
    group: str = ""


def offers(placed: Placed, surface: Surface) -> list[Offer]:
    if "users_select" in placed.type:
        return _of_ids(placed, surface, _people(surface))
    if "conversations_select" in placed.type or "channels_select" in placed.type:
        return _of_ids(placed, surface, _conversations(surface))
    return list(_options(placed, surface))


def _options(placed: Placed, surface: Surface) -> Iterator[Offer]:
    chosen = {each["value"] for each in _held(placed, surface) if isinstance(each, Mapping)}
    for option in placed.element.get("options", ()):
        yield _offer(option, chosen, "")
    for group in placed.element.get("option_groups", ()):
        yield from (_offer(each, chosen, group["label"]["text"]) for each in group["options"])


def _offer(option: Json, chosen: set[str], group: str) -> Offer:
    value = option["value"]
    return Offer(value, option["text"], value in chosen, option.get("description"), group)


def _people(surface: Surface) -> list[tuple[str, str]]:
    people = surface.reader.users.values()
    here = [user for user in people if not user.is_bot and not user.is_deactivated]
    return [(user.id, user.real_name) for user in here]


def _conversations(surface: Surface) -> list[tuple[str, str]]:
    channels = surface.reader.channels.values()
    here = [channel for channel in channels if not channel.is_im and not channel.is_archived]
    return [(channel.id, f"#{channel.name}") for channel in here]


def _of_ids(placed: Placed, surface: Surface, offered: list[tuple[str, str]]) -> list[Offer]:
    chosen = _held(placed, surface)
    return [
        Offer(value, {"type": "plain_text", "text": label}, value in chosen)
        for value, label in offered
    ]


def _held(placed: Placed, surface: Surface) -> list[object]:
    held = surface.held(placed)
    return held if isinstance(held, list) else [held]
