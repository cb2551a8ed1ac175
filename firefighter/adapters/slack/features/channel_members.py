"""Records who is in an incident channel, which decides who can see a private incident."""

from firefighter.adapters.slack.inbound.interactions import SlackEvent
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.use_cases.channels import record_channel_join, record_channel_leave

feature = Feature(scopes=("channels:read", "groups:read"))


@feature.event("member_joined_channel", is_fact=True)
def note_joined(interaction: SlackEvent) -> None:
    if interaction.context.records.incident_in(interaction.channel) is not None:
        record_channel_join(
            interaction.context, interaction.delivery, interaction.user, interaction.channel
        )


@feature.event("member_left_channel", is_fact=True)
def note_left(interaction: SlackEvent) -> None:
    if interaction.context.records.incident_in(interaction.channel) is not None:
        record_channel_leave(
            interaction.context, interaction.delivery, interaction.user, interaction.channel
        )
