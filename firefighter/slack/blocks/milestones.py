"""When things really happened: the form that corrects what the buttons recorded."""

from firefighter.domain.incident import Incident
from firefighter.domain.milestones import CORRECTABLE, Milestone
from firefighter.slack.blocks import presses
from firefighter.slack.blocks.presses import Carried
from firefighter.slack.blocks.vocabulary import Block, context, modal, moment_field
from firefighter.slack.words.milestones import milestone_name
from firefighter.slack.words.mrkdwn import moment
from firefighter.texts import say


def milestones_form(incident: Incident) -> Block:
    declared = say("Declared {when}", when=moment(incident.milestones[Milestone.DECLARED]))
    return modal(
        presses.MILESTONES,
        say("Times of {incident}", incident=incident.reference),
        [
            context(declared),
            *(
                moment_field(each, milestone_name(each), initial=incident.milestones.get(each))
                for each in CORRECTABLE
                if each is not Milestone.MITIGATED or each in incident.milestones
            ),
        ],
        submit=say("Save"),
        metadata=str(Carried(incident.id)),
    )
