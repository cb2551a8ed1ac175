"""Catches people up: on request, and when they join the incident channel."""

from firefighter.adapters.slack.blocks.announcement import catch_up
from firefighter.adapters.slack.inbound.incident_lookup import Arguments
from firefighter.adapters.slack.inbound.interactions import Answer, SlackEvent, SlashCommand
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.adapters.slack.inbound.views import zone_of_reader
from firefighter.domain.accounts import AccessRight
from firefighter.domain.ids import IncidentId, UserId
from firefighter.effects.direct_messages import ReplyPrivately
from firefighter.i18n import gettext_noop
from firefighter.ports.app_context import AppContext
from firefighter.ports.exercise_mark import with_exercise_mark
from firefighter.use_cases.enqueue import enqueue_reply

feature = Feature(scopes=("channels:read", "groups:read"), needs=AccessRight.READ)


@feature.incident_command("catchup", description=gettext_noop("Catch me up."), words=Arguments.NONE)
def answer(interaction: SlashCommand, incident_id: IncidentId) -> Answer:
    return Answer(_catch_up(interaction.context, interaction.user, incident_id))


@feature.event("member_joined_channel")
def tell_who_joins(interaction: SlackEvent) -> None:
    """Visible only to them. Skips who declared the incident."""
    incident_id = interaction.context.records.incident_in(interaction.channel)
    if incident_id is None:
        return
    if interaction.user != interaction.context.records.snapshot(incident_id).incident.declared_by:
        kind = interaction.context.records.snapshot(incident_id).incident.kind
        told = _catch_up(interaction.context, interaction.user, incident_id)
        text = with_exercise_mark(kind, told, "\n")
        enqueue_reply(
            interaction.context,
            interaction.delivery,
            ReplyPrivately(interaction.user, interaction.channel, text).request(),
        )


def _catch_up(context: AppContext, user: UserId, incident_id: IncidentId) -> str:
    timeline = context.records.timeline(incident_id)
    zone = zone_of_reader(context, user)
    return catch_up(context.records.snapshot(incident_id), timeline, context.rules, zone)
