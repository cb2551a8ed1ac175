"""Classifies an incident: trigger, failure class and contributing factors."""

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.adapters.slack.blocks.more_actions import Group
from firefighter.adapters.slack.blocks.postmortem import classify_form
from firefighter.adapters.slack.inbound.incident_lookup import Arguments
from firefighter.adapters.slack.inbound.interactions import (
    BlockAction,
    SlashCommand,
    ViewSubmission,
)
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain.ids import IncidentId
from firefighter.domain.suggested_classes import suggest_classes
from firefighter.domain.taxonomy import Classification
from firefighter.domain.timeline import timeline_view
from firefighter.i18n import gettext_noop
from firefighter.ports.app_context import AppContext
from firefighter.use_cases.declare import classify

feature = Feature()


@feature.incident_command(
    "classify",
    description=gettext_noop("Say what triggered it, what failed and what contributed."),
    words=Arguments.NONE,
)
def ask_by_command(interaction: SlashCommand, incident_id: IncidentId) -> None:
    interaction.open_form(_form(interaction.context, incident_id))


@feature.press(action_ids.CLASSIFY)
def ask(interaction: BlockAction) -> None:
    below = interaction.callback_id_below
    interaction.open_form(_form(interaction.context, interaction.incident_id, below))


@feature.more(
    "classify",
    gettext_noop("Classify…"),
    description=gettext_noop("Say what triggered it, what failed and what contributed."),
    rarity=3,
    group=Group.RECORD,
)
def ask_by_more(interaction: BlockAction) -> None:
    interaction.open_form(_form(interaction.context, interaction.incident_id))


@feature.draw_again(action_ids.CLASSIFY)
def draw_again(interaction: ViewSubmission) -> Block:
    below = interaction.button_state.previous_callback_id
    return _form(interaction.context, interaction.incident_id, below)


@feature.submission(action_ids.CLASSIFY)
def save(interaction: ViewSubmission) -> None:
    classify(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        Classification(
            interaction.text("trigger"),
            interaction.text("failure_class"),
            interaction.text_list("contributing_factors"),
        ),
    )


def _form(context: AppContext, incident_id: IncidentId, previous_callback_id: str = "") -> Block:
    """With what the timeline suggests, of which nothing is chosen."""
    incident = context.records.snapshot(incident_id).incident
    taxonomy = context.rules.taxonomy
    timeline = timeline_view(context.records.timeline(incident_id))
    suggestions = suggest_classes(incident, timeline, taxonomy)
    return classify_form(incident, taxonomy, suggestions, previous_callback_id)
