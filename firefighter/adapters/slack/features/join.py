"""Tells where an incident is worked on."""

from firefighter.adapters.slack.inbound.incident_lookup import Arguments
from firefighter.adapters.slack.inbound.interactions import Answer, SlashCommand
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.adapters.slack.wording.channels import where_to_follow
from firefighter.domain.accounts import AccessRight
from firefighter.domain.ids import IncidentId
from firefighter.i18n import gettext, gettext_noop

feature = Feature(needs=AccessRight.READ)


@feature.incident_command(
    "join", description=gettext_noop("Link to its channel or thread."), words=Arguments.NONE
)
def show_place(interaction: SlashCommand, incident_id: IncidentId) -> Answer:
    context = interaction.context
    where = where_to_follow(context.records.snapshot(incident_id), context.address)
    return Answer(
        where or gettext("Its channel or thread is being created. Try again in a moment.")
    )
