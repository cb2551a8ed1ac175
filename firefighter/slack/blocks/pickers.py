"""Choosing an incident: the menu that searches, and the form that goes on with what was chosen."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from firefighter.ports.search import Listed
from firefighter.slack.blocks.vocabulary import (
    METADATA_LIMIT,
    Block,
    Option,
    modal,
    search_field,
    section,
)
from firefighter.slack.errors import UnknownButton
from firefighter.slack.words.mrkdwn import clipped, quoted
from firefighter.texts import say

INCIDENT = "incident"
"""The family of menus that search incidents; `incident.original` is one more of them."""

PICK = "pick_incident"

_QUOTE_SHOWN = 300
_LONGEST_WRITTEN = len("\\u0000")


@dataclass(frozen=True)
class Pending:
    """What goes on once an incident is chosen: a command, or a shortcut on a message."""

    command: str = ""
    shortcut: str = ""
    words: str = ""
    """What was typed after the command, or what the message says."""
    channel: str = ""
    ts: str = ""
    thread: str = ""
    author: str = ""

    def __str__(self) -> str:
        """At most what a form can carry; words that do not fit end with a sign."""
        pending = self
        while len(text := _written(pending)) > METADATA_LIMIT:
            kept = _shorter(len(pending.words), len(text) - METADATA_LIMIT)
            pending = replace(pending, words=clipped(pending.words, kept))
        return text


def read_pending(metadata: str) -> Pending:
    """Raises UnknownButton for what another version of us wrote."""
    try:
        return Pending(**json.loads(metadata))
    except (ValueError, TypeError) as error:
        raise UnknownButton from error


def pick_form(pending: Pending) -> Block:
    said = clipped(pending.words, _QUOTE_SHOWN)
    return modal(
        PICK,
        say("Which incident?"),
        [
            *([section(quoted(said))] if said else []),
            incident_field(INCIDENT, say("Incident")),
        ],
        submit=say("Continue"),
        metadata=str(pending),
    )


def incident_field(name: str, label: str, *, optional: bool = False) -> Block:
    """`name` is `incident` or begins with `incident.`: that is how the search finds it."""
    hint = say("The open ones are listed; type a word or a number to find others.")
    return search_field(name, label, hint=hint, optional=optional)


def incident_options(found: Sequence[Listed]) -> list[Option]:
    return [
        Option(str(each.id), f"{each.reference} · {each.severity} · {each.title}") for each in found
    ]


def _written(pending: Pending) -> str:
    given = {name: value for name, value in asdict(pending).items() if value}
    return json.dumps(given, ensure_ascii=False)


def _shorter(length: int, too_much: int) -> int:
    """A character takes up to `_LONGEST_WRITTEN`, so that no more is cut than has to be."""
    return max(length - max(too_much // _LONGEST_WRITTEN, 1), 1)
