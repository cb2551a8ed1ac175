"""Shows the timeline in pages and corrects its entries."""

from firefighter.adapters.slack.blocks import timeline as drawn
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.adapters.slack.errors import UnknownButton
from firefighter.adapters.slack.inbound.incident_lookup import Arguments
from firefighter.adapters.slack.inbound.interactions import (
    BlockAction,
    SlashCommand,
    ViewSubmission,
)
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.adapters.slack.inbound.views import timeline_page
from firefighter.domain.accounts import AccessRight
from firefighter.domain.ids import EntryId, IncidentId
from firefighter.domain.timeline import get_view_item
from firefighter.i18n import gettext_noop
from firefighter.use_cases.timeline import correct_entry, remove_entry

feature = Feature(needs=AccessRight.READ)


@feature.incident_command(
    "timeline",
    description=gettext_noop("Read and correct the timeline."),
    words=Arguments.NONE,
)
def show(interaction: SlashCommand, incident_id: IncidentId) -> None:
    interaction.open_form(timeline_page(interaction, incident_id))


@feature.press(drawn.TIMELINE)
def open_timeline(interaction: BlockAction) -> None:
    interaction.open_form(timeline_page(interaction, interaction.incident_id))


@feature.press(drawn.CHANGE_PAGE)
def change_page(interaction: BlockAction) -> None:
    interaction.redraw(
        interaction.view_id,
        timeline_page(interaction, interaction.incident_id, interaction.button_state.seen),
    )


@feature.press(drawn.ENTRY, needs=AccessRight.RESPOND)
def change(interaction: BlockAction) -> None:
    choice, _dot, page = interaction.button_state.choice.partition(".")
    entry = _entry(interaction.button_state.seen)
    if choice == "correct":
        view_item = get_view_item(
            interaction.context.records.timeline(interaction.incident_id), entry
        )
        interaction.open_form(drawn.correct_form(interaction.incident_id, view_item, page))
        return
    remove_entry(
        interaction.context, interaction.delivery, interaction.user, interaction.incident_id, entry
    )
    interaction.redraw(
        interaction.view_id, timeline_page(interaction, interaction.incident_id, page)
    )


@feature.draw_again(drawn.CORRECT)
def draw_again(interaction: ViewSubmission) -> Block:
    button_state = interaction.button_state
    timeline = interaction.context.records.timeline(interaction.incident_id)
    view_item = get_view_item(timeline, _entry(button_state.seen))
    return drawn.correct_form(interaction.incident_id, view_item, button_state.choice)


@feature.submission(drawn.CORRECT, needs=AccessRight.RESPOND)
def correct(interaction: ViewSubmission) -> None:
    correct_entry(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        _entry(interaction.button_state.seen),
        happened_at=interaction.date_time("at"),
        text=interaction.text("text"),
    )
    if interaction.previous_view_id:
        page = timeline_page(interaction, interaction.incident_id, interaction.button_state.choice)
        interaction.redraw(interaction.previous_view_id, page)


def _entry(button_state: str) -> EntryId:
    """Raises UnknownButton."""
    if not button_state.isdecimal():
        raise UnknownButton
    return EntryId(int(button_state))
