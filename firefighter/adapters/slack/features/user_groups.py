"""Refreshes the members of a user group that has permissions, or is in a team, when they change."""

from firefighter.adapters.slack.inbound.interactions import SlackEvent
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain.teams import all_groups
from firefighter.effects.people import RefreshMembers
from firefighter.use_cases.enqueue import enqueue_reply

feature = Feature(scopes=("usergroups:read",))


@feature.event("subteam_members_changed", is_fact=True)
def refresh(interaction: SlackEvent) -> None:
    context = interaction.context
    if interaction.detail in all_groups(context.rules.groups, context.teams.teams()):
        refreshed = RefreshMembers(interaction.detail).request()
        enqueue_reply(context, interaction.delivery, refreshed)
