"""What can be done with an incident besides moving it on: a row of buttons on its panel."""

from firefighter.domain.incident import Incident
from firefighter.slack.blocks import presses
from firefighter.slack.blocks.paging import PAGE
from firefighter.slack.blocks.presses import Carried
from firefighter.slack.blocks.vocabulary import Block, actions, button
from firefighter.texts import say


def tools(incident: Incident) -> Block:
    """In the order in which they are needed."""
    carried = str(Carried(incident.id))
    return actions(
        [
            button(presses.UPDATE, say("Update…"), carried),
            button(PAGE, say("Page…"), carried),
            button(presses.DESCRIBE, say("Describe…"), carried),
            button(presses.ASSIGN, say("Assign a role…"), carried),
            button(presses.MILESTONES, say("Correct times…"), carried),
        ]
    )
