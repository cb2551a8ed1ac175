"""What can be done with an incident besides moving it on: a row of buttons on its panel."""

from firefighter.domain.incident import Incident
from firefighter.slack.blocks import presses
from firefighter.slack.blocks.presses import Carried
from firefighter.slack.blocks.vocabulary import Element, button
from firefighter.texts import say


def tools(incident: Incident) -> list[Element]:
    """In the order in which they are needed."""
    carried = str(Carried(incident.id))
    return [
        button(presses.UPDATE, say("Update…"), carried),
        button(presses.ASSIGN, say("Assign a role…"), carried),
        button(presses.MILESTONES, say("Correct times…"), carried),
    ]
