"""Refreshes the members of a user group that has permissions, or is in a team, when they change."""

from firefighter.adapters.slack.inbound.interactions import SlackEvent
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.effects.people import RefreshMembers
from firefighter.use_cases.enqueue import enqueue_reply

feature = Feature(scopes=("usergroups:read",))


@feature.event("subteam_members_changed", is_fact=True)
def refresh(interaction: SlackEvent) -> None:
    context = interaction.context
    of_teams = {group for team in context.teams.teams() for group in team.groups}
    if interaction.detail in of_teams.union(context.rules.groups):
        enqueue_reply(
            interaction.context, interaction.delivery, RefreshMembers(interaction.detail).request()
        )
