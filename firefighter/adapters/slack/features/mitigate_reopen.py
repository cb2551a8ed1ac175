"""Lifecycle steps that ask for one sentence: mitigate and reopen."""

from datetime import datetime, timedelta

from firefighter.adapters.slack.blocks import action_ids, forms
from firefighter.adapters.slack.inbound.incident_lookup import about_incident
from firefighter.adapters.slack.inbound.interactions import (
    Answer,
    BlockAction,
    Interaction,
    SlashCommand,
    ViewSubmission,
)
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain.errors import NotAllowedInStatus
from firefighter.domain.ids import IncidentId, reference
from firefighter.domain.lifecycle import Step, StepKind, step_kinds_from
from firefighter.domain.milestones import Milestone
from firefighter.domain.spelling import without_quotes
from firefighter.domain.title import clean_text
from firefighter.i18n import gettext, gettext_noop
from firefighter.ports.snapshot import Snapshot
from firefighter.use_cases.status import change_status

feature = Feature()

_MITIGATE = action_ids.action(action_ids.STEP, StepKind.MITIGATE)
_REOPEN = action_ids.action(action_ids.STEP, StepKind.REOPEN)


@feature.press(_MITIGATE)
def ask_mitigation(interaction: BlockAction) -> None:
    _ask_mitigation(interaction, interaction.incident_id)


def _ask_mitigation(interaction: Interaction, incident_id: IncidentId, note: str = "") -> None:
    """Asks when impact started, unless that is known. `note` prefills how it was mitigated."""
    snapshot = interaction.context.records.snapshot(incident_id)
    interaction.open_form(
        forms.note_form(
            StepKind.MITIGATE,
            incident_id,
            asks_impact_start=not _knows_impact_start(snapshot),
            note=note,
            resolved_at=_resolved_at(snapshot),
        )
    )


def _knows_impact_start(snapshot: Snapshot) -> bool:
    return Milestone.IMPACT_STARTED in snapshot.incident.milestones


def _resolved_at(snapshot: Snapshot) -> datetime | None:
    """When the last of its alerts was resolved; None without alerts or while one fires."""
    return snapshot.alerts.resolved_at if snapshot.alerts else None


@feature.press(_REOPEN)
def ask_reason(interaction: BlockAction) -> None:
    interaction.open_form(forms.note_form(StepKind.REOPEN, interaction.incident_id))


@feature.incident_command(
    "mitigate",
    usage=gettext_noop("[how]"),
    description=gettext_noop("Mark as mitigated: impact has stopped."),
    aliases=("resolve", "mitigated", "resolved"),
)
def mitigate_by_command(interaction: SlashCommand, incident_id: IncidentId) -> Answer | None:
    """Asks in a form that holds what was typed, unless nothing is left to ask."""
    _refuse_unless_offered(interaction, incident_id, StepKind.MITIGATE)
    note = clean_text(without_quotes(interaction.words))
    snapshot = interaction.context.records.snapshot(incident_id)
    if not note or not _knows_impact_start(snapshot) or _resolved_at(snapshot):
        _ask_mitigation(interaction, incident_id, note)
        return None
    _take_described_step(interaction, incident_id, Step(StepKind.MITIGATE, note))
    text = gettext("{incident} is mitigated.", incident=reference(incident_id))
    return Answer(about_incident(interaction, incident_id, text))


@feature.incident_command(
    "reopen", usage=gettext_noop("[reason]"), description=gettext_noop("Reopen the incident.")
)
def reopen_by_command(interaction: SlashCommand, incident_id: IncidentId) -> Answer | None:
    _refuse_unless_offered(interaction, incident_id, StepKind.REOPEN)
    note = without_quotes(interaction.words)
    if not note:
        interaction.open_form(forms.note_form(StepKind.REOPEN, incident_id))
        return None
    _take_described_step(interaction, incident_id, Step(StepKind.REOPEN, note))
    text = gettext("{incident} is open again.", incident=reference(incident_id))
    return Answer(about_incident(interaction, incident_id, text))


def _refuse_unless_offered(
    interaction: SlashCommand, incident_id: IncidentId, step_kind: StepKind
) -> None:
    """Raises NotAllowedInStatus before a form is opened."""
    status = interaction.context.records.snapshot(incident_id).incident.status
    if step_kind not in step_kinds_from(status):
        raise NotAllowedInStatus(step_kind, status)


def _take_described_step(interaction: SlashCommand, incident_id: IncidentId, step: Step) -> None:
    change_status(interaction.context, interaction.delivery, interaction.user, incident_id, step)


@feature.submission(_MITIGATE)
@feature.submission(_REOPEN)
def take_step(interaction: ViewSubmission) -> None:
    step = Step(
        action_ids.choice_of(interaction.callback_id, StepKind),
        note=interaction.text("note"),
        impact_started=_impact_start(interaction),
        mitigated_at=interaction.date_time(forms.IMPACT_END),
    )
    change_status(
        interaction.context, interaction.delivery, interaction.user, interaction.incident_id, step
    )


def _impact_start(interaction: ViewSubmission) -> datetime | None:
    chosen = interaction.text(forms.IMPACT_START)
    if not chosen:
        return None
    incident = interaction.context.records.snapshot(interaction.incident_id).incident
    return incident.milestones[Milestone.DECLARED] - timedelta(minutes=int(chosen))
