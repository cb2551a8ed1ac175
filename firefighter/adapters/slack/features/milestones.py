"""Corrects milestone times."""

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.adapters.slack.blocks.forms import milestones_form
from firefighter.adapters.slack.inbound.incident_lookup import Arguments
from firefighter.adapters.slack.inbound.interactions import (
    BlockAction,
    Interaction,
    SlashCommand,
    ViewSubmission,
)
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain.ids import IncidentId
from firefighter.domain.milestones import CORRECTABLE
from firefighter.i18n import gettext_noop
from firefighter.use_cases.timeline import correct_milestones

feature = Feature()


@feature.press(action_ids.MILESTONES)
def ask(interaction: BlockAction) -> None:
    _ask(interaction, interaction.incident_id)


@feature.incident_command(
    "times",
    description=gettext_noop("Correct when it started, was detected or mitigated."),
    words=Arguments.NONE,
)
def ask_by_command(interaction: SlashCommand, incident_id: IncidentId) -> None:
    _ask(interaction, incident_id)


@feature.draw_again(action_ids.MILESTONES)
def draw_again(interaction: ViewSubmission) -> Block:
    return milestones_form(interaction.context.records.snapshot(interaction.incident_id).incident)


@feature.submission(action_ids.MILESTONES)
def correct(interaction: ViewSubmission) -> None:
    corrected = {each: at for each in CORRECTABLE if (at := interaction.date_time(each))}
    correct_milestones(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        corrected,
    )


def _ask(interaction: Interaction, incident_id: IncidentId) -> None:
    interaction.open_form(
        milestones_form(interaction.context.records.snapshot(incident_id).incident)
    )
