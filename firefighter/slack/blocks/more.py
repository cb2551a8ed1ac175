"""The rarer actions: one button on the panel, and behind it a list that says what each one does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from firefighter.domain.incident import Incident
from firefighter.slack.blocks import presses
from firefighter.slack.blocks.presses import Carried
from firefighter.slack.blocks.vocabulary import Block, Element, button, modal, section
from firefighter.texts import say


def always(_incident: Incident) -> bool:
    return True


@dataclass(frozen=True)
class Entry:
    """One action of the list; a feature registers it by `Feature.more`."""

    name: str
    label: str
    """Of its button; a text of the catalogue."""
    does: str
    """One line; a text of the catalogue."""
    rarity: int
    """The rarer, the further down."""
    offered: Callable[[Incident], bool] = always
    """Whether it makes sense for the incident as it is."""


def more_button(incident: Incident) -> Element:
    return button(presses.MORE, say("More…"), str(Carried(incident.id)))


def more_form(incident: Incident, entries: Sequence[Entry]) -> Block:
    """What is chosen here takes the list's place."""
    blocks = [_row(incident, entry) for entry in entries if entry.offered(incident)]
    return modal(presses.MORE, say("More: {incident}", incident=incident.reference), blocks)


def _row(incident: Incident, entry: Entry) -> Block:
    action_id = presses.action(presses.MORE, entry.name)
    return section(say(entry.does), button(action_id, say(entry.label), str(Carried(incident.id))))
