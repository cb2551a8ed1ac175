"""Changes the title or the affected services."""

from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.adapters.slack.blocks.forms import EDIT, TYPED, edit_form
from firefighter.adapters.slack.inbound.incident_lookup import Arguments
from firefighter.adapters.slack.inbound.interactions import (
    BlockAction,
    SlashCommand,
    ViewSubmission,
)
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain.events import Details
from firefighter.domain.ids import IncidentId
from firefighter.i18n import gettext_noop
from firefighter.use_cases.declare import edit

feature = Feature()


@feature.incident_command(
    "edit",
    usage=gettext_noop("[new title]"),
    description=gettext_noop("Change the title or the services."),
    words=Arguments.FREE,
)
def ask(interaction: SlashCommand, incident_id: IncidentId) -> None:
    incident = interaction.context.records.snapshot(incident_id).incident
    interaction.open_form(edit_form(incident, interaction.context.rules, interaction.words))


@feature.more(
    "edit",
    gettext_noop("Edit…"),
    description=gettext_noop("Change the title or the services."),
    rarity=1,
)
def ask_by_button(interaction: BlockAction) -> None:
    incident = interaction.context.records.snapshot(interaction.incident_id).incident
    interaction.open_form(edit_form(incident, interaction.context.rules))


@feature.draw_again(EDIT)
def draw_again(interaction: ViewSubmission) -> Block:
    """A title that was typed with the command is compared with nothing: it was never the title."""
    incident = interaction.context.records.snapshot(interaction.incident_id).incident
    typed = interaction.button_state.choice == TYPED
    title = interaction.text("title") if typed else ""
    return edit_form(incident, interaction.context.rules, title)


@feature.submission(EDIT)
def save(interaction: ViewSubmission) -> None:
    details = Details(interaction.text("title"), interaction.text_list("services"))
    edit(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        details,
    )
