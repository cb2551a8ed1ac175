"""Menus that ask the bot for their options while a person types.

https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select
"""

from collections.abc import Sequence

from firefighter.playground.client.html import Html, h, many
from firefighter.playground.slack import Person
from firefighter.playground.slack.elements import Placed, options_of
from firefighter.playground.slack.records import Json

SEEKS = "external_select"


def seek(person: Person, action_id: str, typed: str) -> Sequence[Json]:
    """What the bot offers for what is typed; nothing while it does not answer."""
    body = person.suggest(action_id, typed).body
    return options_of(body) if isinstance(body, dict) else ()


def found(person: Person, field: Placed, typed: object) -> Json | None:
    """The option whose label stands in the field; None when the bot offers no such."""
    if not typed:
        return None
    offered = seek(person, field.action_id, str(typed))
    whole = [each for each in offered if typed in (each["text"]["text"], each["value"])]
    return whole[0] if whole else None


def datalist(options: Sequence[Json]) -> Html:
    return many(h("option", value=each["text"]["text"]) for each in options)
