"""Makes the draft of a scenario from a closed incident. Changes nothing."""

from firefighter.adapters.slack.blocks.scenario_draft import scenario_draft_view
from firefighter.adapters.slack.inbound.incident_lookup import Arguments
from firefighter.adapters.slack.inbound.interactions import BlockAction, Interaction, SlashCommand
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain.ids import IncidentId
from firefighter.i18n import gettext_noop
from firefighter.reporting.scenario_draft import is_suitable, make_draft

feature = Feature()

_DESCRIPTION = gettext_noop("Make a scenario for drills from a closed incident.")


@feature.incident_command("scenario", description=_DESCRIPTION, words=Arguments.NONE)
def show_by_command(interaction: SlashCommand, incident_id: IncidentId) -> None:
    _show(interaction, incident_id)


@feature.more(
    "scenario",
    gettext_noop("Make a scenario"),
    description=_DESCRIPTION,
    rarity=60,
    offered=is_suitable,
)
def show_by_button(interaction: BlockAction) -> None:
    _show(interaction, interaction.incident_id)


def _show(interaction: Interaction, incident_id: IncidentId) -> None:
    records = interaction.context.records
    draft = make_draft(records, interaction.context.rules, incident_id)
    interaction.open_form(scenario_draft_view(records.snapshot(incident_id).incident, draft))
