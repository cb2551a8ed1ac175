"""Records who joins an incident channel and who writes there or in its thread."""

from firefighter.adapters.slack.inbound.interactions import SlackEvent
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.use_cases.people import record_participation

feature = Feature(scopes=("channels:history", "groups:history"))

_WRITTEN = {"", "file_share", "thread_broadcast", "me_message"}
"""Subtypes of people's messages; others report joining, editing and so on."""


@feature.event("member_joined_channel")
def record_join(interaction: SlackEvent) -> None:
    _record(interaction, messages=0)


@feature.event("message")
def record_message(interaction: SlackEvent) -> None:
    if interaction.subtype in _WRITTEN:
        _record(interaction, messages=1)


def _record(interaction: SlackEvent, *, messages: int) -> None:
    incident_id = interaction.context.records.incident_in(interaction.channel, interaction.thread)
    if incident_id is not None and interaction.user:
        record_participation(
            interaction.context,
            interaction.delivery,
            incident_id,
            interaction.user,
            interaction.at,
            messages=messages,
        )
