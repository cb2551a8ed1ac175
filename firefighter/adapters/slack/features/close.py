"""Closes an incident, or shows what must be completed first."""

from firefighter.adapters.slack.blocks import action_ids, forms
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.adapters.slack.inbound.incident_lookup import Arguments, about_incident
from firefighter.adapters.slack.inbound.interactions import (
    Answer,
    BlockAction,
    Interaction,
    SlashCommand,
    ViewSubmission,
)
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain.errors import Incomplete, Missing
from firefighter.domain.ids import IncidentId, UserId, reference
from firefighter.domain.lifecycle import Step, StepKind, missing
from firefighter.domain.roles import Permission
from firefighter.i18n import gettext, gettext_noop
from firefighter.ports.app_context import AppContext
from firefighter.ports.snapshot import Snapshot
from firefighter.use_cases.postmortem_page import with_page_text
from firefighter.use_cases.status import change_status, is_entitled

feature = Feature()


@feature.press(action_ids.action(action_ids.STEP, StepKind.CLOSE))
def close(interaction: BlockAction) -> None:
    _close(interaction, interaction.incident_id)


@feature.incident_command(
    "close", description=gettext_noop("Close the incident."), words=Arguments.NONE
)
def close_by_command(interaction: SlashCommand, incident_id: IncidentId) -> Answer | None:
    if _close(interaction, incident_id):
        text = gettext("{incident} is closed.", incident=reference(incident_id))
        return Answer(about_incident(interaction, incident_id, text))
    return None


def _close(interaction: Interaction, incident_id: IncidentId) -> bool:
    """Closes at once if nothing is missing, and otherwise opens the checklist."""
    context, user = interaction.context, interaction.user
    try:
        change_status(context, interaction.delivery, user, incident_id, Step(StepKind.CLOSE))
    except Incomplete as incomplete:
        snapshot = context.records.snapshot(incident_id)
        interaction.open_form(_checklist(context, snapshot, incomplete.missing, user))
        return False
    return True


@feature.submission(forms.CLOSE)
def close_from_checklist(interaction: ViewSubmission) -> None:
    step = Step(StepKind.CLOSE, note=interaction.text("note"))
    change_status(
        interaction.context, interaction.delivery, interaction.user, interaction.incident_id, step
    )


@feature.redraw(forms.CLOSE)
def draw_checklist(context: AppContext, user: UserId, incident_id: IncidentId) -> Block:
    snapshot = context.records.snapshot(incident_id)
    step = with_page_text(context, incident_id, Step(StepKind.CLOSE))
    return _checklist(context, snapshot, missing(snapshot.incident, step), user)


def _checklist(
    context: AppContext, snapshot: Snapshot, missing_items: tuple[Missing, ...], user: UserId
) -> Block:
    incident = snapshot.incident
    page_url = (
        snapshot.postmortem_page.url
        if snapshot.postmortem_page and not snapshot.postmortem_page.gone
        else ""
    )
    may_override = incident.commander == user or is_entitled(context, user, Permission.OVERRIDE)
    return forms.checklist(incident, missing_items, may_override=may_override, page_url=page_url)
