"""Posts a status update."""

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks.updates import NO_NEXT_UPDATE, update_form
from firefighter.adapters.slack.inbound.incident_lookup import Arguments
from firefighter.adapters.slack.inbound.interactions import (
    BlockAction,
    Interaction,
    SlashCommand,
    ViewSubmission,
)
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain.ids import IncidentId, UserId
from firefighter.i18n import gettext_noop
from firefighter.use_cases.updates import UpdateDraft, post_update

feature = Feature()


@feature.press(action_ids.UPDATE)
def ask(interaction: BlockAction) -> None:
    _ask(interaction, interaction.incident_id)


@feature.incident_command(
    "update",
    usage=gettext_noop("[what changed]"),
    description=gettext_noop("Post a status update."),
    words=Arguments.AFTER_NUMBER,
)
def ask_by_command(interaction: SlashCommand, incident_id: IncidentId) -> None:
    _ask(interaction, incident_id, interaction.words)


@feature.submission(action_ids.UPDATE)
def post(interaction: ViewSubmission) -> None:
    next_by, next_in = interaction.text("next_by"), interaction.text("next_in")
    news = UpdateDraft(
        impact=interaction.text("impact"),
        changed=interaction.text("changed"),
        next_step=interaction.text("next_step"),
        next_by=UserId(next_by) if next_by else None,
        next_in_min=None if next_in == NO_NEXT_UPDATE else int(next_in),
    )
    post_update(
        interaction.context, interaction.delivery, interaction.user, interaction.incident_id, news
    )


def _ask(interaction: Interaction, incident_id: IncidentId, changed: str = "") -> None:
    incident = interaction.context.records.snapshot(incident_id).incident
    incident.refuse_update()
    interaction.open_form(update_form(incident, changed))
