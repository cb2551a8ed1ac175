"""Records when people archive, delete or rename an incident channel, or invite the bot again.

The channel of a Game Day that is archived or deleted is replaced.
"""

from firefighter.adapters.slack.inbound.interactions import SlackEvent
from firefighter.adapters.slack.inbound.parsing import BOT_JOINED
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain.events import ChannelState
from firefighter.effects.game_days import RefreshGameDayCard
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.channels import record_channel_name, record_channel_state
from firefighter.use_cases.enqueue import enqueue_for_game_day, retry_all_effects

feature = Feature(scopes=("channels:history", "channels:read", "groups:history", "groups:read"))

_RENAMED = {"channel_name", "group_name"}


@feature.event("channel_archive", is_fact=True)
@feature.event("group_archive", is_fact=True)
def note_archived(interaction: SlackEvent) -> None:
    _note(interaction, ChannelState.ARCHIVED)


@feature.event("channel_unarchive", is_fact=True)
@feature.event("group_unarchive", is_fact=True)
@feature.event(BOT_JOINED, is_fact=True)
def note_back(interaction: SlackEvent) -> None:
    _note(interaction, ChannelState.OPEN)
    retry_all_effects(interaction.context, DeliveryId(f"{interaction.delivery}:retry"))


@feature.event("channel_deleted", is_fact=True)
@feature.event("group_deleted", is_fact=True)
def note_deleted(interaction: SlackEvent) -> None:
    _note(interaction, ChannelState.DELETED)


@feature.event("message", is_fact=True)
def note_who_renamed(interaction: SlackEvent) -> None:
    """Slack's message in the channel says who renamed it."""
    if interaction.subtype in _RENAMED:
        _note_name(interaction)


@feature.event("channel_rename", is_fact=True)
@feature.event("group_rename", is_fact=True)
def note_renamed(interaction: SlackEvent) -> None:
    """This event does not say who renamed it; used where the bot does not get that message."""
    _note_name(interaction, while_inside=False)
    retry_all_effects(interaction.context, DeliveryId(f"{interaction.delivery}:retry"))


def _note(interaction: SlackEvent, state: ChannelState) -> None:
    context, channel = interaction.context, interaction.channel
    if state is not ChannelState.OPEN and (found := context.game_days.game_day_in(channel)):
        # Slack refuses this, and then the channel is replaced.
        enqueue_for_game_day(context, interaction.delivery, found, RefreshGameDayCard().request())
        return
    incident_id = context.records.incident_in(channel)
    if incident_id is not None:
        record_channel_state(
            context,
            interaction.delivery,
            interaction.user,
            incident_id,
            channel,
            state=state,
            at=interaction.at,
        )


def _note_name(interaction: SlackEvent, *, while_inside: bool = True) -> None:
    incident_id = interaction.context.records.incident_in(interaction.channel)
    if incident_id is None or not interaction.detail:
        return
    inside = interaction.context.records.snapshot(incident_id).incident.works_in_channel
    if while_inside or not inside:
        record_channel_name(
            interaction.context,
            interaction.delivery,
            interaction.user,
            incident_id,
            interaction.channel,
            name=interaction.detail,
            at=interaction.at,
        )
