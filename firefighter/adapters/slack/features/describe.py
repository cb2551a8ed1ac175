"""Edits the summary."""

from firefighter.adapters.slack.blocks import action_ids, forms
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.adapters.slack.inbound.interactions import BlockAction, ViewSubmission
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.use_cases.declare import describe

feature = Feature()


@feature.press(action_ids.DESCRIBE)
def ask(interaction: BlockAction) -> None:
    incident = interaction.context.records.snapshot(interaction.incident_id).incident
    interaction.open_form(
        forms.describe_form(incident, previous_callback_id=interaction.callback_id_below)
    )


@feature.draw_again(forms.DESCRIBE)
def draw_again(interaction: ViewSubmission) -> Block:
    incident = interaction.context.records.snapshot(interaction.incident_id).incident
    return forms.describe_form(incident, interaction.button_state.previous_callback_id)


@feature.submission(forms.DESCRIBE)
def save(interaction: ViewSubmission) -> None:
    describe(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        interaction.text("summary"),
    )
