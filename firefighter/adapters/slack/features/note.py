"""Adds a note to the timeline: in one line, or in a form that also asks for the time."""

from firefighter.adapters.slack.blocks import timeline as drawn
from firefighter.adapters.slack.inbound.incident_lookup import Arguments
from firefighter.adapters.slack.inbound.interactions import (
    Answer,
    BlockAction,
    SlashCommand,
    ViewSubmission,
)
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.adapters.slack.inbound.views import timeline_page
from firefighter.domain.ids import IncidentId
from firefighter.i18n import gettext, gettext_noop
from firefighter.use_cases.timeline import add_note

feature = Feature()


@feature.incident_command(
    "note",
    usage=gettext_noop("[what happened]"),
    description=gettext_noop("Add a note to the timeline."),
    words=Arguments.FREE,
)
def note(interaction: SlashCommand, incident_id: IncidentId) -> Answer | None:
    if not interaction.words:
        interaction.open_form(drawn.note_form(incident_id, interaction.context.clock.now()))
        return None
    incident = add_note(
        interaction.context, interaction.delivery, interaction.user, incident_id, interaction.words
    )
    return Answer(gettext("Added to the {incident} timeline.", incident=incident.reference))


@feature.press(drawn.NOTE)
def ask(interaction: BlockAction) -> None:
    now = interaction.context.clock.now()
    interaction.open_form(
        drawn.note_form(interaction.incident_id, now, page=interaction.button_state.seen)
    )


@feature.submission(drawn.NOTE)
def save(interaction: ViewSubmission) -> None:
    at = interaction.date_time("at")
    add_note(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        interaction.text("text"),
        at=at,
    )
    if interaction.previous_view_id:
        page = timeline_page(interaction, interaction.incident_id, interaction.button_state.seen)
        interaction.redraw(interaction.previous_view_id, page)
