"""Keeps the channel of a closed incident, or archives it early."""

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.inbound.interactions import BlockAction
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.effects.archiving import ArchiveChannel
from firefighter.use_cases.channels import archive_channel, keep_channel

feature = Feature()


@feature.press(action_ids.KEEP_CHANNEL)
def keep(interaction: BlockAction) -> None:
    keep_channel(
        interaction.context, interaction.delivery, interaction.user, interaction.incident_id
    )


@feature.press(action_ids.ARCHIVE_CHANNEL)
def archive_now(interaction: BlockAction) -> None:
    archiving = ArchiveChannel(by=interaction.user).request()
    archive_channel(interaction.context, interaction.delivery, interaction.incident_id, archiving)
