"""Removes a picture from the timeline when its file is deleted.

This event, which has only the file's id, may be the only one that Slack sends.
"""

from firefighter.adapters.slack.inbound.interactions import SlackEvent
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.use_cases.timeline import remove_picture

feature = Feature(scopes=("files:read",))


@feature.event("file_deleted", is_fact=True)
def note_deleted(interaction: SlackEvent) -> None:
    """Slack sends this for every file the bot can see; most are on no timeline."""
    if interaction.detail:
        remove_picture(
            interaction.context, interaction.delivery, interaction.detail, at=interaction.at
        )
