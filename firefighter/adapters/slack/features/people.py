"""Refreshes known people when their name, language or time zone changes."""

from firefighter.adapters.slack.inbound.interactions import SlackEvent
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.effects.people import RefreshProfile
from firefighter.use_cases.enqueue import enqueue_reply

feature = Feature(scopes=("users:read",))


@feature.event("user_change", is_fact=True)
def refresh(interaction: SlackEvent) -> None:
    """Slack sends this for everyone in the workspace; most are not known to the bot."""
    if interaction.user in interaction.context.records.people([interaction.user]):
        enqueue_reply(
            interaction.context, interaction.delivery, RefreshProfile(interaction.user).request()
        )
