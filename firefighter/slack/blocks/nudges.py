"""Questions to those who are there, each with the button that answers it."""

from firefighter.domain.roles import COMMANDER
from firefighter.ports.chat import Nudge, Wanted
from firefighter.slack.blocks import presses
from firefighter.slack.blocks.presses import Carried
from firefighter.slack.blocks.vocabulary import Block, Element, button, section
from firefighter.texts import say


def nudge(asked: Nudge) -> tuple[str, list[Block]]:
    """What is asked, and the same with its button."""
    text, answer = _question(asked)
    return text, [section(text, answer)]


def _question(asked: Nudge) -> tuple[str, Element]:
    incident = asked.snapshot.incident
    match asked.wanted:
        case Wanted.COMMANDER:
            text = say(":wave: Nobody leads {incident} yet. Who does?", incident=incident.reference)
            role = presses.action(presses.ROLE, COMMANDER)
            return text, button(role, say("Take the lead"), str(Carried(incident.id, "", "take")))
