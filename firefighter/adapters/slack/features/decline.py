"""Declines an incident, with a reason."""

from firefighter.adapters.slack.blocks import action_ids, forms
from firefighter.adapters.slack.inbound.incident_lookup import Arguments
from firefighter.adapters.slack.inbound.interactions import (
    BlockAction,
    SlashCommand,
    ViewSubmission,
)
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain.errors import FieldProblem, InvalidField, NotAllowedInStatus
from firefighter.domain.ids import IncidentId, parse_reference
from firefighter.domain.lifecycle import DeclineReason, Step, StepKind, step_kinds_from
from firefighter.i18n import gettext_noop
from firefighter.use_cases.status import change_status

feature = Feature()

_DECLINE = action_ids.action(action_ids.STEP, StepKind.DECLINE)
_CANCEL = action_ids.action(action_ids.STEP, "cancel")
"""The same in messages and open forms of version 0.1.0."""


@feature.press(_DECLINE)
@feature.press(_CANCEL)
def ask(interaction: BlockAction) -> None:
    interaction.open_form(forms.decline_form(interaction.incident_id))


@feature.incident_command(
    "decline",
    description=gettext_noop("Decline the incident: a false alarm or a duplicate."),
    words=Arguments.NONE,
    aliases=("cancel",),
)
def ask_by_command(interaction: SlashCommand, incident_id: IncidentId) -> None:
    status = interaction.context.records.snapshot(incident_id).incident.status
    if StepKind.DECLINE not in step_kinds_from(status):
        raise NotAllowedInStatus(StepKind.DECLINE, status)
    interaction.open_form(forms.decline_form(incident_id))


@feature.submission(_DECLINE)
@feature.submission(_CANCEL)
def decline(interaction: ViewSubmission) -> None:
    reason = DeclineReason(interaction.text("reason"))
    step = Step(
        StepKind.DECLINE,
        note=interaction.text("note"),
        decline_reason=reason,
        duplicate_of=_original(interaction) if reason is DeclineReason.DUPLICATE else None,
    )
    change_status(
        interaction.context, interaction.delivery, interaction.user, interaction.incident_id, step
    )


def _original(interaction: ViewSubmission) -> IncidentId:
    original = parse_reference(interaction.text("duplicate_of"))
    if original is None:
        raise InvalidField("duplicate_of", FieldProblem.NO_REFERENCE)
    return original
